"""RoI align: the mean of bilinear samples in each bin, at places that are never rounded.

A bin takes samples on a grid of its own, s by s places or about one for each place of the map:

    output[k, c, a, b] = mean over samples (y, x) of bin (a, b) of bilinear(x[n, c], y, x)

Bilinear weights of a grid are a product, rows times columns, so one region is two small matrices:
output = R X Cᵀ, and the gradient goes back by Rᵀ G C. With `aligned`, a pixel's center lies at
half a unit, as in most drawings; without it, at a whole one, half a pixel off. K. He et al., "Mask
R-CNN", 2017; places and borders as in torchvision. Taught in chapter 10.
"""

import math

import numpy as np

from cnnlib.detection.regions import Regions
from cnnlib.integers import flag, integer
from cnnlib.ops import arguments

MOST_SAMPLES = 4096  # of one bin along one axis; more comes from a wrong scale


def roi_align(x, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1, aligned=False):
    """Take the mean of bilinear samples in each bin of every region.

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
    sampling_ratio : int, optional
        Samples of a bin along each axis; 0 and -1: the bin's size in places, rounded up.
    aligned : bool, optional
        Shift corners by half a place, so that the value at row 0 stands for 0 to 1. Without it,
        torchvision's default, regions are at least one place wide and high.

    Returns
    -------
    ndarray of shape (K, C, bin_h, bin_w)
        Samples more than one place beyond the border count as 0.

    Raises
    ------
    ValueError
        If a shape does not fit, a region names an image that is not there, has its corners the
        wrong way round, or `spatial_scale` is not positive.
    TypeError
        If `x` and `boxes` are not of one floating-point dtype, or an option has the wrong type.

    Examples
    --------
    >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
    >>> roi_align(x, np.array([[0.0, 0, 0, 2, 2]]), output_size=2, aligned=True)
    array([[[[0., 1.],
             [4., 5.]]]])
    """
    call = Regions.of(x, boxes, output_size, spatial_scale)
    options = _options(sampling_ratio, aligned)
    out = np.zeros(call.output_shape, call.x.dtype)
    for k, (image, rows, columns) in enumerate(_weights(call, *options)):
        out[k] = rows @ call.x[image] @ columns.T  # (bin_h, H) (C, H, W) (W, bin_w)
    return out


def roi_align_naive(x, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1, aligned=False):
    """Compute `roi_align` sample by sample, each from its four neighbors.

    Takes and returns what `roi_align` does; meant for reading, and for tests.

    Examples
    --------
    >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
    >>> roi_align_naive(x, np.array([[0.0, 0, 0, 2, 2]]), 2, aligned=True)[0, 0].tolist()
    [[0.0, 1.0], [4.0, 5.0]]
    """
    call = Regions.of(x, boxes, output_size, spatial_scale)
    options = _options(sampling_ratio, aligned)
    out = np.zeros(call.output_shape, call.x.dtype)
    for k, c, a, b in np.ndindex(out.shape):
        plane = call.x[int(call.rois[k, 0]), c]
        for row, column, weight in _taps(call, k, a, b, *options):
            out[k, c, a, b] += weight * plane[row, column]
    return out


@arguments.without_float_warnings
def roi_align_backward(
    grad_output, x, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1, aligned=False
):
    """Carry the gradient of a loss back through `roi_align`: by the same weights.

    Parameters
    ----------
    grad_output : ndarray of shape (K, C, bin_h, bin_w)
    x, boxes, output_size, spatial_scale, sampling_ratio, aligned
        As given to `roi_align`; of `x`, only the shape matters.

    Returns
    -------
    ndarray of shape (N, C, H, W)

    Raises
    ------
    ValueError, TypeError
        As `roi_align`, and if `grad_output` does not fit its output.

    Examples
    --------
    >>> x, rois = np.zeros((1, 1, 2, 2)), np.array([[0.0, 0, 0, 2, 2]])
    >>> roi_align_backward(np.array([[[[8.0]]]]), x, rois, output_size=1, aligned=True)
    array([[[[2., 2.],
             [2., 2.]]]])
    """
    call = Regions.of(x, boxes, output_size, spatial_scale)
    options = _options(sampling_ratio, aligned)
    grad = call.gradient(grad_output)
    result = np.zeros_like(call.x)
    for k, (image, rows, columns) in enumerate(_weights(call, *options)):
        result[image] += rows.T @ grad[k] @ columns  # (H, bin_h) (C, bin_h, bin_w) (bin_w, W)
    return result


