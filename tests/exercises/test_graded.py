"""What earns all points in the notebook earns them from the grader, which has no cnnlib."""

import pytest

from cnnlib.grading.fingerprints import fingerprint
from cnnlib.grading.marking import Task, mark
from cnnlib.questions import seed_of
from tests.exercises.problem_sets import CODED, COURSE, variant_of
from tests.grading.sandboxed import needs_sandbox


def coded(problem_set):
    """Return the questions that the grader runs."""
    return [question for question in problem_set.questions if question.entry]


@needs_sandbox
@pytest.mark.parametrize("set_id", COURSE.sets)
def test_solutions_earn_all_in_the_sandbox(set_id):
    questions = coded(COURSE.sets[set_id])
    variants = {question.id: variant_of(question) for question in questions}
    seed = seed_of(COURSE.seed, set_id)
    sources = {name: variant.solution for name, variant in variants.items()}
    versions = {question.id: fingerprint(question) for question in questions}
    task = Task(str(COURSE.path), set_id, "ann", 1, seed, sources, versions)
    lost = [(r.question_id, r.notes) for r in mark(task) if r.points != r.max_points]
    assert lost == []


@pytest.mark.parametrize("question", CODED, ids=lambda question: question.id)
def test_no_right_answer_needs_the_library(question):
    sources = [*question.right, variant_of(question).solution, variant_of(question).given]
    assert [source for source in sources if "cnnlib" in source] == []
