"""Cases of a variant: the public ones first, hidden ones by the seed."""


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
