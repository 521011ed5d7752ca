"""What a person gave counts, as long as it is about the same answer."""

from dataclasses import replace

import pytest

from cnnlib.grading import Submission
from cnnlib.grading.reading import Reading
from cnnlib.grading.results import QuestionResult
from cnnlib.grading.standings import give_mark, last_marks, standings
from cnnlib.grading.store import Store

MANUAL = QuestionResult("why", "manual", None, 4.0, "v1", 1)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "grades.db")


def handed_in(store, text, other="x"):
    reading = Reading({"why": text, "other": other}, ())
    work = store.hand_in(Submission("li", "ps", "ps.ipynb"), reading)
    store.keep(work, [MANUAL])
    return work


def test_a_mark_counts_and_can_be_taken_back(store):
    handed_in(store, "because")
    (one,) = standings(store, "ps")
    assert one.needs_a_person
    give_mark(store, one, 3.0, "good", "ann")
    give_mark(store, one, 2.5, "see rubric", "bo")
    (one,) = standings(store, "ps", "li")
    assert (one.points, one.mark.grader, one.needs_a_person) == (2.5, "bo", False)
    give_mark(store, one, None, "", "bo")
    assert last_marks(store, "ps") == {}
    assert standings(store, "ps")[0].points is None


@pytest.mark.parametrize("points", [-1, 4.5, float("nan")])
def test_points_outside_the_range_are_refused(store, points):
    handed_in(store, "because")
    (one,) = standings(store, "ps")
    with pytest.raises(ValueError, match="why of li has 0 to 4 points"):
        give_mark(store, one, points, "", "ann")


def test_a_mark_is_about_an_answer(store):
    handed_in(store, "because")
    give_mark(store, standings(store, "ps")[0], 3.0, "", "ann")
    work = handed_in(store, "because", other="y")
    store.keep(work, [replace(MANUAL, fingerprint="v2")])
    assert standings(store, "ps")[0].points == 3.0  # other cells and versions do not matter
    handed_in(store, "I changed my mind")
    assert standings(store, "ps")[0].needs_a_person


def test_of_one_student(store):
    handed_in(store, "because")
    assert standings(store, "ps", "bo") == []
