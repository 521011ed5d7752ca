"""What a convolution in NumPy cannot do without: a matrix product, a copy, and room for the result.

Their sum is the floor of `make bench`. The product is timed on columns that lie in the cache, in
both orders and several widths: no formulation multiplies faster than the fastest of them. The copy
is the smallest one that leads to columns: the windows of one row of the kernel, or all windows; a
kernel of one pixel needs none. The room is fresh memory, written once. Each of them runs in the
same race as the convolution itself.
"""

from functools import partial
from math import prod

import numpy as np

from cnnlib.ops.columns import LINE_BYTES, Layout
from cnnlib.ops.windows import surround, view_windows
from cnnlib.shapes import Geometry

WIDTHS = (512, 2048)  # columns of a product, beside those of a whole image
SHARE = 4  # a product is timed for every fourth image alone, since all would take long


def floor_calls(case, inputs, output):
    """Return {"part, way": (function, how often its time counts)} for a dense conv2d."""
    if case.operator != "conv2d" or case.options.get("groups", 1) != 1:
        return {}
    x, weight = inputs
    geometry = Geometry.of(x.shape[2:], weight.shape[2:], **case.options)
    calls = _product_calls(weight, len(x), prod(geometry.output)) | _copy_calls(x, geometry)
    return calls | {"room": (lambda: np.empty_like(output).fill(0), 1)}


def _product_calls(weight, images, places):
    """Return the products of filters and columns, in both orders and several widths."""
    filters = weight.reshape(len(weight), -1)
    line = LINE_BYTES // filters.itemsize
    calls = {}
    for width in {places, *WIDTHS}:
        lines = -(-width // line)
        length = line * (lines + 1 - lines % 2)  # an odd number of lines: see columns.py
        columns = np.ones((filters.shape[1], length), filters.dtype)[:, :width]
        times = -(-images * places // (SHARE * width))
        scale = images * places / (times * width)
        for order, a, b in (("", filters, columns), (" turned", columns.T, filters.T)):
            product = np.empty((len(a), b.shape[1]), a.dtype)
            calls[f"product, {width}{order}"] = partial(_multiply, times, a, b, product), scale
    return calls


def _copy_calls(x, geometry):
    """Return the copies that lead from padded images to columns, image by image."""
    if geometry.kernel == (1, 1) == geometry.stride:
        return {}
    layouts = {"all windows": Layout.by_windows(geometry, 1)}
    if geometry.stride[0] == 1:
        layouts["rows"] = Layout.by_rows(geometry, 1)
    padded = surround(x, geometry.padding)
    calls = {}
    for way, layout in layouts.items():
        windows = view_windows(padded, layout.copied)  # (N, C, kh, kw, rows, columns)
        calls[f"copy, {way}"] = partial(_copy, windows), 1
    return calls


def _multiply(times, a, b, out):
    """Multiply two matrices, several times."""
    for _ in range(times):
        np.matmul(a, b, out=out)


def _copy(windows):
    """Copy the windows of every image, some rows at a time, to the same place in the cache."""
    *kernel, rows, width = windows.shape[1:]
    most = -(-WIDTHS[0] // width)
    columns = np.empty((*kernel, most, width), windows.dtype)
    for image in windows:
        for start in range(0, rows, most):
            band = image[..., start : start + most, :]
            columns[..., : band.shape[-2], :] = band
