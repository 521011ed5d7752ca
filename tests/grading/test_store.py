"""Results are kept in transactions, once, with what was there before them."""

import threading
from dataclasses import replace

import pytest

from cnnlib.grading import Problem, Submission
from cnnlib.grading.reading import Reading
from cnnlib.grading.results import CaseResult, QuestionResult
from cnnlib.grading.standings import moves, standings
from cnnlib.grading.store import Store

RESULT = QuestionResult("q", "graded", 2.0, 4.0, "v1", 2**62, (CaseResult("a", True, True),))


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "grades.db")


def handed_in(store, source="x = 1", student="li"):
    return store.hand_in(Submission(student, "ps", "a/ps.ipynb"), Reading({"q": source}, ()))


def test_what_was_kept_comes_back(store):
    work = handed_in(store)
    store.keep(work, [RESULT])
    (one,) = standings(store, "ps")
    assert (one.student_id, one.question_id, one.work_id) == ("li", "q", work.id)
    assert one.result == RESULT
    assert store.works("ps")[0].sources == {"q": "x = 1"}


def test_keeping_twice_changes_nothing(store):
    work = handed_in(store)
    for _ in range(2):
        store.keep(work, [RESULT, replace(RESULT, question_id="r")])
    assert len(standings(store, "ps")) == 2
    assert moves(store, "ps") == []


def test_a_later_version_counts_and_the_move_is_remembered(store):
    work = handed_in(store)
    for version, points in [("v1", 2.0), ("v2", 3.0), ("v1", 2.0)]:
        store.keep(work, [replace(RESULT, fingerprint=version, points=points)])
    assert standings(store, "ps")[0].points == 2.0
    assert [(m.before, m.after) for m in moves(store, "ps")] == [(2.0, 3.0), (3.0, 2.0)]


def test_the_same_work_handed_in_again_is_the_same(store):
    one, other = handed_in(store), handed_in(store, "x = 2")
    assert one.id != other.id
    assert handed_in(store).id == one.id
    assert [work.id for work in store.works("ps")] == [one.id]


def test_a_fault_gives_way_to_a_result_and_no_result_to_a_fault(store):
    work = handed_in(store)
    fault = replace(RESULT, state="fault", points=None)
    for result in (fault, RESULT, fault):
        store.keep(work, [result])
    assert standings(store, "ps")[0].result == RESULT


def test_a_transaction_that_fails_leaves_nothing(store):
    work = handed_in(store)
    with pytest.raises(AttributeError):
        store.keep(work, [RESULT, "no result"])
    assert standings(store, "ps") == []


def test_problems_are_those_of_the_last_submission(store):
    problem = Problem("li, ps.ipynb", "it is\udcff empty", "ask")
    store.report("ps", [problem], "li")
    store.report("ps", [Problem("stray", "what", "advice")])
    assert [p.where for p in store.problems("ps")] == ["li, ps.ipynb", "stray"]
    handed_in(store)
    assert [p.where for p in store.problems("ps")] == ["stray"]
    store.report("ps", [])
    assert store.problems("ps") == []


def test_writers_at_once_lose_nothing(store, tmp_path):
    def write(name):
        own = Store(tmp_path / "grades.db")
        for number in range(20):
            own.keep(handed_in(own, f"x = {number % 5}", f"{name}{number}"), [RESULT])

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(standings(store, "ps")) == 80
