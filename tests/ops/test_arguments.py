"""What an operator refuses, and the sentence it says: which argument, what came, which rule."""

import re

import numpy as np
import pytest

from cnnlib.ops import conv2d, conv2d_backward, conv2d_naive, linear

X, WEIGHT, BIAS = np.ones((2, 4, 6, 7)), np.ones((6, 2, 3, 3)), np.ones(6)
FORWARD = pytest.mark.parametrize("forward", [conv2d, conv2d_naive])

# What is changed in a right call, the error, and what its message must say.
REFUSED = {
    "x of rank 2": ({"x": X[0, 0]}, ValueError, r"x .*\(N, C, H, W\).*\(6, 7\)"),
    "x of rank 5": ({"x": X[None]}, ValueError, r"x .*\(1, 2, 4, 6, 7\)"),
    "x without channels": ({"x": X[:, :0]}, ValueError, r"x .*empty.*\(2, 0, 6, 7\)"),
    "x without rows": ({"x": X[:, :, :0]}, ValueError, r"x .*empty"),
    "x without columns": ({"x": X[..., :0]}, ValueError, r"x .*empty"),
    "x is None": ({"x": None}, TypeError, r"\bx\b.*object"),
    "x is text": ({"x": "image"}, TypeError, r"\bx\b"),
    "x is ragged": ({"x": [[1.0], [1.0, 2.0]]}, TypeError, r"\bx\b"),
    "x of integers": (
        {"x": X.astype(int)},
        TypeError,
        r"x .*int64.*np.asarray\(x,",
    ),
    "x of bytes": ({"x": X.astype(np.uint8)}, TypeError, r"x .*uint8"),
    "x of booleans": ({"x": X > 0}, TypeError, r"x .*bool"),
    "x in half precision": ({"x": X.astype(np.float16)}, TypeError, r"x .*float16"),
    "x complex": ({"x": X * 1j}, TypeError, r"x .*complex128"),
    "x of objects": ({"x": X.astype(object)}, TypeError, r"x .*object"),
    "x in float32": ({"x": X.astype("f4")}, TypeError, r"x is float32.*weight is float64"),
    "weight in float32": ({"weight": WEIGHT.astype("f4")}, TypeError, r"weight is float32"),
    "bias in float32": ({"bias": BIAS.astype("f4")}, TypeError, r"bias is float32"),
    "weight of integers": ({"weight": WEIGHT.astype(int)}, TypeError, r"weight .*int64"),
    "weight of rank 2": ({"weight": WEIGHT[0, 0]}, ValueError, r"weight .*\(3, 3\)"),
    "weight without filters": ({"weight": WEIGHT[:0]}, ValueError, r"weight .*empty"),
    "weight without rows": ({"weight": WEIGHT[:, :, :0]}, ValueError, r"weight .*empty"),
    "weight of 3 channels": (
        {"weight": np.ones((6, 3, 3, 3))},
        ValueError,
        r"x of shape \(2, 4, 6, 7\) .*weight of shape \(6, 3, 3, 3\) .*rule: channels of x ==",
    ),
    "filters do not fall into groups": ({"weight": WEIGHT[:5]}, ValueError, r"weight.*groups=2"),
    "groups do not divide the channels": (
        {"groups": 3},
        ValueError,
        r"spans 2 in each of groups=3, 6 in",
    ),
    "groups 0": ({"groups": 0}, ValueError, r"groups must be at least 1, got 0"),
    "groups negative": ({"groups": -2}, ValueError, r"groups"),
    "groups 2.0": ({"groups": 2.0}, TypeError, r"groups must be an integer, got 2.0"),
    "groups True": ({"groups": True}, TypeError, r"groups"),
    "bias too long": ({"bias": np.ones(7)}, ValueError, r"bias .*\(6,\).*\(7,\)"),
    "bias as a column": ({"bias": np.ones((6, 1))}, ValueError, r"bias .*\(6, 1\)"),
    "bias is a number": ({"bias": 1.0}, ValueError, r"bias"),
    "stride 0": ({"stride": 0}, ValueError, r"stride must be at least 1, got 0"),
    "stride negative": ({"stride": (1, -1)}, ValueError, r"stride .*-1"),
    "stride 1.0": ({"stride": 1.0}, TypeError, r"stride .*1.0 \(float\)"),
    "stride True": ({"stride": True}, TypeError, r"stride"),
    "stride None": ({"stride": None}, TypeError, r"stride"),
    "stride of three": ({"stride": (1, 1, 1)}, ValueError, r"stride .*\(rows, columns\)"),
    "stride of text": ({"stride": "2"}, TypeError, r"stride"),
    "stride as an array": ({"stride": np.array([1, 1])}, TypeError, r"stride"),
    "stride beyond counting": ({"stride": 2**70}, ValueError, r"stride must be below"),
    "dilation 0": ({"dilation": 0}, ValueError, r"dilation must be at least 1, got 0"),
    "dilation None": ({"dilation": (1, None)}, TypeError, r"dilation"),
    "dilation too large": ({"dilation": 3}, ValueError, r"dilation 3 covers 7 places.*the 6 of"),
    "dilation beyond counting": ({"dilation": 2**70}, ValueError, r"dilation must be below"),
    "padding negative": ({"padding": -1}, ValueError, r"padding must be at least 0, got -1"),
    "padding negative on one side": ({"padding": ((0, 0), (0, -1))}, ValueError, r"padding"),
    "padding 1.5": ({"padding": 1.5}, TypeError, r"padding"),
    "padding True": ({"padding": True}, TypeError, r"padding"),
    "padding None": ({"padding": None}, TypeError, r"padding"),
    "padding of three": ({"padding": (1, 1, 1)}, ValueError, r"padding must be .*\(1, 1, 1\)"),
    "padding of an axis of three": ({"padding": ((1, 1, 1), 1)}, ValueError, r"padding"),
    "padding unknown": ({"padding": "reflect"}, ValueError, r"'valid', 'same', 'full'.*'reflect'"),
    "padding names in a pair": ({"padding": ("same", "valid")}, ValueError, r"padding must be"),
    "padding same with stride": (
        {"padding": "same", "stride": 2},
        ValueError,
        r'padding="same" needs stride 1, got stride 2',
    ),
    "padding that fills the memory": ({"padding": 10**8}, ValueError, r"padding .*places"),
    "padding beyond counting": ({"padding": 2**70}, ValueError, r"padding must be below"),
    "kernel larger than the image": (
        {"weight": np.ones((6, 2, 7, 3))},
        ValueError,
        r"kernel_size 7 with dilation 1 covers 7 places, more than the 6 of the padded input",
    ),
}


