"""Max pooling: every window keeps its largest value, and the gradient goes back to where it was.

    output[n, c, a, b] = max over i, j of x[n, c, R, S]
        with  R = a*stride + i*dilation - top  and  S = b*stride + j*dilation - left
    grad_x[n, c, R, S] = sum of grad_output[n, c, a, b] over the windows a, b that (R, S) won

Places in the padding never win: they count as −∞. Where a window holds its largest value twice,
the first in reading order wins; where it holds NaN, the result is NaN and the last NaN wins. Both
are PyTorch's rules. Zhou and Chellappa, "Computation of
optical flow using a neural network", 1988. Taught in chapters 4 and 5.
"""

import numpy as np

from cnnlib.integers import flag
from cnnlib.ops import arguments
from cnnlib.ops.pool_windows import (
    Pooling,
    combine_windows,
    plane_taps,
    window_places,
    windows_are_disjoint,
)
from cnnlib.shapes import window_starts


def max_pool2d(
    x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    """Keep the largest value of every window.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W) or (C, H, W)
        Images, float32 or float64.
    kernel_size : int or (int, int)
        Rows and columns of a window.
    stride : int or (int, int), optional
        Steps between windows; default: `kernel_size`, so that they touch without overlap.
    padding : int, (int, int), ((int, int), (int, int)), or "valid", "same", "full"
        Places around the image that never win. At most so many that every window sees the image;
        PyTorch allows no more than half of the kernel.
    dilation : int or (int, int)
        Steps between the places of one window.
    ceil_mode : bool
        Also keep a last window that reaches beyond the padded image, if it starts before its end:
        see ``shapes.output_size``.
    return_indices : bool
        Also return where the maxima are.

    Returns
    -------
    out : ndarray of shape (N, C, out_h, out_w), or (C, out_h, out_w) for one image
    indices : ndarray of int64 of the same shape, only with `return_indices`
        Flat places within the plane, ``row*W + column``, without the padding.

    Raises
    ------
    ValueError
        If a shape does not fit, or a window would see nothing but padding.
    TypeError
        If `x` is not float32 or float64, or an option has the wrong type.

    Examples
    --------
    >>> x = np.array([[[1.0, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]])
    >>> max_pool2d(x, kernel_size=2)
    array([[[6., 8.],
            [3., 4.]]])
    """
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    return_indices = flag(return_indices, "return_indices")
    out = call.empty_output()
    if not return_indices:
        for part in call.chunks():
            combine_windows(call.planes[part], call.geometry, np.maximum, -np.inf, out[part])
        return call.images(out)
    indices = np.empty(out.shape, np.int64)
    for part in call.chunks():
        out[part], taps = _winners(call.planes[part], call.geometry)
        indices[part] = _places(taps, call.geometry)
    return call.images(out), call.images(indices)


def max_pool2d_naive(
    x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    """Compute `max_pool2d` with one loop over windows and one over the places of a window.

    Takes and returns what `max_pool2d` does; meant for reading, and for tests.

    Examples
    --------
    >>> max_pool2d_naive(np.array([[[1.0, 3.0, 2.0]]]), kernel_size=(1, 2), stride=1)
    array([[[3., 3.]]])
    """
    return_indices = flag(return_indices, "return_indices")
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    out = np.full(call.output_shape, -np.inf, call.x.dtype)
    indices = np.full(call.output_shape, -1)
    for n, c, a, b in np.ndindex(out.shape):
        for row, column in window_places(call.geometry, a, b):
            value = call.x[n, c, row, column]
            first = indices[n, c, a, b] < 0
            if first or value > out[n, c, a, b] or np.isnan(value):
                out[n, c, a, b] = value
                indices[n, c, a, b] = row * call.geometry.size[1] + column
    if call.single:
        out, indices = out[0], indices[0]
    return (out, indices) if return_indices else out


@arguments.without_float_warnings
def max_pool2d_backward(
    grad_output, x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, indices=None
):
    """Carry the gradient of a loss back through `max_pool2d`: each value goes to one winner.

    Parameters
    ----------
    grad_output : ndarray of the shape that ``max_pool2d(x, ...)`` returns
    x, kernel_size, stride, padding, dilation, ceil_mode
        As given to `max_pool2d`.
    indices : ndarray of integers of the shape of grad_output, optional
        What `max_pool2d` returned beside its output; saves looking for the winners again.

    Returns
    -------
    ndarray of the shape of x
        At a place that won several overlapping windows, the sum of their gradients.

    Raises
    ------
    ValueError, TypeError
        As `max_pool2d`, and if `grad_output` or `indices` do not fit its output.

    Examples
    --------
    >>> x = np.array([[[1.0, 7.0], [7.0, 2.0]]])
    >>> max_pool2d_backward(np.array([[[5.0]]]), x, kernel_size=2)
    array([[[0., 5.],
            [0., 0.]]])
    """
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    grad = call.output_planes(grad_output)
    if indices is not None:
        size = call.geometry.size
        indices = arguments.plane_indices(indices, "indices", call.output_shape, call.single, size)
        indices = indices.reshape(grad.shape)
    result = call.empty_input()
    for part in call.chunks():
        if indices is None:
            places = _places(_winners(call.planes[part], call.geometry)[1], call.geometry)
        else:
            places = indices[part]
        _collect(grad[part], places, call.geometry, result[part])
    return call.images(result)


def max_pool2d_backward_naive(
    grad_output, x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False
):
    """Compute `max_pool2d_backward` window by window.

    Takes and returns what `max_pool2d_backward` does, without `indices`; meant for reading, and
    for tests.

    Examples
    --------
    >>> x = np.array([[[1.0, 3.0, 2.0]]])
    >>> max_pool2d_backward_naive(np.array([[[10.0, 1.0]]]), x, (1, 2), stride=1)
    array([[[ 0., 11.,  0.]]])
    """
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    options = stride, padding, dilation, ceil_mode
    _, indices = max_pool2d_naive(call.x, kernel_size, *options, return_indices=True)
    grad = call.output_planes(grad_output).reshape(call.output_shape)
    result = np.zeros_like(call.x)
    for n, c, a, b in np.ndindex(grad.shape):
        row, column = divmod(indices[n, c, a, b], call.geometry.size[1])
        result[n, c, row, column] += grad[n, c, a, b]
    return result[0] if call.single else result


def _winners(planes, geometry):
    """Return the maximum of every window, and the number of the tap that holds it.

    Branches would be slow, so the number is found by arithmetic: taps come in rising order, and
    one that is larger than all before it raises the winner's number to its own.
    """
    kind = np.min_scalar_type(geometry.kernel[0] * geometry.kernel[1])
    taps = _tap_values(planes, geometry)
    best = next(taps)[1].copy()
    winner = np.empty(best.shape, kind)
    winner[:] = _first_taps(geometry)
    raised = np.empty(best.shape, kind)
    larger = np.empty(best.shape, bool)
    for number, value in taps:
        np.greater(value, best, out=larger)
        np.maximum(best, value, out=best)
        np.multiply(larger, kind.type(number), out=raised)
        np.maximum(winner, raised, out=winner)
    if np.isnan(best).any():  # NaN is larger than nothing, so it has not raised a number yet
        for number, value in _tap_values(planes, geometry):
            winner[np.isnan(value)] = number
    return best, winner


def _tap_values(planes, geometry):
    """Yield for every tap its number and what all windows see there, (P, out_h, out_w).

    All taps share one array: what it holds is valid until the next tap is asked for.
    """
    value = np.empty((len(planes), *geometry.output), planes.dtype)
    for number, windows, places in plane_taps(geometry):
        if value[windows].shape != value.shape:
            value.fill(-np.inf)
        value[windows] = planes[places]
        yield number, value


def _first_taps(geometry):
    """Return the first tap of every window that sees the image, (out_h, out_w)."""
    rows, columns = (
        -(np.minimum(window_starts(geometry, axis), 0) // geometry.dilation[axis])
        for axis in (0, 1)
    )
    return rows[:, None] * geometry.kernel[1] + columns


def _places(taps, geometry):
    """Turn tap numbers (P, out_h, out_w) into flat places of the plane."""
    (kh, kw), (dh, dw) = geometry.kernel, geometry.dilation
    w = geometry.size[1]
    offsets = np.arange(kh)[:, None] * dh * w + np.arange(kw) * dw  # (kh, kw)
    corners = window_starts(geometry, 0)[:, None] * w + window_starts(geometry, 1)  # (oh, ow)
    places = offsets.take(taps)
    places += corners
    return places


def _collect(grad, places, geometry, out):
    """Add every gradient (P, out_h, out_w) at its place of `out`, (P, H, W)."""
    starts = np.arange(len(out))[:, None, None] * (out.shape[1] * out.shape[2])
    flat = (places + starts).ravel()
    if all(windows_are_disjoint(geometry, axis) for axis in (0, 1)):  # no place wins twice
        out.fill(0)
        out.reshape(-1)[flat] = grad.ravel()
    else:
        out.reshape(-1)[:] = np.bincount(flat, grad.ravel(), minlength=out.size)
