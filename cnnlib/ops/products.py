"""Convolution as matrix products: the three sums behind every convolution and its gradients.

With the windows of the images as the columns of a matrix, and the filters as rows of another,

    correlate        output      = filters @ columns
    weight_gradient  grad_weight = grad_output @ columns.T
    input_gradient   grad_x      = windows added back from (filters.T @ grad_output)

conv.py writes the three as sums. `input_gradient` is the adjoint of `correlate`, and also the
transposed convolution. All go through a batch in chunks, and may split the sum over the rows of
the kernel: see columns.py. Arguments are taken as checked; the public operators check them. Taught
in chapters 2 and 5.
"""

import numpy as np

from cnnlib.ops import arguments, depthwise
from cnnlib.ops.columns import Layout
from cnnlib.ops.windows import scatter_windows

FEW_FILTERS = 128  # up to which a product is better transposed


@arguments.without_float_warnings
def correlate(x, weight, geometry, groups, bias=None):
    """Sum weight times window and add a bias, (N, C_in, H, W) -> (N, C_out, out_h, out_w)."""
    if depthwise.worth_it(weight, geometry, groups):
        return depthwise.correlate(x, weight, geometry, bias)
    layout = Layout.for_output(weight, geometry, groups)
    filters = layout.filters(weight)
    out = np.empty((len(x), len(weight), *geometry.output), x.dtype)
    for chunk, columns in layout.columns(x):
        _multiply(filters, columns, chunk, out)
        if bias is not None:  # while the chunk is in the cache
            part = chunk.outputs_of(out)
            part += chunk.channels_of(bias)[:, None, None]
    return out


@arguments.without_float_warnings
def weight_gradient(grad, x, weight, geometry, groups):
    """Sum gradient times window, -> the shape of `weight`."""
    layout = Layout.for_gradient(weight, geometry, groups)
    total = np.zeros_like(layout.filters(weight))
    for chunk, columns in layout.columns(x):
        _accumulate(total, grad, columns, chunk)
    return layout.weight_of(total, weight.shape)


@arguments.without_float_warnings
def correlate_with_gradient(grad, x, weight, geometry, groups):
    """Return `correlate` and `weight_gradient`, for which windows are copied but once."""
    layout = Layout.for_gradient(weight, geometry, groups)
    filters = layout.filters(weight)
    total = np.zeros_like(filters)
    out = np.empty((len(x), len(weight), *geometry.output), x.dtype)
    for chunk, columns in layout.columns(x):
        _multiply(filters, columns, chunk, out)
        _accumulate(total, grad, columns, chunk)
    return out, layout.weight_of(total, weight.shape)


@arguments.without_float_warnings
def input_gradient(grad, weight, geometry, groups):
    """Add weight times gradient to every window, (N, C_out, out_h, out_w) -> (N, C_in, H, W)."""
    layout = Layout.by_windows(geometry, groups)
    filters = layout.filters(weight)[0].swapaxes(1, 2)  # (groups, K, C_out/groups)
    # One filter a group leaves nothing to sum; then a plain product is ten times faster.
    multiply = np.matmul if filters.shape[2] > 1 else np.multiply
    channels = weight.shape[1] * groups
    result = np.empty((len(grad), channels, *geometry.size), grad.dtype)
    for chunk in layout.chunks(len(grad), channels, grad.itemsize, whole=True):
        part = chunk.of(result)
        columns = multiply(filters[chunk.groups], chunk.products(chunk.of(grad)))
        part[...] = scatter_windows(chunk.patches(columns, part.shape, geometry), geometry)
        del columns  # before the next chunk's
    return result


def _multiply(filters, columns, chunk, out):
    """Write filters @ columns to where it belongs in `out`, the sum over all steps."""
    part = chunk.outputs_of(out)
    target = None if chunk.beside else chunk.products(part)
    product = np.matmul(filters[0, chunk.groups], columns[0], out=target)
    for rows, step in zip(filters[1:], columns[1:], strict=True):
        product += np.matmul(rows[chunk.groups], step)
    if chunk.beside:
        part[...] = chunk.images_of(product, part.shape)


def _accumulate(total, grad, columns, chunk):
    """Add grad @ columns.T to `total`, image by image, for every step."""
    products = chunk.products(chunk.outputs_of(grad))
    for part, step in zip(total, columns, strict=True):
        for rows, matrix in zip(products, step, strict=True):
            part[chunk.groups] += _times_transposed(rows, matrix)


def _times_transposed(a, b):
    """Multiply a (groups, m, places) by b (groups, k, places) transposed: (groups, m, k).

    Where m is small, the library behind np.matmul is up to a quarter faster on the transpose.
    """
    if a.shape[1] > FEW_FILTERS:
        return np.matmul(a, b.swapaxes(1, 2))
    return np.matmul(b, a.swapaxes(1, 2)).swapaxes(1, 2)