@FORWARD
@pytest.mark.parametrize("name", REFUSED)
def test_convolution_refuses(forward, name):
    changed, kind, message = REFUSED[name]
    right = {"x": X, "weight": WEIGHT, "bias": BIAS, "groups": 2}
    assert forward(**right).shape == (2, 6, 4, 5)
    with pytest.raises(kind, match=re.compile(message, re.DOTALL)):
        forward(**{**right, **changed})


@pytest.mark.parametrize("name", [name for name in REFUSED if "bias" not in name])
def test_backward_refuses_what_forward_does(name):
    changed, kind, message = REFUSED[name]
    right = {"grad_output": np.ones((2, 6, 4, 5)), "x": X, "weight": WEIGHT, "groups": 2}
    conv2d_backward(**right)
    with pytest.raises(kind, match=re.compile(message, re.DOTALL)):
        conv2d_backward(**{**right, **changed})


@pytest.mark.parametrize(
    ("grad", "kind", "message"),
    [
        (np.ones((2, 6, 4, 4)), ValueError, r"grad_output .*\(2, 6, 4, 5\).*\(2, 6, 4, 4\)"),
        (np.ones((1, 6, 4, 5)), ValueError, "grad_output"),
        (np.ones((6, 4, 5)), ValueError, r"grad_output .*\(6, 4, 5\)"),
        (np.float64(1), ValueError, "grad_output"),
        (
            np.ones((2, 6, 4, 5), "f4"),
            TypeError,
            r"x is float64, grad_output is float32; .*np.asarray\(grad_output,",
        ),
        (np.ones((2, 6, 4, 5), int), TypeError, "grad_output .*int64"),
        (None, TypeError, "grad_output"),
    ],
    ids=str,
)
def test_backward_refuses_a_gradient_that_is_not_the_output_s(grad, kind, message):
    with pytest.raises(kind, match=message):
        conv2d_backward(grad, X, WEIGHT, groups=2)


def test_one_image_needs_the_gradient_of_one():
    with pytest.raises(ValueError, match="grad_output"):
        conv2d_backward(np.ones((1, 6, 4, 5)), X[0], WEIGHT, groups=2)


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int32, np.uint64, np.intp])
def test_integers_of_numpy_are_integers(kind):
    one, two = kind(1), kind(2)
    plain = {"stride": (2, 1), "padding": ((1, 2), (2, 1)), "dilation": 2, "groups": 2}
    typed = {"stride": (two, one), "padding": [(one, two), [two, one]], "dilation": two}
    for forward in (conv2d, conv2d_naive):
        out = forward(X, WEIGHT, **plain)
        assert np.array_equal(forward(X, WEIGHT, **typed, groups=two), out)
    grads = conv2d_backward(out, X, WEIGHT, **typed, groups=two)
    for ours, wanted in zip(grads, conv2d_backward(out, X, WEIGHT, **plain), strict=True):
        assert np.array_equal(ours, wanted)


def test_lists_of_floats_are_arrays():
    assert linear([[1.0, 2.0]], [[3.0, 4.0]], [5.0]).tolist() == [[16]]


def test_a_tensor_that_records_gradients_is_refused_by_name():
    torch = pytest.importorskip("torch")
    with pytest.raises(TypeError, match=r"weight cannot be read .*requires grad"):
        conv2d(X, torch.ones(WEIGHT.shape, requires_grad=True))
