"""Convolution, as networks use the word: filters slide over images without being flipped.

    output[n, o, a, b] = bias[o] + sum over c, i, j of  weight[o, c, i, j] * padded[n, c, R, S]
        with  R = a*stride + i*dilation  and  S = b*stride + j*dilation
    grad_weight[o, c, i, j] = sum over n, a, b of  grad_output[n, o, a, b] * padded[n, c, R, S]
    grad_padded[n, c, R, S] = sum over o and all a, b, i, j that lead to this R and S of
        weight[o, c, i, j] * grad_output[n, o, a, b];  grad_x is its part without the padding
    grad_bias[o] = sum over n, a, b of  grad_output[n, o, a, b]

Mathematicians call this cross-correlation. `conv2d_naive` and `conv2d_backward_naive` are these
formulas word by word; `conv2d` and `conv2d_backward` leave the sums to the matrix products of
products.py and phases.py. LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to
document recognition", 1998. Taught in chapters 2, 3 and 5.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib import shapes
from cnnlib.integers import integer
from cnnlib.ops import arguments, phases, products
from cnnlib.ops.windows import pad


@arguments.without_float_warnings
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Slide every filter over every image and sum the products.

    Parameters
    ----------
    x : ndarray of shape (N, C_in, H, W) or (C_in, H, W)
        Images, float32 or float64.
    weight : ndarray of shape (C_out, C_in/groups, kh, kw)
        Filters, in the dtype of `x`.
    bias : ndarray of shape (C_out,), optional
    stride, dilation : int or (int, int)
        Steps between windows, and between the places of one window: rows, columns.
    padding : int, (int, int), ((int, int), (int, int)), or "valid", "same", "full"
        Zeros around the image: see ``shapes.resolve_padding``.
    groups : int
        Into how many parts the channels fall; each part has filters of its own.

    Returns
    -------
    ndarray of shape (N, C_out, out_h, out_w), or (C_out, out_h, out_w) for one image

    Raises
    ------
    ValueError
        If shapes do not fit each other; the message shows them and the rule.
    TypeError
        If a dtype is not float32 or float64, dtypes are mixed, or an option is no integer.

    Examples
    --------
    >>> image = np.array([[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]])
    >>> conv2d(image, np.ones((1, 1, 2, 2)))
    array([[[ 8., 12.]]])
    """
    call = _Call.of(x, weight, bias, stride, padding, dilation, groups)
    out = products.correlate(call.x, call.weight, call.geometry, call.groups, call.bias)
    return out[0] if call.single else out


