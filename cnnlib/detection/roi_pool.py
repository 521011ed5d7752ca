"""RoI pooling: the maximum in each of a fixed number of bins, however large the region.

Corners are rounded to places of the feature map, both ends belong to the region, and bin (a, b)
of a region of h rows reaches from row floor(a * h/bins) to row ceil((a + 1) * h/bins) - 1. So
bins overlap where h is no multiple of their number. A bin beyond the map's border gives 0. All
this, and the arithmetic in the dtype of the arrays, is torchvision's. R. Girshick, "Fast R-CNN",
2015. Taught in chapter 10.
"""

import math

import numpy as np

from cnnlib.detection.boxes import boxes_to_rois
from cnnlib.detection.regions import Regions
from cnnlib.ops import arguments
from cnnlib.shapes import pair


def roi_pool(x, boxes, output_size, spatial_scale=1.0):
    """Keep the largest value in each bin of every region.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Feature maps, float32 or float64, finite.
    boxes : ndarray of shape (K, 5)
        Rows image, x1, y1, x2, y2 in the dtype of `x`; see `boxes_to_rois`.
    output_size : int or (int, int)
        Rows and columns of bins.
    spatial_scale : float, optional
        Places of the feature map for one unit of `boxes`: 1/16 after four halvings.

    Returns
    -------
    ndarray of shape (K, C, bin_h, bin_w)

    Raises
    ------
    ValueError
        If a shape does not fit, a region names an image that is not there, has its corners the
        wrong way round, or `spatial_scale` is not positive.
    TypeError
        If `x` and `boxes` are not of one floating-point dtype, or an option has the wrong type.

    Examples
    --------
    >>> x = np.arange(15.0, -1, -1).reshape(1, 1, 4, 4)
    >>> roi_pool(x, np.array([[0.0, 0, 0, 2, 2]]), output_size=2)  # 3x3 places: bins overlap
    array([[[[15., 14.],
             [11., 10.]]]])
    """
    call = Regions.of(x, boxes, output_size, spatial_scale)
    out = np.zeros(call.output_shape, call.x.dtype)
    rows, columns = _windows(call)
    for k, image in enumerate(call.images()):
        for a, (top, bottom) in enumerate(rows[k]):
            if bottom > top:
                strip = call.x[image, :, top:bottom].max(axis=1)  # (C, W)
                for b, (left, right) in enumerate(columns[k]):
                    if right > left:
                        out[k, :, a, b] = strip[:, left:right].max(axis=1)
    return out


def roi_pool_naive(x, boxes, output_size, spatial_scale=1.0):
    """Compute `roi_pool` with a loop over regions, channels and bins.

    Takes and returns what `roi_pool` does; meant for reading, and for tests.

    Examples
    --------
    >>> x = np.arange(15.0, -1, -1).reshape(1, 1, 4, 4)
    >>> roi_pool_naive(x, np.array([[0.0, 0, 0, 2, 2]]), output_size=2)[0, 0, 1].tolist()
    [11.0, 10.0]
    """
    call = Regions.of(x, boxes, output_size, spatial_scale)
    out = np.zeros(call.output_shape, call.x.dtype)
    for k, c, a, b in np.ndindex(out.shape):
        values = [call.x[(int(call.rois[k, 0]), c, *place)] for place in _places(call, k, a, b)]
        out[k, c, a, b] = max(values, default=0.0)
    return out


@arguments.without_float_warnings
def roi_pool_backward(grad_output, x, boxes, output_size, spatial_scale=1.0):
    """Carry the gradient of a loss back through `roi_pool`: each bin's goes to its winner.

    Parameters
    ----------
    grad_output : ndarray of shape (K, C, bin_h, bin_w)
    x, boxes, output_size, spatial_scale
        As given to `roi_pool`.

    Returns
    -------
    ndarray of shape (N, C, H, W)
        At a place that won several bins, the sum of their gradients. Of equal values in a bin,
        the first in reading order has won.

    Raises
    ------
    ValueError, TypeError
        As `roi_pool`, and if `grad_output` does not fit its output.

    Examples
    --------
    >>> x = np.array([[[[1.0, 7.0], [7.0, 2.0]]]])
    >>> roi_pool_backward(np.array([[[[5.0]]]]), x, np.array([[0.0, 0, 0, 1, 1]]), output_size=1)
    array([[[[0., 5.],
             [0., 0.]]]])
    """
    call = Regions.of(x, boxes, output_size, spatial_scale)
    grad = call.gradient(grad_output)
    result = np.zeros_like(call.x)
    channels = np.arange(call.x.shape[1])
    rows, columns = _windows(call)
    for k, image in enumerate(call.images()):
        for a, b in np.ndindex(call.bins):
            (top, bottom), (left, right) = rows[k, a], columns[k, b]
            if bottom > top and right > left:
                window = call.x[image, :, top:bottom, left:right]
                winner = window.reshape(len(channels), -1).argmax(axis=1)  # (C,)
                row, column = np.unravel_index(winner, window.shape[1:])
                result[image, channels, top + row, left + column] += grad[k, :, a, b]
    return result


