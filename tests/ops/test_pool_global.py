"""Global pooling is pooling with a window as large as the image, and PyTorch's adaptive pooling."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import (
    avg_pool2d_naive,
    global_avg_pool2d,
    global_avg_pool2d_backward,
    global_max_pool2d,
    global_max_pool2d_backward,
    max_pool2d_backward_naive,
    max_pool2d_naive,
)
from tests.ops.reference import answers, assert_close

NAN, INF = np.nan, np.inf
SHAPES = pytest.mark.parametrize(
    "shape", [(2, 3, 4, 5), (3, 4, 5), (0, 3, 4, 5), (1, 1, 1, 1), (4, 2, 1, 7), (2, 5, 9, 1)]
)
PAIRS = pytest.mark.parametrize(
    ("forward", "backward", "theirs"),
    [
        (global_avg_pool2d, global_avg_pool2d_backward, functional.adaptive_avg_pool2d),
        (global_max_pool2d, global_max_pool2d_backward, functional.adaptive_max_pool2d),
    ],
)


def test_by_hand():
    x = np.array([[[1.0, 2.0], [3.0, 6.0]]])
    assert global_avg_pool2d(x).tolist() == [[[3]]]
    assert global_max_pool2d(x).tolist() == [[[6]]]
    grad = np.array([[[8.0]]])
    assert global_avg_pool2d_backward(grad, x).tolist() == [[[2, 2], [2, 2]]]
    assert global_max_pool2d_backward(grad, x).tolist() == [[[0, 0], [0, 8]]]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@SHAPES
@PAIRS
def test_agrees_with_torch(forward, backward, theirs, shape, dtype):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        x = rng.standard_normal(shape).astype(dtype)
        x = np.round(x) if seed % 2 else x  # with ties
        grad = rng.standard_normal((*shape[:-2], 1, 1)).astype(dtype)
        out, grad_x = answers(lambda t: theirs(t, 1), grad, x)
        assert_close(forward(x), out)
        assert_close(backward(grad, x), grad_x)


@SHAPES
def test_is_pooling_with_the_window_of_the_image(shape):
    rng = np.random.default_rng(0)
    x, grad = rng.standard_normal(shape), rng.standard_normal((*shape[:-2], 1, 1))
    assert_close(global_avg_pool2d(x), avg_pool2d_naive(x, shape[-2:]))
    assert_close(global_max_pool2d(x), max_pool2d_naive(x, shape[-2:]))
    slow = max_pool2d_backward_naive(grad, x, shape[-2:])
    assert_close(global_max_pool2d_backward(grad, x), slow)


@SHAPES
@PAIRS
def test_backward_is_what_differences_measure(forward, backward, theirs, shape):
    rng = np.random.default_rng(0)
    x, grad = rng.standard_normal(shape), rng.standard_normal((*shape[:-2], 1, 1))
    measured = numerical_gradient(forward, x, grad)
    assert relative_error(backward(grad, x), measured) < 1e-8


def test_the_last_nan_receives_the_gradient_as_in_torch():
    x = np.array([[[[1, NAN], [NAN, 9.0]], [[-INF, -INF], [-INF, -INF]], [[0, INF], [INF, 1.0]]]])
    grad = np.array([1.0, 2.0, 3.0]).reshape(1, 3, 1, 1)
    tensor = torch.tensor(x, requires_grad=True)
    functional.adaptive_max_pool2d(tensor, 1).backward(torch.tensor(grad))
    ours = global_max_pool2d_backward(grad, x)
    assert np.array_equal(ours, tensor.grad)
    assert [place.tolist() for place in np.nonzero(ours[0])] == [[0, 1, 2], [1, 0, 0], [0, 0, 1]]
    assert np.array_equal(global_max_pool2d(x).ravel(), [NAN, -INF, INF], equal_nan=True)


@PAIRS
def test_errors_name_the_argument(forward, backward, theirs):
    x = np.ones((2, 3, 4, 4))
    with pytest.raises(ValueError, match=r"grad_output must have the shape \(2, 3, 1, 1\)"):
        backward(np.ones((2, 3, 1, 2)), x)
    with pytest.raises(ValueError, match="x must have the shape"):
        forward(x[0, 0])
    with pytest.raises(ValueError, match="x has an empty channel, row or column axis"):
        forward(np.ones((2, 3, 0, 4)))
    with pytest.raises(TypeError, match="x must be float32 or float64"):
        forward(x.astype(int))
