"""Fully connected layer and ReLU: by hand, as in PyTorch, and as differences measure."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib import ops
from cnnlib.gradcheck import numerical_gradient, relative_error
from tests.ops.operators import OPERATORS, assert_operator_is_right

NAMES = ["linear", "linear_backward", "relu", "relu_backward"]
BLOCK = 40  # generated cases a test
SEEDS = st.integers(0, 10_000)


@pytest.mark.parametrize("block", range(5))
@pytest.mark.parametrize("name", NAMES)
def test_agrees_with_torch(name, block):
    assert_operator_is_right(name, seeds=[(block, number) for number in range(BLOCK)])


def test_linear_by_hand():
    x, weight, bias = np.array([[1.0, 2.0]]), np.array([[3.0, 4.0], [5.0, 6.0]]), np.array([7.0, 8])
    assert ops.linear(x, weight, bias).tolist() == [[18, 25]]
    grads = ops.linear_backward(np.array([[1.0, 10.0]]), x, weight)
    assert [grad.tolist() for grad in grads] == [[[53, 64]], [[1, 2], [10, 20]], [1, 10]]


@given(SEEDS)
def test_backward_is_what_differences_measure(seed):
    rng = np.random.default_rng(seed)
    x, weight, bias = (rng.standard_normal(shape) for shape in ((3, 4), (5, 4), (5,)))
    grad = rng.standard_normal((3, 5))
    grads = ops.linear_backward(grad, x, weight)
    measured = (
        numerical_gradient(lambda a: ops.linear(a, weight, bias), x, grad),
        numerical_gradient(lambda a: ops.linear(x, a, bias), weight, grad),
        numerical_gradient(lambda a: ops.linear(x, weight, a), bias, grad),
    )
    assert max(map(relative_error, grads, measured)) < 1e-8
    x[np.abs(x) < 1e-3] = 1  # at the bend there is no derivative to measure
    relu = numerical_gradient(ops.relu, x, grad[:, :4])
    assert relative_error(ops.relu_backward(grad[:, :4], x), relu) < 1e-8


def test_relu_lets_nan_and_infinity_through_as_torch_does():
    x = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-300, -1e-300])
    right = OPERATORS["relu"].answer(x=x)[0]
    assert np.array_equal(ops.relu(x), right, equal_nan=True)
    grad = np.arange(1.0, 8)
    right = OPERATORS["relu_backward"].answer(grad_output=grad, x=x)[0]
    assert ops.relu_backward(grad, x).tolist() == right.tolist() == [1, 2, 0, 0, 0, 6, 0]


ROW = np.ones((1, 3))


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: ops.linear(np.ones(3), ROW), ValueError, r"x .*\(N, n_in\).*\(3,\)"),
        (lambda: ops.linear(ROW, np.ones(3)), ValueError, r"weight .*\(n_out, n_in\)"),
        (
            lambda: ops.linear(ROW, np.ones((2, 4))),
            ValueError,
            r"\(1, 3\).*\(2, 4\).*rule: x.shape",
        ),
        (lambda: ops.linear(ROW, ROW, np.ones(2)), ValueError, r"bias .*\(1,\).*\(2,\)"),
        (lambda: ops.linear(ROW, ROW.astype("f4")), TypeError, "weight is float32"),
        (lambda: ops.linear(ROW, ROW, np.ones(1, "f4")), TypeError, "bias is float32"),
        (lambda: ops.linear(ROW.astype(int), ROW), TypeError, "x must be float"),
        (lambda: ops.linear_backward(ROW, ROW, ROW), ValueError, r"grad_output .*\(1, 1\)"),
        (lambda: ops.linear_backward(None, ROW, ROW), TypeError, "grad_output"),
        (lambda: ops.relu(np.arange(3)), TypeError, "x must be float32 or float64, got int64"),
        (lambda: ops.relu(None), TypeError, "x must be float"),
        (lambda: ops.relu_backward(ROW, ROW[0]), ValueError, r"grad_output .*\(3,\).*\(1, 3\)"),
        (lambda: ops.relu_backward(ROW.astype("f4"), ROW), TypeError, "grad_output is float32"),
    ],
)
def test_refused(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
