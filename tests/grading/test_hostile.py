"""A class of attackers is graded in one run: no undeserved point, no collateral loss, no trace.

Each student hands in four attacks, each as the answer to a question of its own, and an honest one.
"""

import hashlib
import os
import shutil
import socket
import time
from pathlib import Path

import numpy as np
import pytest

from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.standings import standings
from tests.grading import (
    attacks_forging,
    attacks_grader,
    attacks_limits,
    attacks_places,
    attacks_system,
    attacks_values,
)
from tests.grading.class_of import SET, Class, points
from tests.grading.sandboxed import needs_sandbox

pytestmark = needs_sandbox
FILES = (attacks_forging, attacks_system, attacks_values, attacks_places, attacks_grader)
FILES += (attacks_limits,)
ATTACKS = {name: source for file in FILES for name, source in file.ATTACKS.items()}
SLOTS = ("double", "double_b", "double_c", "double_d")
PLACES = {name: (f"student {i // 4}", SLOTS[i % 4]) for i, name in enumerate(ATTACKS)}
LIMITS = Limits(wall=1.5, cpu=1, memory=1 << 30, processes=12, result=4 << 20, disk=8 << 20)


def files_below(root):
    """Return the hash of every file that no grader writes."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in Path(root).rglob("*")
        if path.is_file() and "grades.db" not in path.name and path.suffix != ".pyc"
    }


def sandbox_processes():
    """Return number and start of the processes of users that only sandboxes have."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = status.read_text().splitlines()
            began = status.with_name("stat").read_text().rpartition(")")[2].split()[19]
        except OSError:
            continue
        user = next(int(line.split()[1]) for line in lines if line.startswith("Uid"))
        if 1_000_000_000 <= user < 2_000_000_000:
            found.add((status.parent.name, began))
    return found


def with_more_questions(group):
    """Put copies of a question before the others; each asks for a function of the same name."""
    place = group.root / "course" / "sets" / SET
    for name in SLOTS[1:]:
        shutil.copytree(place / "double", place / name)
    text = (place / "set.toml").read_text()
    order = ", ".join(f'"{name}"' for name in SLOTS)
    (place / "set.toml").write_text(text.replace('"double"', order))
    return group


def hand_in_all(group, port):
    """Hand in the attacks, and the right answers of one student."""
    right = group.right["ps9-double"]
    group.hand_in("ann", conv2d=None, **dict.fromkeys(SLOTS[1:], right))
    cells = {}
    for name, source in ATTACKS.items():
        student, slot = PLACES[name]
        source = source.replace("{root!r}", repr(str(group.root))).replace("{port}", str(port))
        cells.setdefault(student, {"conv2d": None})[slot] = source
    for student, sources in cells.items():
        group.hand_in(student, **sources)


@pytest.fixture(scope="module")
def battle(tmp_path_factory):
    """The class, after all have been graded, with what was there before and after."""
    group = with_more_questions(Class(tmp_path_factory.mktemp("battle")))
    packages = Path(np.__file__).parent.parent
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hand_in_all(group, listener.getsockname()[1])
        before = files_below(group.root), {*os.listdir(packages)}
        start = time.monotonic()
        group.tally = group.grade(limits=LIMITS, jobs=2)
        group.seconds = time.monotonic() - start
        group.untouched = before == (files_below(group.root), {*os.listdir(packages)})
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
    group.left_running = sandbox_processes()
    group.points = points(standings(group.store, SET))
    return group


def test_there_are_enough_attacks():
    assert len(ATTACKS) >= 150
    assert len(ATTACKS) == sum(len(file.ATTACKS) for file in FILES)


@pytest.mark.parametrize("name", ATTACKS)
def test_no_point_is_undeserved_and_no_other_question_lost(battle, name):
    student, slot = PLACES[name]
    assert battle.points[student, slot] == 0
    assert battle.points[student, "size"] == 2


def test_the_honest_classmate_has_all_points(battle):
    assert [battle.points["ann", slot] for slot in SLOTS] == [4, 4, 4, 4]
    assert battle.points["ann", "size"] == 2


def test_nobody_is_missing_and_nothing_broke_down(battle):
    assert (battle.tally.graded, battle.tally.failed) == (
        len({s for s, _ in PLACES.values()}) + 1,
        0,
    )
    assert battle.store.problems(SET) == []


def test_nothing_outside_was_touched(battle):
    assert battle.untouched


def test_nothing_is_left_running(battle):
    deadline = time.monotonic() + 60  # sandboxes of other tests end within their own limits
    left = battle.left_running
    while left and time.monotonic() < deadline:
        left &= sandbox_processes()
        time.sleep(0.05)
    assert left == set()


def test_nothing_hangs(battle):
    assert battle.seconds < 3 * LIMITS.wall * len(ATTACKS)


def test_every_loss_has_its_reason(battle):
    for one in standings(battle.store, SET):
        for case in one.result.cases:
            assert case.held or case.message
