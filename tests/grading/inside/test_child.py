"""What a child makes of a cell: values, errors with the line the student sees, types by name."""

import numpy as np
import pytest

from cnnlib.grading.inside import child


def results(code, entry="f", cases=({"x": 2.0},), given="", later=None):
    sent = []
    job = {"given": given, "code": code, "entry": entry, "cases": [*cases], "seed": 3}
    child.run(job | {"has_more": later is not None}, sent.append, lambda: later)
    return sent


def test_later_cases_are_numbered_after_the_first():
    sent = results("def f(x):\n    return 2 * x", later=[{"x": 5}])
    assert sent == [("defined", None), (0, "value", 4.0), (1, "value", 10)]


def test_a_function_is_called_with_each_case():
    sent = results("def f(x):\n    return 2 * x", cases=({"x": 1}, {"x": 2}))
    assert sent == [("defined", None), (0, "value", 2), (1, "value", 4)]


def test_a_variable_is_its_own_answer():
    assert results("answer = 7", "answer", [None]) == [("defined", None), (0, "value", 7)]


def test_given_code_and_numpy_are_there():
    sent = results("def f(x):\n    return np.abs(helper(x))", given="def helper(x):\n    return -x")
    assert sent[1] == (0, "value", 2.0)


def test_an_error_names_the_line_of_the_cell():
    sent = results("def f(x):\n    y = x\n    return y / 0")
    error = {"type": "ZeroDivisionError", "message": "division by zero", "line": 3}
    assert sent[1] in [
        (0, "raised", error),
        (0, "raised", error | {"message": "float division by zero"}),
    ]


def test_a_demonstration_that_fails_costs_nothing():
    (_, note), answer = results("def f(x):\n    return x\nprint(f(image))")
    assert note == {"type": "NameError", "message": "name 'image' is not defined", "line": 3}
    assert answer == (0, "value", 2.0)


@pytest.mark.parametrize("code", ["def f(x:\n    pass", "g = 1"])
def test_what_is_not_defined_is_said(code):
    ((kind, note),) = results(code)
    assert kind == "undefined"
    assert (note is None) == (code == "g = 1")


def test_random_numbers_are_the_same_at_every_grading():
    code = "import random\ndef f(x):\n    return random.random(), np.random.rand()"
    assert results(code) == results(code)


def test_one_case_cannot_change_the_next_ones_arguments():
    array = np.zeros(2)
    sent = results("def f(x):\n    x += 1\n    return x", cases=({"x": array}, {"x": array.copy()}))
    assert np.array_equal(sent[2][2], [1, 1])