def roi_align_backward_naive(
    grad_output, x, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1, aligned=False
):
    """Compute `roi_align_backward` sample by sample.

    Takes and returns what `roi_align_backward` does; meant for reading, and for tests.

    Examples
    --------
    >>> x, rois = np.zeros((1, 1, 2, 2)), np.array([[0.0, 0, 0, 2, 2]])
    >>> roi_align_backward_naive(np.array([[[[8.0]]]]), x, rois, 1, aligned=True)[0, 0].tolist()
    [[2.0, 2.0], [2.0, 2.0]]
    """
    call = Regions.of(x, boxes, output_size, spatial_scale)
    options = _options(sampling_ratio, aligned)
    grad = call.gradient(grad_output)
    result = np.zeros_like(call.x)
    for k, c, a, b in np.ndindex(grad.shape):
        plane = result[int(call.rois[k, 0]), c]
        for row, column, weight in _taps(call, k, a, b, *options):
            plane[row, column] += weight * grad[k, c, a, b]
    return result


def _options(sampling_ratio, aligned):
    """Check the two options that RoI pooling has not."""
    ratio = integer(sampling_ratio, "sampling_ratio", minimum=-1)
    if ratio > MOST_SAMPLES:
        raise ValueError(f"sampling_ratio must be at most {MOST_SAMPLES}, got {ratio}")
    return ratio, flag(aligned, "aligned")


def _axes(call, k, aligned):
    """Return start and extent of region k along rows, then along columns, in places."""
    offset = call.x.dtype.type(0.5 if aligned else 0)
    x1, y1, x2, y2 = call.corners()[k] - offset
    least = 0 if aligned else 1
    return (y1, max(y2 - y1, least)), (x1, max(x2 - x1, least))


def _samples(extent, bins, ratio):
    """Return how many samples a bin takes along an axis."""
    count = ratio if ratio > 0 else math.ceil(extent / bins)
    if count > MOST_SAMPLES:
        raise ValueError(
            f"boxes ask for {count} samples along one bin: check spatial_scale, or give a "
            f"sampling_ratio"
        )
    return count


def _weights(call, ratio, aligned):
    """Yield every region's image and its weights of rows (bin_h, H) and columns (bin_w, W)."""
    for k, image in enumerate(call.images()):
        pairs = zip(_axes(call, k, aligned), call.bins, call.x.shape[2:], strict=True)
        yield image, *(_axis_weights(*axis, bins, ratio, size) for axis, bins, size in pairs)


def _axis_weights(start, extent, bins, ratio, size):
    """Return how much each of `size` places counts in each bin, (bins, size)."""
    real = start.dtype.type
    count, width = _samples(extent, bins, ratio), real(extent) / real(bins)
    steps = np.arange(count, dtype=real) + real(0.5)
    number = np.arange(bins, dtype=real)[:, None]
    places = start + number * width + steps * width / real(max(count, 1))  # (bins, count)
    inside = (places >= -1) & (places <= size)
    places = np.clip(places, 0, size - 1)
    low = np.floor(places).astype(np.int64)
    high = np.minimum(low + 1, size - 1)
    weights = np.zeros((bins, size), real)
    row = np.broadcast_to(np.arange(bins)[:, None], low.shape)
    np.add.at(weights, (row, low), inside * (1 - (places - low)))
    np.add.at(weights, (row, high), inside * (places - low))
    return weights / real(max(count, 1))


def _taps(call, k, a, b, ratio, aligned):
    """Yield row, column and weight of every neighbor of every sample of bin (a, b)."""
    real, (height, width) = call.x.dtype.type, call.x.shape[2:]
    (top, tall), (left, wide) = _axes(call, k, aligned)
    grid = _samples(tall, call.bins[0], ratio), _samples(wide, call.bins[1], ratio)
    bin_h, bin_w = real(tall) / real(call.bins[0]), real(wide) / real(call.bins[1])
    for i, j in np.ndindex(grid):
        y = top + real(a) * bin_h + real(i + 0.5) * bin_h / real(grid[0])
        x = left + real(b) * bin_w + real(j + 0.5) * bin_w / real(grid[1])
        if -1 <= y <= height and -1 <= x <= width:
            y, x = min(max(y, 0), height - 1), min(max(x, 0), width - 1)
            for row in {int(y), min(int(y) + 1, height - 1)}:
                for column in {int(x), min(int(x) + 1, width - 1)}:
                    share = (1 - abs(y - row)) * (1 - abs(x - column))
                    yield row, column, real(share / (grid[0] * grid[1]))
