"""Placeholders, marks and values as source."""

import numpy as np
import pytest

from cnnlib.questions import filled, literal, solution_of, starter_of

MARKED = '''def f(x):
    """Add."""
    ### BEGIN SOLUTION
    y = x
    return y
    ### END SOLUTION
'''


def test_the_solution_is_cut_out_at_its_indentation():
    assert starter_of(MARKED) == 'def f(x):\n    """Add."""\n    # YOUR CODE HERE'
    assert solution_of(MARKED) == 'def f(x):\n    """Add."""\n    y = x\n    return y'


def test_other_braces_stay():
    assert filled(r"{k} {K} $\frac{1}{2}$ {other}", {"k": 3}) == r"3 {K} $\frac{1}{2}$ {other}"


def test_a_matrix_has_a_line_for_each_row():
    source = filled("x = {x}", {"x": np.arange(4).reshape(2, 2)})
    assert source == "x = np.array([\n    [0, 1],\n    [2, 3],\n])"


@pytest.mark.parametrize(
    "value",
    [
        3,
        2.5,
        True,
        None,
        "it's",
        (1,),
        [],
        {"a": (1, [2])},
        np.int64(3),
        np.arange(6).reshape(2, 3),
        np.ones((2, 2), np.float32),
        np.zeros((0, 4)),
        np.array([True, False]),
    ],
)
def test_a_value_comes_back_from_its_source(value):
    back = eval(literal(value), {"np": np})
    assert type(back) is type(value) or isinstance(value, np.generic)
    np.testing.assert_equal(back, value)
    if isinstance(value, np.ndarray):
        assert back.dtype == value.dtype
        assert back.shape == value.shape


@pytest.mark.parametrize("value", [np.inf, np.array([np.nan]), object()])
def test_what_has_no_source_is_refused(value):
    with pytest.raises(ValueError, match="cannot write"):
        literal(value)
