"""After a question is mended only its results are made again, and it is said who moved."""

import pytest

from cnnlib.grading.regrade import outdated, regrade
from cnnlib.grading.standings import give_mark, standings
from tests.grading.class_of import SET, WRONG, Class, points
from tests.grading.sandboxed import needs_sandbox
from tests.grading.tiny_course import DOUBLE, write_course

pytestmark = needs_sandbox
STRICTER = DOUBLE.replace('("a map", ', '("a map", {"x": rng.random(9)}), ("b map", ')
HALF = "def double(x):\n    return 2 * x if x.ndim == 1 else x"


@pytest.fixture
def group(tmp_path):
    """A class that is graded, and whose question was mended since."""
    made = Class(tmp_path)
    made.hand_in("ann")
    made.hand_in("bo", double=HALF)
    made.hand_in("eve", double=WRONG)
    made.grade()
    write_course(tmp_path / "course", double=STRICTER)
    return made


def test_grading_again_moves_nothing(group):
    before = points(standings(group.store, SET))
    assert group.grade().skipped == 3
    assert points(standings(group.store, SET)) == before


def test_only_what_changed_is_out_of_date(group):
    old = outdated(group.store, group.plan())
    assert [(work.student_id, [*results]) for work, results in old] == [
        ("ann", ["ps9-double"]), ("bo", ["ps9-double"]), ("eve", ["ps9-double"]),
    ]  # fmt: skip


def test_a_rehearsal_says_who_would_move_and_changes_nothing(group):
    moved = regrade(group.store, group.plan(), is_rehearsal=True)
    assert [(m.student_id, m.before.points, m.after.points) for m in moved if m.is_move] == [
        ("bo", 2.0, 2.67)
    ]
    assert points(standings(group.store, SET))["bo", "double"] == 2.0


def test_regrading_moves_and_is_then_done(group):
    moved = regrade(group.store, group.plan())
    assert len(moved) == 3
    assert points(standings(group.store, SET))["bo", "double"] == 2.67
    assert outdated(group.store, group.plan()) == []
    assert regrade(group.store, group.plan()) == []


def test_what_a_person_gave_stays(group):
    (one,) = [s for s in standings(group.store, SET, "bo") if s.question_id == "ps9-double"]
    give_mark(group.store, one, 4.0, "good idea", "ann")
    regrade(group.store, group.plan())
    assert points(standings(group.store, SET))["bo", "double"] == 4.0


def test_a_question_that_breaks_moves_nobody(group):
    write_course(group.root / "course", double=DOUBLE.replace("return [(", "return 1 / 0, [("))
    before = points(standings(group.store, SET))
    assert regrade(group.store, group.plan()) == []
    assert points(standings(group.store, SET)) == before
    assert len(group.store.problems(SET)) == 3


def test_unknown_questions_are_refused(group):
    with pytest.raises(ValueError, match=r"has no questions \['ps9-triple'\]"):
        regrade(group.store, group.plan(), ["ps9-triple"])
    assert regrade(group.store, group.plan(), ["ps9-size"]) == []
