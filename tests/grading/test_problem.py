"""A problem says which submission, what and what to do."""

import pickle

import pytest

from cnnlib.grading import Problem, SubmissionError


def test_a_problem_reads_as_a_sentence():
    problem = Problem("li, ps2.ipynb", "the file is empty", "ask for the notebook again")
    assert str(problem) == "li, ps2.ipynb: the file is empty; ask for the notebook again"


def test_what_does_not_print_is_replaced():
    problem = Problem("l\x1b[31mi\n\udcff", "a\u202eb", "wait")
    assert (problem.where, problem.what) == ("l?[31mi ?", "a?b")


def test_the_error_carries_its_problem():
    problem = Problem("li", "nothing", "wait")
    with pytest.raises(SubmissionError, match="li: nothing; wait") as caught:
        raise SubmissionError(problem)
    assert caught.value.problem == problem


def test_the_error_crosses_processes():
    error = SubmissionError(Problem("li", "nothing", "wait"))
    assert pickle.loads(pickle.dumps(error.problem)) == error.problem
