"""Right answers that the course itself knows, written differently, are not reported as similar."""

import pytest

from cnnlib import questions
from cnnlib.grading.similarity import similar_pairs
from cnnlib.grading.similarity.pairs import SHORTEST
from tests.grading.similarity.solutions import renamed
from tests.structure.tree import ROOT

COURSE = questions.load_course(ROOT / "exercises")
ASKED = [
    question
    for problem_set in COURSE.sets.values()
    for question in problem_set.questions
    if question.kind != "explain" and question.right
]


def class_of(question):
    """Return a class in which each right answer is a student's, and the code given to all."""
    variant = question.variant(1)
    sources = [variant.solution, *question.right]
    class_ = {f"s{i}": {question.id: source} for i, source in enumerate(sources)}
    return class_, {question.id: [variant.starter, variant.given]}


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_right_answers_are_not_similar(question):
    class_, given = class_of(question)
    assert similar_pairs(class_, given) == []
    pairs = similar_pairs(class_, given, shortest=1, least_share=0)
    longest = max((p.marks for pair in pairs for p in pair.passages), default=0)
    assert longest < 0.8 * SHORTEST


def test_a_copy_of_each_long_one_is_found():
    found = 0
    for question in ASKED:
        class_, given = class_of(question)
        copy = {question.id: renamed(class_["s0"][question.id])}
        pairs = similar_pairs({**class_, "copy": copy}, given)
        assert {pair.students for pair in pairs} <= {("copy", "s0")}
        found += len(pairs)
    assert found >= 5
