"""What cannot be measured by differences is refused, and nothing else: float32, tuples, bytes."""

import numpy as np
import pytest

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import (
    conv2d,
    conv2d_backward,
    max_pool2d,
    max_pool2d_backward,
    softmax_cross_entropy,
)

W32 = np.random.default_rng(3).standard_normal((2, 1, 3, 3)).astype(np.float32)
IMAGE = np.random.default_rng(4).standard_normal((1, 1, 6, 6))
IN_FLOAT32 = {
    "returns float32": lambda x: conv2d(x.astype("f4"), W32),
    "returns the sum of float32": lambda x: float(conv2d(x.astype("f4"), W32).sum()),
    "converts its result": lambda x: conv2d(x.astype("f4"), W32).astype("f8"),
    "divides its result by 3.0": lambda x: conv2d(x.astype("f4"), W32).astype("f8") / 3.0,
    "bends its result in float64": lambda x: np.tanh(conv2d(x.astype("f4"), W32).astype("f8")),
    "half precision": lambda x: (x.astype("f2") ** 2).astype("f8"),
    "loses digits by cancellation": lambda x: (x + 1e9) - 1e9,
}


@pytest.mark.parametrize("name", IN_FLOAT32)
def test_a_function_that_computes_in_float32_is_refused(name):
    """Or else a right gradient would show a large error."""
    with pytest.raises(TypeError, match=r"function (must return float64|has the slope .* float32)"):
        numerical_gradient(IN_FLOAT32[name], IMAGE)


def test_float32_on_request_gives_its_four_digits():
    right = conv2d_backward(np.ones((1, 2, 4, 4), "f4"), IMAGE.astype("f4"), W32)[0]
    for function in IN_FLOAT32.values():
        numerical_gradient(function, IMAGE, step=5e-3, precision=np.float32)
    function = IN_FLOAT32["returns float32"]
    measured = numerical_gradient(function, IMAGE, step=5e-3, precision=np.float32)
    assert measured.dtype == np.float64
    assert 1e-8 < relative_error(right, measured) < 1e-3
    with pytest.raises(ValueError, match="precision must be float64 or float32"):
        numerical_gradient(np.sin, IMAGE, precision=np.float16)


def test_a_jump_at_the_point_is_not_called_float32():
    assert numerical_gradient(np.floor, np.array([1.0, 2.0])).min() > 1e4


def test_what_the_refusal_of_float32_advises_works():
    right = conv2d_backward(np.ones((1, 2, 4, 4)), IMAGE, W32.astype("f8"))[0]
    measured = numerical_gradient(lambda x: conv2d(x, W32.astype("f8")), IMAGE)
    assert relative_error(right, measured) < 1e-9


KINKS = np.array([[0.0, 1.0, 1.0, 0.0], [1.0, 1.0, -1.0, 2.0]])


@pytest.mark.parametrize("shift", [0.0, 1e-7, 3e-6])
@pytest.mark.parametrize(
    "function",
    [
        lambda x: np.maximum(x, 0),
        np.abs,
        lambda x: max_pool2d(x[None], (2, 2)),
        lambda x: max_pool2d(np.ones((1, 4, 4)) * x.max(), 2),
        np.max,
        np.sort,
        lambda x: np.zeros(3),
        np.round,
        lambda x: 1e6 + 1e-3 * x,
        lambda x: softmax_cross_entropy(x, np.array([1, 2])),
        lambda x: 1e-12 * x,
        lambda x: np.exp(20 * x).sum(),
    ],
)
def test_kinks_ties_steps_and_large_constants_are_no_float32(function, shift):
    """A point on or near a kink has no derivative, but it is measured as ever."""
    assert numerical_gradient(function, KINKS + shift).shape == KINKS.shape


@pytest.mark.parametrize("size", [1e-8, 1e-3, 1.0, 1e8])
def test_numbers_of_any_size_are_no_float32(size):
    x = size * np.random.default_rng(0).uniform(1, 2, 5)
    assert relative_error(numerical_gradient(np.cbrt, x + 0.1), np.cbrt(x + 0.1) ** -2 / 3) < 1e-7
    assert relative_error(numerical_gradient(lambda a: a**2, x), 2 * x) < 1e-7


@pytest.mark.parametrize(
    ("function", "got"),
    [
        (lambda x: max_pool2d(x, 2, return_indices=True), "a tuple"),
        (lambda x: [x, x], "a list"),
        (lambda x: {"loss": x}, "a dict"),
        (lambda x: x > 0, "bool"),
        (lambda x: x.argmax(), "int64"),
        (lambda x: x * 1j, "complex128"),
        (lambda x: None, "object"),
    ],
)
def test_only_one_array_of_float64_can_be_differentiated(function, got):
    with pytest.raises(TypeError, match=f"function must return .*got {got}"):
        numerical_gradient(function, IMAGE)


def test_the_part_that_the_refusal_of_a_tuple_advises_is_differentiated():
    function = lambda x: max_pool2d(x, 2, return_indices=True)  # noqa: E731
    grad = numerical_gradient(lambda x: function(x)[0], IMAGE)
    assert relative_error(grad, max_pool2d_backward(np.ones((1, 1, 3, 3)), IMAGE, 2)) < 1e-9


def test_an_output_that_changes_its_shape_has_no_gradient():
    with pytest.raises(ValueError, match="function must keep the shape"):
        numerical_gradient(lambda x: x[x > 1], np.array([1.0, 2.0]))


def test_bytes_are_compared_as_numbers():
    """In uint8, 1 - 2 is 255."""
    a, b = np.array([1, 10], np.uint8), np.array([2, 10], np.uint8)
    assert relative_error(a, b) == relative_error(b, a) == 0.1
    assert relative_error(np.array([True]), np.array([False])) == 1


@pytest.mark.parametrize("wrong", [["1"], [1j], [None], "text"])
def test_what_is_no_real_number_is_refused(wrong):
    with pytest.raises(TypeError, match="a must hold real numbers"):
        relative_error(wrong, [1.0])
    with pytest.raises(TypeError, match="b must hold real numbers"):
        relative_error([1.0], wrong)
    with pytest.raises(TypeError, match="grad_output must hold real numbers"):
        numerical_gradient(np.sin, np.ones(1), wrong)
