"""What pooling takes and refuses: forms of arguments, layouts of arrays, and clear errors."""

import inspect

import numpy as np
import pytest

from cnnlib import ops
from tests.ops.reference import assert_close

X = np.random.default_rng(0).standard_normal((2, 3, 8, 6))
FORWARD = {
    "max_pool2d": ops.max_pool2d,
    "max_pool2d_naive": ops.max_pool2d_naive,
    "avg_pool2d": ops.avg_pool2d,
    "avg_pool2d_naive": ops.avg_pool2d_naive,
    "lp_pool2d": lambda x, *a, **o: ops.lp_pool2d(x, 2, *a, **o),
    "lp_pool2d_naive": lambda x, *a, **o: ops.lp_pool2d_naive(x, 2, *a, **o),
}
BACKWARD = {
    "max_pool2d_backward": ops.max_pool2d_backward,
    "max_pool2d_backward_naive": ops.max_pool2d_backward_naive,
    "avg_pool2d_backward": ops.avg_pool2d_backward,
    "avg_pool2d_backward_naive": ops.avg_pool2d_backward_naive,
    "lp_pool2d_backward": lambda g, x, *a, **o: ops.lp_pool2d_backward(g, x, 2, *a, **o),
    "lp_pool2d_backward_naive": lambda g, x, *a, **o: ops.lp_pool2d_backward_naive(
        g, x, 2, *a, **o
    ),
}
EACH_FORWARD = pytest.mark.parametrize("forward", FORWARD.values(), ids=FORWARD)
EACH_BACKWARD = pytest.mark.parametrize("backward", BACKWARD.values(), ids=BACKWARD)

REFUSED = [
    ({"x": X.astype(int)}, TypeError, "x must be float32 or float64, got int"),
    ({"x": X[0, 0]}, ValueError, r"x must have the shape \(N, C, H, W\)"),
    ({"x": X[:, :, :0]}, ValueError, "x has an empty channel, row or column"),
    ({"kernel_size": 0}, ValueError, "kernel_size must be at least 1, got 0"),
    ({"kernel_size": 2.0}, TypeError, "kernel_size must be an integer, got 2.0"),
    ({"kernel_size": (2, 2, 2)}, ValueError, "kernel_size must be one integer or"),
    ({"kernel_size": 9}, ValueError, "kernel_size 9 with dilation 1 covers 9 places, more than"),
    ({"stride": 0}, ValueError, "stride must be at least 1"),
    ({"stride": "2"}, TypeError, "stride must be an integer"),
    ({"dilation": (1, 0)}, ValueError, "dilation must be at least 1"),
    ({"dilation": 8}, ValueError, "with dilation 8 covers 9 places"),
    ({"padding": -1}, ValueError, "padding must be at least 0"),
    ({"padding": "circular"}, ValueError, "padding must be one of"),
    ({"padding": "same"}, ValueError, 'padding="same" needs stride 1'),
    ({"padding": 2}, ValueError, r"padding \(2, 2\) of the rows is too wide: window 0 of 6 sees"),
    ({"padding": (0, 3)}, ValueError, r"padding \(3, 3\) of the columns is too wide"),
    ({"padding": ((0, 2), 0), "stride": 1}, ValueError, "window 8 of 9 sees nothing but padding"),
    (
        {"padding": 1, "dilation": (1, 7), "stride": 1},
        ValueError,
        r"\(1, 1\) of the columns is too",
    ),
    ({"ceil_mode": 1}, TypeError, "ceil_mode must be True or False, got 1"),
    ({"ceil_mode": None}, TypeError, "ceil_mode must be True or False"),
]


@pytest.mark.parametrize(("change", "error", "message"), REFUSED, ids=lambda v: str(v)[:40])
@EACH_FORWARD
def test_errors_name_the_argument(forward, change, error, message):
    with pytest.raises(error, match=message):
        forward(**{"x": X, "kernel_size": 2, **change})


@pytest.mark.parametrize(("change", "error", "message"), REFUSED, ids=lambda v: str(v)[:40])
@EACH_BACKWARD
def test_backward_refuses_what_forward_refuses(backward, change, error, message):
    arguments = {"x": X, "kernel_size": 2, **change}
    grad = np.ones((2, 3, 4, 3))
    with pytest.raises(error, match=message):
        backward(grad, arguments.pop("x"), **arguments)


@EACH_BACKWARD
def test_backward_wants_the_gradient_of_its_output(backward):
    for shape in ((2, 3, 4, 4), (1, 3, 4, 3), (3, 4, 3), (2, 3, 4, 3, 1)):
        with pytest.raises(ValueError, match="grad_output must have the shape"):
            backward(np.ones(shape), X, 2)
    with pytest.raises(TypeError, match="x is float64, grad_output is float32"):
        backward(np.ones((2, 3, 4, 3), np.float32), X, 2)