def roi_pool_backward_naive(grad_output, x, boxes, output_size, spatial_scale=1.0):
    """Compute `roi_pool_backward` with a loop over regions, channels and bins.

    Takes and returns what `roi_pool_backward` does; meant for reading, and for tests.

    Examples
    --------
    >>> x = np.array([[[[1.0, 7.0], [7.0, 2.0]]]])
    >>> rois = np.array([[0.0, 0, 0, 1, 1]])
    >>> roi_pool_backward_naive(np.array([[[[5.0]]]]), x, rois, output_size=1)[0, 0].tolist()
    [[0.0, 5.0], [0.0, 0.0]]
    """
    call = Regions.of(x, boxes, output_size, spatial_scale)
    grad = call.gradient(grad_output)
    result = np.zeros_like(call.x)
    for k, c, a, b in np.ndindex(grad.shape):
        plane = int(call.rois[k, 0]), c
        places = list(_places(call, k, a, b))
        if places:
            winner = max(places, key=lambda place: call.x[(*plane, *place)])  # the first, if equal
            result[(*plane, *winner)] += grad[k, c, a, b]
    return result


def roi_windows(boxes, output_size, size, spatial_scale=1.0):
    """Compute which rows and columns of a feature map each bin of `roi_pool` covers.

    Parameters
    ----------
    boxes : array_like of shape (K, 4)
        Corners x1, y1, x2, y2.
    output_size : int or (int, int)
        Rows and columns of bins.
    size : int or (int, int)
        Rows and columns of the feature map.
    spatial_scale : float, optional
        Places of the feature map for one unit of `boxes`.

    Returns
    -------
    rows : ndarray of int64 of shape (K, bin_h, 2)
        First row of every bin, and the row after its last.
    columns : ndarray of int64 of shape (K, bin_w, 2)

    Raises
    ------
    ValueError, TypeError
        As `roi_pool`.

    Examples
    --------
    >>> rows, columns = roi_windows([[0, 1, 3, 3]], output_size=2, size=4)
    >>> rows.tolist(), columns.tolist()  # 3 rows share one, 4 columns do not
    ([[[1, 3], [2, 4]]], [[[0, 2], [2, 4]]])
    """
    rois = boxes_to_rois([boxes])
    marked = np.zeros((1, 1, *pair(size, "size")), rois.dtype)
    return _windows(Regions.of(marked, rois, output_size, spatial_scale))


def _windows(call):
    """Return first and end of every bin along rows (K, bin_h, 2) and columns (K, bin_w, 2)."""
    left, top, right, bottom = _round_half_away(call.corners()).T
    height, width = call.x.shape[2:]
    return (
        _axis_windows(top, bottom, call.bins[0], height),
        _axis_windows(left, right, call.bins[1], width),
    )


def _axis_windows(first, last, bins, size):
    """Cut the places from first to last, both included, into bins, within the map."""
    dtype = first.dtype
    extent = np.maximum(last - first + 1, 1)[:, None]  # (K, 1)
    width = extent / dtype.type(bins)
    number = np.arange(bins, dtype=dtype)
    start = np.floor(number * width) + first[:, None]  # (K, bins)
    end = np.ceil((number + 1) * width) + first[:, None]
    return np.clip(np.stack([start, end], axis=-1), 0, size).astype(np.int64)


def _round_half_away(values):
    """Round as C does: 0.5 to 1 and -0.5 to -1, where NumPy's halves go to the even number."""
    size = np.abs(values)
    whole = np.floor(size)
    return np.copysign(whole + (size - whole >= 0.5), values)


def _places(call, k, a, b):
    """Yield the places (row, column) of the map that bin (a, b) of region k covers."""
    real, (height, width) = call.x.dtype.type, call.x.shape[2:]
    x1, y1, x2, y2 = (_rounded(side * call.spatial_scale) for side in call.rois[k, 1:])
    bin_h = real(max(y2 - y1 + 1, 1)) / real(call.bins[0])
    bin_w = real(max(x2 - x1 + 1, 1)) / real(call.bins[1])
    for row in range(y1 + math.floor(real(a) * bin_h), y1 + math.ceil(real(a + 1) * bin_h)):
        for column in range(x1 + math.floor(real(b) * bin_w), x1 + math.ceil(real(b + 1) * bin_w)):
            if 0 <= row < height and 0 <= column < width:
                yield row, column


def _rounded(value):
    """Round one number as C does."""
    whole = math.floor(abs(value))
    whole += abs(value) - whole >= 0.5
    return int(math.copysign(whole, value))
