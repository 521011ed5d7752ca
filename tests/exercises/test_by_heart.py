"""Answers that compute nothing earn nothing: public results by heart, zeros, an argument back."""

from functools import cache

import numpy as np
import pytest

from cnnlib.checks import judge_all
from cnnlib.questions import share_of
from tests.exercises.problem_sets import CODED, variant_of

FUNCTIONS = {question.id: question for question in CODED if not question.is_variable}
SEEDS = range(2)


def filled(expected, number):
    """Return a result of the same form that holds one number everywhere."""
    if isinstance(expected, tuple):
        return tuple(filled(item, number) for item in expected)
    return np.full(np.shape(expected), number)


IDLE = {
    "zeros": lambda case: filled(case.expected, 0),
    "ones": lambda case: filled(case.expected, 1),
    "the first argument": lambda case: next(iter(case.arguments.values())),
    "the last argument": lambda case: [*case.arguments.values()][-1],
}


@cache
def cases_of(name, seed):
    """Return the cases of a question, which no test changes."""
    return variant_of(FUNCTIONS[name]).cases(seed)


def shares(name, answer):
    """Return the share that an answer earns, for hidden cases of several seeds."""
    for cases in (cases_of(name, seed) for seed in SEEDS):
        verdicts = judge_all((), cases, [answer(case) for case in cases])
        yield share_of(FUNCTIONS[name], cases, verdicts)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_public_results_by_heart_earn_nothing(name):
    public = {case.name: case.expected for case in cases_of(name, 0) if case.is_public}
    assert [*shares(name, lambda case: public[case.name])] == [0] * len(SEEDS)


@pytest.mark.parametrize("answer", IDLE)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_idle_answers_earn_nothing(name, answer):
    assert [*shares(name, IDLE[answer])] == [0] * len(SEEDS)
