"""One submission, graded: points, reasons, and faults that are not the student's."""

from dataclasses import replace

import pytest

from cnnlib.grading.fingerprints import fingerprint
from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.marking import Task, job_of, mark
from cnnlib.questions import seed_of
from cnnlib.questions.notebooks import NOTHING_WRITTEN
from tests.grading.sandboxed import needs_sandbox
from tests.grading.tiny_course import SIZE, solutions, write_course

pytestmark = needs_sandbox
SHARED = seed_of(2026, "ps9_tiny")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def task(course):
    questions = course.sets["ps9_tiny"].questions
    return Task(
        course=str(course.path),
        set_id="ps9_tiny",
        student_id="li",
        seed=seed_of(2026, "ps9_tiny", "li"),
        variant_seed=SHARED,
        sources=solutions(course, SHARED),
        fingerprints={question.id: fingerprint(question) for question in questions},
        limits=Limits(wall=10.0),
    )


def marked(task, **sources):
    found = mark(replace(task, sources=task.sources | sources))
    return {result.question_id.removeprefix("ps9-"): result for result in found}


def test_right_answers_have_all_points(task):
    found = mark(task)
    assert [result.points for result in found] == [4, 10, 2, None]
    assert [result.state for result in found] == ["graded", "graded", "graded", "manual"]
    assert all(case.held for result in found for case in result.cases)


def test_the_same_task_gives_the_same_results(task):
    assert mark(task) == mark(task)


def test_wrong_answers_lose_points_and_are_told_why(task):
    squared = "def double(x):\n    return x * x if x.ndim == 1 else 2 * x"
    result = marked(task, **{"ps9-double": squared})["double"]
    assert result.points == 2.0
    lost = [case for case in result.cases if not case.held]
    assert {case.cause for case in lost} == {"squared"}
    assert {case.cause_text for case in lost} == {"You multiply by itself."}


def test_answers_of_hidden_cases_are_not_told(task):
    result = marked(task, **{"ps9-double": "def double(x):\n    return 3 * x"})["double"]
    for case in result.cases:
        assert ("expected" in case.message) == case.is_public
        assert case.picture is None or case.is_public
    assert [case.picture is not None for case in result.cases[:2]] == [False, True]


def test_a_known_mistake_in_a_variable_is_named(task, course):
    (size,) = [q for q in course.sets["ps9_tiny"].questions if q.id == "ps9-size"]
    wrong = size.variant(SHARED).values["n"] - 1
    result = marked(task, **{"ps9-size": f"size = {wrong}"})["size"]
    assert (result.points, result.cases[0].cause) == (0.0, "one-more")


def test_one_early_exit_costs_one_question(task):
    found = marked(task, **{"ps9-double": "import os\nos._exit(0)"})
    assert [found[name].points for name in ("double", "conv2d", "size")] == [0, 10, 2]
    assert found["double"].cases[0].message == "its process ended before this case was done"


def test_what_is_missing_blank_or_undefined_is_said(task, course):
    (double,) = [q for q in course.sets["ps9_tiny"].questions if q.id == "ps9-double"]
    starter = double.variant(SHARED).starter
    found = marked(task, **{"ps9-double": starter, "ps9-size": "sise = 3", "ps9-why": " "})
    assert [found[name].points for name in ("double", "size", "why")] == [0, 0, 0]
    assert found["size"].cases[0].cause == "not-defined"
    assert found["why"].notes == ("nothing was written",)
    found = marked(task, **{"ps9-why": NOTHING_WRITTEN})
    assert (found["why"].state, found["why"].points) == ("graded", 0)
    without = {k: v for k, v in task.sources.items() if k != "ps9-conv2d"}
    result = mark(replace(task, sources=without))[1]
    assert (result.state, result.points) == ("missing", 0.0)


def test_a_question_that_cannot_be_made_is_nobodys_loss(task, tmp_path):
    broken = write_course(tmp_path, size=SIZE.replace('values["n"] - 2', "1 / 0"))
    found = mark(
        replace(
            task,
            course=str(tmp_path),
            fingerprints={q.id: fingerprint(q) for q in broken.sets["ps9_tiny"].questions},
        )
    )
    assert [result.state for result in found] == ["graded", "graded", "fault", "manual"]
    assert "ZeroDivisionError" in found[2].notes[0]


def test_another_version_of_the_course_is_refused(task):
    other = task.fingerprints | {"ps9-double": "0" * 16}
    result = mark(replace(task, fingerprints=other))[0]
    assert (result.state, result.points) == ("fault", None)
    assert "another version of ps9-double" in result.notes[0]


def test_no_answer_goes_into_the_sandbox(task, course):
    from cnnlib.grading.inside import codec
    from cnnlib.grading.marking import Prepared

    (double,) = [q for q in course.sets["ps9_tiny"].questions if q.id == "ps9-double"]
    variant = double.variant(SHARED)
    prepared = Prepared(double, "code", variant, variant.cases(3))
    job, hidden = map(codec.unpack, job_of(prepared, 3))
    assert {*job} == {"given", "code", "entry", "cases", "has_more", "seed"}
    assert (len(job["cases"]), len(hidden)) == (2, 4)
    assert all({*arguments} == {"x"} for arguments in [*job["cases"], *hidden])
    assert "return 2 * x" not in job["given"]


TELLING = """
import sys
def seen():
    frame, words = sys._getframe(), set()
    while frame:
        for value in [*frame.f_locals.values()]:
            cases = value.get("cases") if isinstance(value, dict) else value
            if isinstance(cases, (list, tuple)):
                words |= {str(case) for case in cases if isinstance(case, dict) and "x" in case}
        frame = frame.f_back
    return "SEEN " + str(len(words))
note = seen()
count = 0
def double(x):
    global count
    count += 1
    if count < 5:
        raise ValueError(note + ", " + seen())
    return type(seen(), (), {})()
"""


def test_no_words_of_code_that_has_seen_hidden_cases_are_shown(task):
    result = marked(task, **{"ps9-double": TELLING})["double"]
    words = [case.message for case in result.cases]
    assert [line.partition("SEEN ")[2] for line in words[:2]] == ["2, SEEN 2"] * 2
    assert {*words[2:4]} == {"it raised ValueError in line 18 of your cell"}
    assert {*words[4:]} == {"it returned what is no number, text or array"}


def test_public_results_by_heart_earn_nothing_and_are_told_why(task, course):
    (double,) = [q for q in course.sets["ps9_tiny"].questions if q.id == "ps9-double"]
    public = {1: [], 2: []}
    for case in double.variant(SHARED).cases(0, count=0):
        public[case.expected.ndim] = case.expected.tolist()
    source = f"def double(x):\n    return {public}[x.ndim]"
    result = marked(task, **{"ps9-double": source})["double"]
    assert result.points == 0
    assert [case.held for case in result.cases] == [True] * 2 + [False] * 4
    assert result.notes == (
        "a case that you can see counts only where a hidden case of its kind holds, too",
    )