def test_options_of_single_operators():
    with pytest.raises(TypeError, match="count_include_pad must be True or False, got 'no'"):
        ops.avg_pool2d(X, 2, count_include_pad="no")
    with pytest.raises(TypeError, match="return_indices must be True or False"):
        ops.max_pool2d(X, 2, return_indices=1)
    out, indices = ops.max_pool2d(X, 2, return_indices=True)
    with pytest.raises(ValueError, match="indices must be from 0 to 47"):
        ops.max_pool2d_backward(out, X, 2, indices=indices + 48)
    with pytest.raises(ValueError, match="indices must have the shape"):
        ops.max_pool2d_backward(out, X, 2, indices=indices[0])
    with pytest.raises(TypeError, match="indices must be integers"):
        ops.max_pool2d_backward(out, X, 2, indices=out)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@EACH_FORWARD
def test_forward_keeps_dtype_input_and_layout_apart(forward, dtype):
    x = X.astype(dtype)
    before = x.copy()
    out = forward(x, 3, 2, 1)
    assert out.dtype == dtype
    assert np.array_equal(x, before)
    assert not np.shares_memory(out, x)
    assert out.flags.c_contiguous
    out[...] = 0  # and the result may be written to
    expected = forward(x, 3, 2, 1)
    layouts = [
        np.asfortranarray(x),
        np.repeat(x, 2, axis=3)[..., ::2],
        x[::-1, :, ::-1][::-1, :, ::-1],
        np.moveaxis(np.ascontiguousarray(np.moveaxis(x, 1, 3)), 3, 1),
        x.tolist() if dtype == np.float64 else x,
    ]
    for other in layouts:
        assert_close(forward(other, 3, 2, 1), expected, tolerance=1e-14)


@EACH_BACKWARD
def test_backward_keeps_input_and_layout_apart(backward):
    grad = np.random.default_rng(1).standard_normal((2, 3, 4, 3))
    copies = grad.copy(), X.copy()
    expected = backward(grad, X, 3, 2, 1)
    assert np.array_equal(grad, copies[0])
    assert np.array_equal(X, copies[1])
    assert expected.flags.c_contiguous
    for layout in (np.asfortranarray, lambda a: np.repeat(a, 2, axis=3)[..., ::2]):
        assert_close(backward(layout(grad), layout(X), 3, 2, 1), expected, tolerance=1e-14)


@pytest.mark.parametrize("kernel", [11, 10**6, (10**8, 11)])
@pytest.mark.parametrize("padding", [0, ((2, 0), (0, 1))])
@EACH_FORWARD
def test_a_kernel_far_larger_than_the_image_costs_no_more_than_one_that_fits(
    forward, padding, kernel
):
    out = forward(X, kernel, 10**8, padding, ceil_mode=True)
    if padding:
        framed = [n + p for n, p in zip(X.shape[2:], (2, 1), strict=True)]
        assert_close(out, forward(X, tuple(framed), 10**8, padding))
    else:
        assert_close(out, forward(X, X.shape[2:]))


def test_the_winner_in_a_window_far_larger_than_the_image():
    options = {"kernel_size": 10**6, "ceil_mode": True}
    out, indices = ops.max_pool2d(X, **options, return_indices=True)
    assert np.array_equal(indices[..., 0, 0], X.reshape(2, 3, -1).argmax(-1))
    grad_x = ops.max_pool2d_backward(np.ones_like(out), X, **options)
    assert np.array_equal(np.flatnonzero(grad_x), np.flatnonzero(out == X))


@EACH_FORWARD
def test_one_image_is_a_batch_of_one(forward):
    assert np.array_equal(forward(X[0], 3, 2, 1), forward(X[:1], 3, 2, 1)[0])


@EACH_BACKWARD
def test_the_gradient_of_one_image(backward):
    grad = np.ones((1, 3, 4, 3))
    assert np.array_equal(backward(grad[0], X[0], 3, 2, 1), backward(grad, X[:1], 3, 2, 1)[0])


@pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d", "lp_pool2d"])
def test_twins_share_their_arguments(name):
    names = {
        suffix: list(inspect.signature(getattr(ops, name + suffix)).parameters)
        for suffix in ("", "_naive", "_backward", "_backward_naive")
    }
    assert names["_naive"] == names[""]
    backward = [n for n in names[""] if n != "return_indices"]
    assert names["_backward_naive"] == ["grad_output", *backward]
    assert [n for n in names["_backward"] if n != "indices"] == names["_backward_naive"]
