"""Every question is tested: known wrong answers lose what they must, known right ones nothing."""

import pytest

from cnnlib.questions import RESTYLED, judged, named_cause
from tests.exercises.problem_sets import CODED, QUESTIONS, VARIABLES, variant_of

SEED = 1
WRONG = [(q, wrong) for q in QUESTIONS for wrong in q.wrong]
RIGHT = [(q, k) for q in QUESTIONS for k in range(len(q.right))]


def name(value):
    """Name a case of these tests."""
    return str(getattr(value, "id", None) or getattr(value, "cause", value))


def restyles(question):
    """Return the restylings that change an argument of the question."""
    cases = variant_of(question).cases(SEED)
    values = [value for case in cases for value in case.arguments.values()]
    return [key for key, change in RESTYLED.items() if any(change(v) is not v for v in values)]


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.entry], ids=name)
def test_solution_earns_all_and_blank_nothing(question):
    variant = variant_of(question)
    assert judged(question, variant, variant.solution, SEED)[0] == 1
    assert judged(question, variant, variant.starter, SEED)[0] == 0


@pytest.mark.parametrize(("question", "wrong"), WRONG, ids=name)
def test_wrong_answer_loses_its_share_and_is_told_why(question, wrong):
    variant = variant_of(question)
    share, verdicts = judged(question, variant, wrong.written(variant.solution), SEED)
    assert 1 - share == pytest.approx(wrong.lost)
    assert named_cause(verdicts) == wrong.cause


@pytest.mark.parametrize("question", VARIABLES, ids=name)
def test_mistaken_number_loses_all_and_is_told_why(question):
    variant = variant_of(question)
    mistakes = question.mistaken_answers(variant.values)
    assert len(mistakes) >= 3
    for value, slug, _ in mistakes:
        share, verdicts = judged(question, variant, f"{question.entry} = {value!r}", SEED)
        assert (share, named_cause(verdicts)) == (0, slug)


@pytest.mark.parametrize(("question", "number"), RIGHT, ids=name)
def test_right_answer_written_differently_earns_all(question, number):
    share, verdicts = judged(question, variant_of(question), question.right[number], SEED)
    assert share == 1, verdicts


@pytest.mark.parametrize("question", CODED, ids=name)
def test_right_answer_in_other_types_earns_all(question):
    variant = variant_of(question)
    for style in restyles(question):
        share, verdicts = judged(question, variant, variant.solution, SEED, RESTYLED[style])
        assert share == 1, (style, verdicts)


@pytest.mark.parametrize("question", CODED, ids=name)
def test_there_are_five_wrong_answers_and_three_right_ones(question):
    assert len(question.wrong) >= 5
    styles = [] if question.is_variable else restyles(question)
    assert len(question.right) + len(styles) >= 3
