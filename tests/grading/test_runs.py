"""A class is graded: each submission for itself, once, the same at every run."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cnnlib.grading.collect import collect
from cnnlib.grading.runs import Plan, Tally, grade, pending
from cnnlib.grading.sandbox import SandboxMissing
from cnnlib.grading.standings import moves, standings
from cnnlib.grading.store import Store
from cnnlib.questions import load_course
from tests.grading.class_of import SET, WRONG, Class, points
from tests.grading.sandboxed import needs_sandbox
from tests.structure.tree import ROOT

pytestmark = needs_sandbox


@pytest.fixture
def group(tmp_path):
    return Class(tmp_path)


def test_each_submission_is_graded_for_itself(group):
    group.hand_in("ann")
    group.hand_in("bo", double=WRONG, why=None)
    group.hand_in("eve").write_text("{ broken")
    assert group.grade() == Tally(graded=2, skipped=0, failed=1)
    found = points(standings(group.store, SET))
    assert [found["ann", name] for name in ("double", "conv2d", "size", "why")] == [4, 10, 2, None]
    assert [found["bo", name] for name in ("double", "conv2d", "size", "why")] == [0, 10, 2, 0]
    assert [p.where for p in group.store.problems(SET)] == ["eve, ps9_tiny.ipynb"]


def test_a_second_run_does_nothing(group):
    group.hand_in("ann")
    group.grade()
    assert group.grade() == Tally(graded=0, skipped=1, failed=0)


def test_work_that_changed_is_graded_again(group):
    group.hand_in("ann", double=WRONG)
    group.grade()
    group.hand_in("ann")
    assert group.grade().graded == 1
    assert [(m.question_id, m.before, m.after) for m in moves(group.store, SET)] == [
        ("ps9-double", 0, 4), ("ps9-conv2d", 10, 10), ("ps9-size", 2, 2), ("ps9-why", None, None),
    ]  # fmt: skip


def test_a_cell_that_is_there_twice_is_on_the_list(group):
    path = group.hand_in("ann")
    path.write_text(path.read_text().replace("ps9-conv2d", "ps9-double"))
    group.grade()
    assert "more than once: the first one counts" in group.store.problems(SET)[0].what


def test_an_unknown_set_is_refused(group):
    with pytest.raises(ValueError, match=r"there is no set 'ps7' in .*; it has ps9_tiny"):
        Plan(load_course(group.root / "course"), "ps7")


def test_without_a_sandbox_the_run_stops_and_says_so(group, monkeypatch):
    group.hand_in("ann")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SandboxMissing, match="no sandbox"):
        group.grade()
    assert standings(group.store, SET) == []


def test_two_runs_at_once_do_not_disturb_each_other(group):
    for number in range(8):
        group.hand_in(f"s{number}", double=WRONG if number % 2 else group.right["ps9-double"])
    submissions, _ = collect(group.root / "submitted", SET)
    runs = [
        threading.Thread(
            target=grade, args=(Store(group.root / "grades.db"), group.plan(), submissions)
        )
        for _ in range(2)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    found = points(standings(group.store, SET))
    assert len(found) == 8 * 4
    assert {found[f"s{n}", "double"] for n in range(1, 8, 2)} == {0}
    assert moves(group.store, SET) == []


GRADE = """
import sys
from tests.grading.class_of import Class, collect, grade, SET
from pathlib import Path
if __name__ == "__main__":
    group = Class(Path(sys.argv[1]))
    submissions, _ = collect(group.root / "submitted", SET)
    grade(group.store, group.plan(jobs=2), submissions, lambda: print("done", flush=True))
"""


def test_a_run_that_is_killed_goes_on_where_it_was(group, tmp_path):
    for number in range(9):
        group.hand_in(f"s{number:02}", double=WRONG if number % 3 else group.right["ps9-double"])
    script = tmp_path / "run.py"
    script.write_text(GRADE)
    run = subprocess.Popen(
        [sys.executable, script, tmp_path],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    for _ in range(3):
        run.stdout.readline()
    workers = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    run.kill()
    run.communicate()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    done = len({one.student_id for one in standings(group.store, SET)})
    assert 3 <= done < 9
    assert group.grade() == Tally(graded=9 - done, skipped=done, failed=0)
    found = points(standings(group.store, SET))
    assert [found[f"s{n:02}", "double"] for n in range(9)] == [0 if n % 3 else 4 for n in range(9)]
    assert moves(group.store, SET) == []


def test_pending_is_what_has_no_result(group):
    group.hand_in("ann", conv2d="import os\nos._exit(1)")
    group.grade()
    (work,) = group.store.works(SET)
    assert pending(group.store, work, group.plan()) == []
