"""Average pooling: every window keeps the mean of what it sees.

    output[n, c, a, b] = (sum over i, j of padded[n, c, R, S]) / divisor[a, b]
        with  R = a*stride + i*dilation  and  S = b*stride + j*dilation
    grad_padded[n, c, R, S] = sum over the a, b whose window sees (R, S) of
        grad_output[n, c, a, b] / divisor[a, b]

Inside the image the divisor is kh * kw. Where a window reaches into the padding, it is still
kh * kw with `count_include_pad` (the zeros count), and the number of image places without.
LeCun, Boser, Denker et al., "Handwritten digit recognition with a back-propagation network", 1990.
Taught in chapters 4 and 5.
"""

import numpy as np

from cnnlib.integers import flag
from cnnlib.ops.pool_windows import (
    Pooling,
    combine_windows,
    window_places,
    window_sum_backward,
)
from cnnlib.shapes import places_seen


def avg_pool2d(
    x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, count_include_pad=True
):
    """Average every window.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W) or (C, H, W)
        Images, float32 or float64.
    kernel_size, stride, padding, dilation, ceil_mode
        As in `max_pool2d`; PyTorch has no dilation here.
    count_include_pad : bool
        Whether the zeros of the padding count as values. What a window of `ceil_mode` sees beyond
        the padding never does.

    Returns
    -------
    ndarray of shape (N, C, out_h, out_w), or (C, out_h, out_w) for one image

    Raises
    ------
    ValueError
        If a shape does not fit, or a window would see nothing but padding.
    TypeError
        If `x` is not float32 or float64, or an option has the wrong type.

    Examples
    --------
    >>> x = np.array([[[3.0, 1, 0, 3], [3, 2, 1, 3], [3, 1, 1, 3], [3, 1, 1, 3]]])
    >>> avg_pool2d(x, kernel_size=2, stride=1)
    array([[[2.25, 1.  , 1.75],
            [2.25, 1.25, 2.  ],
            [2.  , 1.  , 2.  ]]])
    """
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    divisors = _divisors(call, count_include_pad)
    planes = call.planes
    out = call.empty_output()
    for part in call.chunks():
        combine_windows(planes[part], call.geometry, np.add, 0.0, out[part])
        out[part] /= divisors
    return call.images(out)


def avg_pool2d_naive(
    x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, count_include_pad=True
):
    """Compute `avg_pool2d` with one loop over windows and one over the places of a window.

    Takes and returns what `avg_pool2d` does; meant for reading, and for tests.

    Examples
    --------
    >>> avg_pool2d_naive(np.array([[[1.0, 3.0, 2.0]]]), kernel_size=(1, 2), stride=1)
    array([[[2. , 2.5]]])
    """
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    include = flag(count_include_pad, "count_include_pad")
    out = np.zeros(call.output_shape, call.x.dtype)
    for n, c, a, b in np.ndindex(out.shape):
        for row, column in window_places(call.geometry, a, b):
            out[n, c, a, b] += call.x[n, c, row, column]
        seen = window_places(call.geometry, a, b, include)
        out[n, c, a, b] /= len(list(seen))
    return out[0] if call.single else out


def avg_pool2d_backward(
    grad_output,
    x,
    kernel_size,
    stride=None,
    padding=0,
    dilation=1,
    ceil_mode=False,
    count_include_pad=True,
):
    """Carry the gradient of a loss back through `avg_pool2d`: a window's places share it alike.

    Parameters
    ----------
    grad_output : ndarray of the shape that ``avg_pool2d(x, ...)`` returns
    x, kernel_size, stride, padding, dilation, ceil_mode, count_include_pad
        As given to `avg_pool2d`. Of `x` only shape and dtype matter: averaging is linear.

    Returns
    -------
    ndarray of the shape of x

    Raises
    ------
    ValueError, TypeError
        As `avg_pool2d`, and if `grad_output` has not the shape or dtype of its output.

    Examples
    --------
    >>> avg_pool2d_backward(np.array([[[8.0]]]), np.zeros((1, 2, 2)), kernel_size=2)
    array([[[2., 2.],
            [2., 2.]]])
    """
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    divisors = _divisors(call, count_include_pad)
    grad = call.output_planes(grad_output)
    result = call.empty_input()
    for part in call.chunks():
        result[part] = window_sum_backward(grad[part] / divisors, call.geometry)
    return call.images(result)


def avg_pool2d_backward_naive(
    grad_output,
    x,
    kernel_size,
    stride=None,
    padding=0,
    dilation=1,
    ceil_mode=False,
    count_include_pad=True,
):
    """Compute `avg_pool2d_backward` window by window.

    Takes and returns what `avg_pool2d_backward` does; meant for reading, and for tests.

    Examples
    --------
    >>> avg_pool2d_backward_naive(np.array([[[8.0, 2.0]]]), np.zeros((1, 1, 3)), (1, 2), 1)
    array([[[4., 5., 1.]]])
    """
    call = Pooling.of(x, kernel_size, stride, padding, dilation, ceil_mode)
    grad = call.output_planes(grad_output).reshape(call.output_shape)
    include = flag(count_include_pad, "count_include_pad")
    result = np.zeros_like(call.x)
    for n, c, a, b in np.ndindex(grad.shape):
        seen = window_places(call.geometry, a, b, include)
        share = grad[n, c, a, b] / len(list(seen))
        for row, column in window_places(call.geometry, a, b):
            result[n, c, row, column] += share
    return result[0] if call.single else result


def _divisors(call, count_include_pad):
    """Return the divisor of every window, (out_h, out_w)."""
    include = flag(count_include_pad, "count_include_pad")
    rows, columns = (places_seen(call.geometry, axis, include) for axis in (0, 1))
    return np.outer(rows, columns).astype(call.x.dtype)
