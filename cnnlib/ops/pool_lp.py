"""Lp pooling: every window keeps the p-norm of what it sees; with p = 2 the root of the squares.

    output[n, c, a, b] = (sum over i, j of |x[n, c, R, S]|^p)^(1/p)
        with  R = a*stride + i*dilation - top  and  S = b*stride + j*dilation - left
    grad_x[n, c, R, S] = sum over the a, b whose window sees (R, S) of
        grad_output[n, c, a, b] * sign(x[n, c, R, S]) * (|x[n, c, R, S]| / output[n, c, a, b])^(p-1)

p = 1 adds absolute values; with growing p the result approaches the largest of them. Sermanet,
Chintala and LeCun, "Convolutional neural networks applied to house numbers digit
classification", 2012. Taught in chapters 4 and 5.
"""

from numbers import Real

import numpy as np

from cnnlib.integers import shown
from cnnlib.ops import arguments
from cnnlib.ops.pool_windows import (
    Pooling,
    combine_windows,
    plane_taps,
    window_places,
    window_sum_backward,
)

LARGEST_ORDER = 32  # 16**32 is the end of float32
SEPARABLE_ORDER = 4  # above, |x|^(p-1) / norm^(p-1) must be (|x| / norm)^(p-1): both may vanish


def lp_pool2d(x, norm_type, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    """Take the p-norm of every window.

    PyTorch's function agrees for even p and for x >= 0. For odd p it adds signed powers, which
    gives NaN where they sum to less than 0; for fractional p any x < 0 gives NaN; and for a window
    of `ceil_mode` that reaches beyond the image it scales the sum up as if the window were full.
    All this contradicts the formula, which is what is computed here.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W) or (C, H, W)
        Images, float32 or float64.
    norm_type : number
        p, from 1 to 32. As in PyTorch, a value whose p-th power is beyond the range of the dtype
        makes the norm infinite, and one whose p-th power is too small for it counts as 0.
    kernel_size, stride, padding, dilation, ceil_mode
        As in `max_pool2d`; PyTorch has neither padding nor dilation here.

    Returns
    -------
    ndarray of shape (N, C, out_h, out_w), or (C, out_h, out_w) for one image

    Raises
    ------
    ValueError
        If a shape does not fit, a window would see nothing but padding, or p is out of range.
    TypeError
        If `x` is not float32 or float64, or an option has the wrong type.

    Examples
    --------
    >>> lp_pool2d(np.array([[[3.0, -4.0], [0.0, 0.0]]]), norm_type=2, kernel_size=2)
    array([[[5.]]])
    """
    p = _order(norm_type)
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    planes = call.planes
    out = call.empty_output()
    for part in call.chunks():
        _norms(planes[part], p, call.geometry, out[part])
    return call.images(out)


@arguments.without_float_warnings
def lp_pool2d_naive(x, norm_type, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    """Compute `lp_pool2d` with one loop over windows and one over the places of a window.

    Takes and returns what `lp_pool2d` does; meant for reading, and for tests.

    Examples
    --------
    >>> lp_pool2d_naive(np.array([[[3.0, -4.0, 3.0]]]), 2, kernel_size=(1, 2), stride=1)
    array([[[5., 5.]]])
    """
    p = _order(norm_type)
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    out = np.zeros(call.output_shape, call.x.dtype)
    for n, c, a, b in np.ndindex(out.shape):
        for row, column in window_places(call.geometry, a, b):
            out[n, c, a, b] += abs(call.x[n, c, row, column]) ** p
        out[n, c, a, b] **= 1 / p
    return out[0] if call.single else out


def lp_pool2d_backward(
    grad_output, x, norm_type, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False
):
    """Carry the gradient of a loss back through `lp_pool2d`.

    A place of a window receives ``sign(x) * (|x| / output)^(p-1)`` of its gradient. Where all of
    a window is 0 the norm has no derivative; its places receive 0, as in PyTorch.

    Parameters
    ----------
    grad_output : ndarray of the shape that ``lp_pool2d(x, ...)`` returns
    x, norm_type, kernel_size, stride, padding, dilation, ceil_mode
        As given to `lp_pool2d`.

    Returns
    -------
    ndarray of the shape of x

    Raises
    ------
    ValueError, TypeError
        As `lp_pool2d`, and if `grad_output` has not the shape or dtype of its output.

    Examples
    --------
    >>> lp_pool2d_backward(np.array([[[10.0]]]), np.array([[[3.0, -4.0]]]), 2, (1, 2))
    array([[[ 6., -8.]]])
    """
    p = _order(norm_type)
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    planes = call.planes
    grad = call.output_planes(grad_output)
    result = call.empty_input()
    for part in call.chunks():
        result[part] = _gradient(grad[part], planes[part], p, call.geometry)
    return call.images(result)


@arguments.without_float_warnings
def lp_pool2d_backward_naive(
    grad_output, x, norm_type, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False
):
    """Compute `lp_pool2d_backward` window by window.

    Takes and returns what `lp_pool2d_backward` does; meant for reading, and for tests.

    Examples
    --------
    >>> lp_pool2d_backward_naive(np.array([[[10.0]]]), np.array([[[3.0, -4.0]]]), 2, (1, 2))
    array([[[ 6., -8.]]])
    """
    p = _order(norm_type)
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    options = stride, padding, dilation, ceil_mode
    norms = lp_pool2d_naive(call.x, p, kernel_size, *options)
    grad = call.output_planes(grad_output).reshape(call.output_shape)
    # 0 times the slope of |x|^p: 0, but NaN where x is NaN and no window looks, as in PyTorch
    result = 0 * np.sign(call.x) * np.abs(call.x) ** (p - 1)
    for n, c, a, b in np.ndindex(grad.shape):
        for row, column in window_places(call.geometry, a, b):
            value = call.x[n, c, row, column]
            norm = norms[n, c, a, b]
            if norm != 0:
                slope = np.sign(value) * (abs(value) / norm) ** (p - 1)
                result[n, c, row, column] += slope * grad[n, c, a, b]
    return result[0] if call.single else result


def _order(norm_type):
    """Check p: below 1 there is no norm, far above 1 powers overflow."""
    if isinstance(norm_type, bool) or not isinstance(norm_type, Real):
        raise TypeError(f"norm_type must be a number, got {shown(norm_type)}")
    if not 1 <= norm_type <= LARGEST_ORDER:
        raise ValueError(
            f"norm_type must be from 1 to {LARGEST_ORDER}, got {shown(norm_type)}; "
            f"the limit for large ones is max_pool2d(np.abs(x), ...)"
        )
    return float(norm_type)


@arguments.without_float_warnings
def _norms(planes, p, geometry, out=None):
    """Return the p-norm of every window, (P, H, W) -> (P, out_h, out_w)."""
    powers = np.square(planes) if p == 2 else _power(np.abs(planes), p)
    sums = combine_windows(powers, geometry, np.add, 0.0, out)
    if p != 1:
        sums **= 1 / p
    return sums


@arguments.without_float_warnings
def _gradient(grad, planes, p, geometry):
    """Return the input gradient of planes: each place of a window gets its share of the norm's."""
    norms = _norms(planes, p, geometry)
    norms[norms == 0] = np.inf  # a share of 0 for every place of a window of zeros
    if p <= SEPARABLE_ORDER:
        shares = window_sum_backward(grad / _power(norms, p - 1), geometry)
        shares *= _signed_power(planes, p - 1)
        return shares
    shares = 0 * _signed_power(planes, p - 1)  # NaN stays NaN where no window looks, as in PyTorch
    for _, windows, places in plane_taps(geometry):
        shares[places] += _signed_power(planes[places] / norms[windows], p - 1) * grad[windows]
    return shares


def _power(values, exponent):
    """Raise to a power; the general power is slow, so it is left out where it does nothing."""
    return values if exponent == 1 else values**exponent


def _signed_power(x, exponent):
    """Return sign(x) * |x|**exponent."""
    return x if exponent == 1 else np.sign(x) * _power(np.abs(x), exponent)
