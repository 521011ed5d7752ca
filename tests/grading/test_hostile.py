"""A class of attackers is graded in one run: no undeserved point, no collateral loss, no trace."""

import hashlib
import os
import socket
import time
from pathlib import Path

import numpy as np
import pytest

from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.standings import standings
from tests.grading import attacks_forging, attacks_system
from tests.grading.class_of import SET, Class, points
from tests.grading.sandboxed import needs_sandbox

pytestmark = needs_sandbox
ATTACKS = attacks_forging.ATTACKS | attacks_system.ATTACKS
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


@pytest.fixture(scope="module")
def battle(tmp_path_factory):
    """The class, after all have been graded, with what was there before and after."""
    group = Class(tmp_path_factory.mktemp("battle"))
    packages = Path(np.__file__).parent.parent
    with socket.create_server(("127.0.0.1", 0)) as listener:
        group.hand_in("ann", conv2d=None)
        for name, source in ATTACKS.items():
            if "{root" in source or "{port" in source:
                source = source.replace("{root!r}", repr(str(group.root)))
                source = source.replace("{port}", str(listener.getsockname()[1]))
            group.hand_in(name, double=source, conv2d=None)
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
    assert len(ATTACKS) >= 70


@pytest.mark.parametrize("name", ATTACKS)
def test_no_point_is_undeserved_and_no_other_question_lost(battle, name):
    assert battle.points[name, "double"] == 0
    assert battle.points[name, "size"] == 2


def test_the_honest_classmate_has_all_points(battle):
    assert battle.points["ann", "double"] == 4
    assert battle.points["ann", "size"] == 2


def test_nobody_is_missing_and_nothing_broke_down(battle):
    assert (battle.tally.graded, battle.tally.failed) == (len(ATTACKS) + 1, 0)
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
