"""Cases of a variant: the public ones first, hidden ones by the seed."""

from dataclasses import replace

from cnnlib.checks import Case
from cnnlib.questions.variant import Variant


def test_public_cases_come_first_and_do_not_depend_on_the_seed(small):
    variant = small.question("ps1-double").variant(1)
    one, two = variant.cases(1), variant.cases(2)
    assert [case.is_public for case in one] == [True] * 2 + [False] * 4
    assert [case.arguments for case in one[:2]] == [case.arguments for case in two[:2]]
    assert [case.arguments for case in one[2:]] != [case.arguments for case in two[2:]]


def test_the_number_of_hidden_cases_can_be_said(small):
    variant = small.question("ps1-double").variant(1)
    assert len(variant.cases(1, count=0)) == 2
    assert len(variant.cases(1, count=5)) == 7
    assert [c.arguments for c in variant.cases(1, count=3)] == [
        c.arguments for c in variant.cases(1, count=5)[:5]
    ]


def test_a_variable_has_one_hidden_case_and_an_explanation_none(small):
    (case,) = small.question("ps1-sum").variant(1).cases(1)
    assert (case.arguments, case.is_public) == ({}, False)
    assert small.question("ps1-why").variant(1).cases(1) == []


def test_a_hidden_case_has_not_the_answer_of_the_public_one():
    case = Case("n", {"n": 1}, 1)
    rolls = iter([1, 1, 2, 3])
    drawn = [[case]] + [[replace(case, expected=roll, is_public=False)] for roll in rolls]
    rounds = iter(drawn)
    variant = Variant(*("" for _ in range(9)), (), (), 0, lambda rng, is_public: next(rounds))
    assert [found.expected for found in variant.cases(1, count=2)] == [1, 2, 3]


def test_a_kind_whose_answer_never_changes_is_still_drawn():
    case = Case("n", {"n": 1}, 1)
    variant = Variant(*("" for _ in range(9)), (), (), 0, lambda rng, is_public: [case])
    assert len(variant.cases(1)) == 3
