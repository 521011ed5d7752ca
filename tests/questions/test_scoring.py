"""Points: by the weight of the cases that hold, or all at once."""

from dataclasses import replace

import pytest

from cnnlib.checks import Case, Verdict
from cnnlib.questions import points_of, share_of

CASES = [Case("a", {"n": 1}, 1), Case("b", {"n": 2}, 2, weight=2.0)]
VERDICTS = [Verdict(True, "right"), Verdict(False, "wrong")]


def test_points_follow_the_weights(small):
    question = small.question("ps1-double")
    assert share_of(question, CASES, VERDICTS) == pytest.approx(1 / 3)
    assert points_of(question, CASES, VERDICTS) == 1.33


def test_a_whole_question_is_right_or_not(small):
    question = replace(small.question("ps1-double"), whole=True)
    assert points_of(question, CASES, VERDICTS) == 0
    assert points_of(question, CASES[:1], VERDICTS[:1]) == 4


def test_no_cases_no_points(small):
    with pytest.raises(ValueError, match="read by people"):
        share_of(small.question("ps1-why"), [], [])


def test_a_public_case_counts_only_with_a_hidden_one_of_its_kind(small):
    question = small.question("ps1-double")
    cases = [*CASES, *(replace(case, is_public=False) for case in CASES)]
    right, wrong = VERDICTS
    assert share_of(question, cases, [right, right, wrong, wrong]) == 0
    assert share_of(question, cases, [right, wrong, right, wrong]) == pytest.approx(1 / 3)
    assert share_of(question, cases, [right, right, wrong, right]) == pytest.approx(2 / 3)
