"""Verdicts, and the cause that fits all cases best."""

import numpy as np

from cnnlib.checks import Case, Cause, judge, judge_all

DOUBLED = Cause("doubled", "Do not double.", lambda n: 2 * n)
ONE_MORE = Cause("one-more", "Do not add 1.", lambda n: n + 1)


def test_a_hidden_case_does_not_tell_the_answer():
    case = Case("hidden", {"n": 41}, 41, is_public=False)
    verdict = judge([DOUBLED], case, 82)
    assert not verdict.held
    assert "41" not in verdict.message
    assert verdict.cause_text == "Do not double."


def test_a_shape_in_a_hidden_case_tells_only_what_came():
    case = Case("hidden", {"n": 1}, np.ones((2, 7)), is_public=False)
    assert judge([], case, np.ones((2, 3))).message == "the shape is (2, 3)"


def test_a_mistake_that_would_have_shown_elsewhere_is_not_named():
    cases = [Case("one", {"n": 1}, 1), Case("three", {"n": 3}, 3)]
    first, second = judge_all([DOUBLED, ONE_MORE], cases, [2, 3])
    assert second.held
    assert first.cause == "off-by-one"  # true of the result; neither mistake showed at three
    third = Cause("only-at-one", "One is one.", lambda n: 2 if n == 1 else None)
    assert judge_all([DOUBLED, ONE_MORE, third], cases, [2, 3])[0].cause == "only-at-one"


def test_a_mistake_that_cannot_be_made_is_passed_over():
    def impossible(n):
        raise ValueError("the kernel does not fit")

    causes = [Cause("impossible", "", impossible), DOUBLED]
    assert judge(causes, Case("one", {"n": 3}, 3), 6).cause == "doubled"


def test_hints_count_as_mistakes():
    case = Case("one", {}, 7, hints=((9, "nine", "Not nine."),))
    assert judge([], case, 9).cause == "nine"
    assert judge([], case, 8).cause == "off-by-one"


def test_an_object_with_causes_will_do():
    class Question:
        causes = (DOUBLED,)

    assert judge(Question(), Case("one", {"n": 3}, 3), 6).cause == "doubled"


def test_in_a_tuple_the_item_that_differs_is_looked_at():
    case = Case("both", {"n": 1}, (np.eye(2), np.arange(4.0).reshape(2, 2)))
    got = (np.eye(2), np.arange(4.0).reshape(2, 2).T)
    verdict = judge([], case, got)
    assert (verdict.cause, verdict.index) == ("axes-swapped", (1, 0, 1))
