"""The measuring device measured: right on functions we can differentiate, and not fooled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.gradcheck import STEP, numerical_gradient, relative_error
from cnnlib.ops import conv2d, conv2d_backward

ANALYTIC = {
    "square": (lambda x: x**2, lambda x: 2 * x),
    "cube": (lambda x: x**3, lambda x: 3 * x**2),
    "exp": (np.exp, np.exp),
    "sine": (np.sin, np.cos),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "constant": (lambda x: np.ones(3), np.zeros_like),
    "sum": (np.sum, np.ones_like),
    "product": (np.prod, lambda x: np.prod(x) / x),
}


@pytest.mark.parametrize("name", ANALYTIC)
@pytest.mark.parametrize("shape", [(), (4,), (2, 3), (1, 2, 2, 2)])
def test_ten_right_digits_on_functions_with_known_derivatives(name, shape):
    function, derivative = ANALYTIC[name]
    x = np.random.default_rng(0).uniform(0.5, 2, shape)
    measured = numerical_gradient(function, x)
    assert measured.shape == shape
    assert relative_error(measured, np.asarray(derivative(x))) < 1e-9


@given(st.integers(0, 1000))
def test_grad_output_weighs_the_outputs(seed):
    rng = np.random.default_rng(seed)
    matrix, x, grad = (rng.standard_normal(shape) for shape in ((3, 4), (4,), (3,)))
    measured = numerical_gradient(lambda a: matrix @ a, x, grad)
    assert relative_error(measured, matrix.T @ grad) < 1e-9


@pytest.mark.parametrize("size", [1e-8, 1.0, 1e8])
def test_the_step_fits_the_size_of_the_number(size):
    measured = numerical_gradient(lambda x: x**2, np.array([size]))
    assert measured[0] == pytest.approx(2 * size, rel=1e-7)


def test_the_default_step_beats_both_a_longer_and_a_shorter_one():
    x = np.linspace(0.5, 2, 20)
    errors = [
        relative_error(numerical_gradient(np.exp, x, step=step), np.exp(x))
        for step in (STEP * 100, STEP, STEP / 1000)
    ]
    assert errors[1] < min(errors[0], errors[2]) / 10


@pytest.mark.parametrize(
    "wrong", ["sign", "scale", "one entry", "transposed", "flipped", "grouped"]
)
def test_a_wrong_gradient_is_found(wrong):
    rng = np.random.default_rng(0)
    x, weight = rng.standard_normal((1, 2, 5, 5)), rng.standard_normal((2, 2, 3, 3))
    grad = rng.standard_normal((1, 2, 3, 3))
    _, right, _ = conv2d_backward(grad, x, weight)
    measured = numerical_gradient(lambda w: conv2d(x, w), weight, grad)
    assert relative_error(right, measured) < 1e-9
    one_entry = right.copy()
    one_entry[1, 0, 2, 1] *= 1.001
    mistakes = {
        "sign": -right,
        "scale": right * 1.001,
        "one entry": one_entry,
        "transposed": right.swapaxes(2, 3),
        "flipped": right[:, :, ::-1, ::-1],
        "grouped": right.swapaxes(0, 1),
    }
    assert relative_error(mistakes[wrong], measured) > 1e-5


def test_the_point_is_not_modified_even_by_a_function_that_writes():
    def careless(x):
        x *= 2
        return x

    x = np.array([1.0, 2.0, 3.0])
    x.flags.writeable = False
    assert numerical_gradient(careless, x).round(6).tolist() == [2, 2, 2]
    assert x.tolist() == [1, 2, 3]


def test_any_layout_of_the_point():
    x = np.random.default_rng(0).standard_normal((4, 6))[::-2, ::3]
    assert relative_error(numerical_gradient(np.sin, x), np.cos(x)) < 1e-9
    assert relative_error(numerical_gradient(np.sin, np.asfortranarray(x)), np.cos(x)) < 1e-9


def test_an_empty_point_has_an_empty_gradient():
    assert numerical_gradient(np.sum, np.ones((0, 3))).shape == (0, 3)


def test_nan_is_not_hidden():
    assert np.isnan(numerical_gradient(np.log, np.array([np.nan]))).all()
    assert np.isnan(relative_error(np.array([np.nan, 1]), np.array([1.0, 1])))
    assert np.isnan(relative_error(np.zeros(2), np.array([0, np.nan])))
    assert np.isnan(relative_error(np.array([0, np.nan]), np.zeros(2)))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([1, 4], [1, 5], 0.2),
        ([1, 5], [1, 4], 0.2),
        ([0, 0], [0, 0], 0),
        ([1e-30], [0], 1),
        ([1], [-1], 2),
        ([], [], 0),
        (3, 3, 0),
    ],
)
def test_relative_error_by_hand(a, b, expected):
    error = relative_error(np.array(a, float), np.array(b, float))
    assert type(error) is float
    assert error == pytest.approx(expected)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: numerical_gradient(np.sin, np.ones(2, "f4")), TypeError, "x must be float64"),
        (lambda: numerical_gradient(np.sin, np.ones(2, int)), TypeError, "x must be .*int64"),
        (
            lambda: numerical_gradient(np.sin, np.ones(2), step=0),
            ValueError,
            "step must be positive",
        ),
        (lambda: numerical_gradient(np.sin, np.ones(2), step=-1), ValueError, "step"),
        (lambda: numerical_gradient(np.sin, np.ones(2), step=np.nan), ValueError, "step"),
        (
            lambda: numerical_gradient(np.sin, np.ones(2), np.ones(3)),
            ValueError,
            r"grad_output .*\(2,\), got \(3,\)",
        ),
        (lambda: relative_error(np.ones(2), np.ones((2, 1))), ValueError, r"\(2,\) and \(2, 1\)"),
        (lambda: relative_error(np.ones(2), 1.0), ValueError, "a and b"),
    ],
)
def test_refused(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
