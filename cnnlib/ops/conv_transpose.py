"""Transposed convolution: every value stamps the kernel, scaled by itself, onto a larger image.

    output[n, o, R, S] = bias[o] + sum of x[n, c, a, b] * weight[c, o, i, j] over all c, a, b, i, j
        with  R = a*stride + i*dilation - top  and  S = b*stride + j*dilation - left
    grad_x[n, c, a, b] = sum over o, i, j of  weight[c, o, i, j] * grad_output[n, o, R, S]
    grad_weight[c, o, i, j] = sum over n, a, b of  x[n, c, a, b] * grad_output[n, o, R, S]
    grad_bias[o] = sum over n, R, S of  grad_output[n, o, R, S], which is 0 outside of the output

The functions named ``..._naive`` are these formulas word by word. It is the adjoint of `conv2d`,
whose products.py and phases.py the others use: forward is what carries the gradient of a
convolution back, and backward is a convolution. With a stride it enlarges; it undoes no
convolution, though it was named deconvolution. Long, Shelhamer and Darrell, "Fully convolutional
networks for semantic segmentation", 2015. Taught in chapters 5 and 12.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib import shapes
from cnnlib.integers import integer
from cnnlib.ops import arguments, phases, products
from cnnlib.ops.windows import pad


@arguments.without_float_warnings
def conv_transpose2d(
    x, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    """Stamp every filter onto a larger image, as often as x says, and sum what overlaps.

    Parameters
    ----------
    x : ndarray of shape (N, C_in, h, w) or (C_in, h, w)
        Images, float32 or float64.
    weight : ndarray of shape (C_in, C_out/groups, kh, kw)
        Filters, in the dtype of `x`: those of the convolution from C_out to C_in channels whose
        adjoint this is.
    bias : ndarray of shape (C_out,), optional
    stride, dilation : int or (int, int)
        Steps between stamps, and between the places of one stamp: rows, columns.
    padding : int, (int, int), ((int, int), (int, int)), or "valid", "same", "full"
        What is cut off the result, on each side: see ``shapes.resolve_padding``.
    output_padding : int or (int, int)
        Rows and columns more at the bottom and the right, below `stride` or `dilation`: see
        ``shapes.output_padding_for``.
    groups : int
        Into how many parts the channels fall; each part has filters of its own.

    Returns
    -------
    ndarray of shape (N, C_out, H, W), or (C_out, H, W) for one image
        ``H = (h - 1)*stride - top - bottom + dilation*(kh - 1) + output_padding + 1``

    Raises
    ------
    ValueError
        If shapes do not fit each other; the message shows them and the rule.
    TypeError
        If a dtype is not float32 or float64, dtypes are mixed, or an option is no integer.

    Examples
    --------
    >>> x, weight = np.array([[[1.0, 10.0]]]), np.array([[[[1.0, 2.0, 3.0]]]])
    >>> conv_transpose2d(x, weight, stride=2)
    array([[[ 1.,  2., 13., 20., 30.]]])
    """
    call = _Call.of(x, weight, bias, stride, padding, output_padding, groups, dilation)
    out = phases.input_gradient(call.stamps, call.weight, call.geometry, call.groups)
    if call.bias is not None:
        out += call.bias[:, None, None]
    return out[0] if call.single else out


def conv_transpose2d_naive(
    x, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    """Compute `conv_transpose2d` with seven loops, one for every letter of its formula.

    Takes and returns what `conv_transpose2d` does; meant for reading, and for tests.

    Examples
    --------
    >>> x, weight = np.array([[[1.0, 10.0]]]), np.array([[[[1.0, 2.0, 3.0]]]])
    >>> conv_transpose2d_naive(x, weight, stride=2)
    array([[[ 1.,  2., 13., 20., 30.]]])
    """
    call = _Call.of(x, weight, bias, stride, padding, output_padding, groups, dilation)
    (sh, sw), (dh, dw) = call.geometry.stride, call.geometry.dilation
    (top, _), (left, _) = call.geometry.padding
    channels, filters, kh, kw = call.weight.shape
    out = np.zeros(call.output_shape, call.x.dtype)
    for n, c, a, b in np.ndindex(call.x.shape):
        first = c // (channels // call.groups) * filters  # the outputs that this group makes
        for o in range(filters):
            for i in range(kh):
                for j in range(kw):
                    row, column = a * sh + i * dh - top, b * sw + j * dw - left
                    if 0 <= row < out.shape[2] and 0 <= column < out.shape[3]:
                        stamp = call.x[n, c, a, b] * call.weight[c, o, i, j]
                        out[n, first + o, row, column] += stamp
    if call.bias is not None:
        out += call.bias[:, None, None]
    return out[0] if call.single else out


@arguments.without_float_warnings
def conv_transpose2d_backward(
    grad_output, x, weight, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    """Carry the gradient of a loss back through `conv_transpose2d`.

    The gradient of x is a convolution of `grad_output`, forwards; the weights receive what a
    convolution's would, with the two images exchanged.

    Parameters
    ----------
    grad_output : ndarray of the shape that ``conv_transpose2d(x, weight, ...)`` returns
        The derivative of the loss for every output value.
    x, weight, stride, padding, output_padding, groups, dilation
        As given to `conv_transpose2d`.

    Returns
    -------
    grad_x : ndarray of the shape of x
    grad_weight : ndarray of the shape of weight
    grad_bias : ndarray of shape (C_out,)

    Raises
    ------
    ValueError, TypeError
        As `conv_transpose2d`, and if `grad_output` has not the shape or dtype of its output.

    Examples
    --------
    >>> x, weight = np.array([[[1.0, 10.0]]]), np.array([[[[1.0, 2.0, 3.0]]]])
    >>> for grad in conv_transpose2d_backward(np.ones((1, 1, 5)), x, weight, stride=2):
    ...     print(grad.ravel())
    [6. 6.]
    [11. 11. 11.]
    [5.]
    """
    call = _Call.of(x, weight, None, stride, padding, output_padding, groups, dilation)
    grad = arguments.output_gradient(grad_output, call.output_shape, call.single, x=call.x)
    h, w = call.x.shape[2:]
    grad_x, grad_weight = products.correlate_with_gradient(
        call.stamps, grad, call.weight, call.geometry, call.groups
    )
    grad_x = np.ascontiguousarray(grad_x[:, :, :h, :w])  # without the windows of the padding
    return (grad_x[0] if call.single else grad_x), grad_weight, grad.sum(axis=(0, 2, 3))


def conv_transpose2d_backward_naive(
    grad_output, x, weight, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    """Compute `conv_transpose2d_backward` with seven loops: each product of forward, in turn.

    Takes and returns what `conv_transpose2d_backward` does; meant for reading, and for tests.

    Examples
    --------
    >>> x, weight = np.array([[[1.0, 10.0]]]), np.array([[[[1.0, 2.0, 3.0]]]])
    >>> conv_transpose2d_backward_naive(np.ones((1, 1, 5)), x, weight, stride=2)[0]
    array([[[6., 6.]]])
    """
    call = _Call.of(x, weight, None, stride, padding, output_padding, groups, dilation)
    grad = arguments.output_gradient(grad_output, call.output_shape, call.single, x=call.x)
    (sh, sw), (dh, dw) = call.geometry.stride, call.geometry.dilation
    padded = pad(grad, call.geometry.padding)  # what had been cut off has no gradient
    grad_x = np.zeros_like(call.x)
    grad_weight = np.zeros_like(call.weight)
    channels, filters, kh, kw = call.weight.shape
    for n, c, a, b in np.ndindex(call.x.shape):
        first = c // (channels // call.groups) * filters
        for o, i, j in np.ndindex(filters, kh, kw):
            arrived = padded[n, first + o, a * sh + i * dh, b * sw + j * dw]
            grad_x[n, c, a, b] += call.weight[c, o, i, j] * arrived
            grad_weight[c, o, i, j] += call.x[n, c, a, b] * arrived
    return (grad_x[0] if call.single else grad_x), grad_weight, grad.sum(axis=(0, 2, 3))


@dataclass(frozen=True)
class _Call:
    """The checked arguments of one call, and the convolution whose adjoint it is."""

    x: np.ndarray  # (N, C_in, h, w)
    weight: np.ndarray  # (C_in, C_out/groups, kh, kw)
    bias: np.ndarray | None  # (C_out,)
    geometry: shapes.Geometry  # of the convolution: its size is that of the output
    groups: int
    single: bool  # x came as (C_in, h, w)

    @classmethod
    def of(cls, x, weight, bias, stride, padding, output_padding, groups, dilation):
        x, weight, bias = arguments.float_arrays(x=x, weight=weight, bias=bias)
        x, single = arguments.images(x, "x")
        weight = arguments.filters(weight, "(C_in, C_out/groups, kh, kw)")
        groups = integer(groups, "groups", 1)
        if len(weight) % groups:
            raise ValueError(
                f"weight of shape {weight.shape} has filters for {len(weight)} channels, which do "
                f"not fall into groups={groups} equal parts; rule: weight.shape[0] % groups == 0"
            )
        if x.shape[1] != len(weight):
            raise ValueError(
                f"x of shape {x.shape[1:] if single else x.shape} has {x.shape[1]} channels, but "
                f"weight of shape {weight.shape} has filters for {len(weight)}; "
                f"rule: channels of x == weight.shape[0]"
            )
        if bias is not None:
            bias = arguments.float_array_of_rank(bias, "bias", 1, "(C_out,)")
            expected = (weight.shape[1] * groups,)
            arguments.require_same_shape(bias, "bias", expected, "one number an output channel")
        kernel = weight.shape[2:]
        size = shapes.transposed_output_size(
            x.shape[2:], kernel, stride, padding, output_padding, dilation
        )
        geometry = shapes.Geometry.of(size, kernel, stride, padding, dilation)
        return cls(x, weight, bias, geometry, groups, single)

    @property
    def output_shape(self):
        """Return (N, C_out, H, W)."""
        return (len(self.x), self.weight.shape[1] * self.groups, *self.geometry.size)

    @property
    def stamps(self):
        """Return x with a value for every window of the convolution.

        With `output_padding` of `stride` or more, which a dilation beyond the stride allows, more
        windows fit into the output than x has values; the others are stamped with 0.
        """
        more = (out - n for out, n in zip(self.geometry.output, self.x.shape[2:], strict=True))
        return pad(self.x, tuple((0, extra) for extra in more))