def conv2d_naive(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Compute `conv2d` with seven loops, one for every letter of its formula.

    Takes and returns what `conv2d` does; meant for reading, and for tests.

    Examples
    --------
    >>> image = np.array([[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]])
    >>> conv2d_naive(image, np.ones((1, 1, 2, 2)))
    array([[[ 8., 12.]]])
    """
    call = _Call.of(x, weight, bias, stride, padding, dilation, groups)
    (sh, sw), (dh, dw) = call.geometry.stride, call.geometry.dilation
    padded = pad(call.x, call.geometry.padding)
    filters, channels, kh, kw = call.weight.shape
    out = np.zeros(call.output_shape, call.x.dtype)
    for n, o, a, b in np.ndindex(out.shape):
        first = o // (filters // call.groups) * channels  # of the channels that its group sees
        for c in range(channels):
            for i in range(kh):
                for j in range(kw):
                    seen = padded[n, first + c, a * sh + i * dh, b * sw + j * dw]
                    out[n, o, a, b] += call.weight[o, c, i, j] * seen
        if call.bias is not None:
            out[n, o, a, b] += call.bias[o]
    return out[0] if call.single else out


@arguments.without_float_warnings
def conv2d_backward(grad_output, x, weight, stride=1, padding=0, dilation=1, groups=1):
    """Carry the gradient of a loss back through `conv2d`.

    The weights receive the windows they met, each times the gradient of the output it fed; the
    image receives the filters it met, each times the same gradient; the bias its sum.

    Parameters
    ----------
    grad_output : ndarray of the shape that ``conv2d(x, weight, ...)`` returns
        The derivative of the loss for every output value.
    x, weight, stride, padding, dilation, groups
        As given to `conv2d`.

    Returns
    -------
    grad_x : ndarray of the shape of x
    grad_weight : ndarray of the shape of weight
    grad_bias : ndarray of shape (C_out,)

    Raises
    ------
    ValueError, TypeError
        As `conv2d`, and if `grad_output` has not the shape or dtype of its output.

    Examples
    --------
    >>> x, weight = np.array([[[1.0, 2.0, 3.0]]]), np.array([[[[10.0, 20.0]]]])
    >>> for grad in conv2d_backward(np.ones((1, 1, 2)), x, weight):
    ...     print(grad.ravel())
    [10. 30. 20.]
    [3. 5.]
    [2.]
    """
    call = _Call.of(x, weight, None, stride, padding, dilation, groups)
    grad = call.output_gradient(grad_output)
    grad_x = phases.input_gradient(grad, call.weight, call.geometry, call.groups)
    grad_weight = products.weight_gradient(grad, call.x, call.weight, call.geometry, call.groups)
    return (grad_x[0] if call.single else grad_x), grad_weight, grad.sum(axis=(0, 2, 3))


def conv2d_backward_naive(grad_output, x, weight, stride=1, padding=0, dilation=1, groups=1):
    """Compute `conv2d_backward` with seven loops: each product of the forward pass, in turn.

    Takes and returns what `conv2d_backward` does; meant for reading, and for tests.

    Examples
    --------
    >>> x, weight = np.array([[[1.0, 2.0, 3.0]]]), np.array([[[[10.0, 20.0]]]])
    >>> conv2d_backward_naive(np.ones((1, 1, 2)), x, weight)[0]
    array([[[10., 30., 20.]]])
    """
    call = _Call.of(x, weight, None, stride, padding, dilation, groups)
    grad = call.output_gradient(grad_output)
    (sh, sw), (dh, dw) = call.geometry.stride, call.geometry.dilation
    (top, _), (left, _) = call.geometry.padding
    padded = pad(call.x, call.geometry.padding)
    grad_padded = np.zeros_like(padded)
    grad_weight = np.zeros_like(call.weight)
    filters, channels, kh, kw = call.weight.shape
    for n, o, a, b in np.ndindex(grad.shape):
        first = o // (filters // call.groups) * channels
        for c, i, j in np.ndindex(channels, kh, kw):
            place = n, first + c, a * sh + i * dh, b * sw + j * dw
            grad_weight[o, c, i, j] += padded[place] * grad[n, o, a, b]
            grad_padded[place] += call.weight[o, c, i, j] * grad[n, o, a, b]
    h, w = call.geometry.size
    grad_x = grad_padded[:, :, top : top + h, left : left + w].copy()
    return (grad_x[0] if call.single else grad_x), grad_weight, grad.sum(axis=(0, 2, 3))


@dataclass(frozen=True)
class _Call:
    """The checked arguments of one call."""

    x: np.ndarray  # (N, C_in, H, W)
    weight: np.ndarray  # (C_out, C_in/groups, kh, kw)
    bias: np.ndarray | None  # (C_out,)
    geometry: shapes.Geometry
    groups: int
    single: bool  # x came as (C_in, H, W)

    @classmethod
    def of(cls, x, weight, bias, stride, padding, dilation, groups):
        x, weight, bias = arguments.float_arrays(x=x, weight=weight, bias=bias)
        x, single = arguments.images(x, "x")
        weight = arguments.filters(weight, "(C_out, C_in/groups, kh, kw)")
        groups = integer(groups, "groups", 1)
        _check_channels(x.shape[1:] if single else x.shape, x.shape[1], weight, groups)
        if bias is not None:
            bias = arguments.float_array_of_rank(bias, "bias", 1, "(C_out,)")
            arguments.require_same_shape(bias, "bias", weight.shape[:1], "one number a filter")
        geometry = shapes.Geometry.of(x.shape[2:], weight.shape[2:], stride, padding, dilation)
        return cls(x, weight, bias, geometry, groups, single)

    @property
    def output_shape(self):
        return (len(self.x), len(self.weight), *self.geometry.output)

    def output_gradient(self, grad_output):
        """Check `grad_output` and return it as (N, C_out, out_h, out_w)."""
        return arguments.output_gradient(grad_output, self.output_shape, self.single, x=self.x)


def _check_channels(shape, channels, weight, groups):
    """Refuse an image of some `shape` whose channels are not those that the filters span."""
    if len(weight) % groups:
        raise ValueError(
            f"weight of shape {weight.shape} has {len(weight)} filters, which do not fall into "
            f"groups={groups} equal parts; rule: weight.shape[0] % groups == 0"
        )
    spanned = weight.shape[1]
    if channels != spanned * groups:
        many = "" if groups == 1 else f" in each of groups={groups}, {spanned * groups} in all"
        raise ValueError(
            f"x of shape {shape} has {channels} channels, but weight of shape {weight.shape} spans "
            f"{spanned}{many}; rule: channels of x == weight.shape[1] * groups"
        )
