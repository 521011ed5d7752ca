"""A problem says which submission, what and what to do."""

import pickle

import pytest

from cnnlib.grading import Problem, SubmissionError


def test_a_problem_reads_as_a_sentence():
    problem = Problem("li, ps2.ipynb", "the file is empty", "ask for the notebook again")
    assert str(problem) == "li, ps2.ipynb: the file is empty; ask for the notebook again"


def test_the_error_carries_its_problem():
    problem = Problem("li", "nothing", "wait")
    with pytest.raises(SubmissionError, match="li: nothing; wait") as caught:
        raise SubmissionError(problem)
    assert caught.value.problem == problem


def test_the_error_crosses_processes():
    error = SubmissionError(Problem("li", "nothing", "wait"))
    assert pickle.loads(pickle.dumps(error.problem)) == error.problem
