"""Convolution as matrix products: the three sums behind every convolution and its gradients.

With the windows of the images as the columns of a matrix, and the filters as rows of another,

    correlate        output       = filters @ columns
    filter_gradient  grad_filters = grad_output @ columns.T
    spread           grad_x       = windows added back from (filters.T @ grad_output)

`spread` is the adjoint of `correlate`, and also the transposed convolution. The columns of a
whole batch would be huge, so all three go through the batch in chunks whose columns stay in the
processor's cache. Arguments are taken as checked; the public operators check them.
Chellapilla, Puri and Simard, 2006. Taught in chapters 2 and 5.
"""

import numpy as np

from cnnlib.ops.windows import crop, flat_windows, pad, scatter_windows, windows

CHUNK_BYTES = 1 << 20  # of columns: about a core's second-level cache
FEW_PLACES = 400  # with fewer windows an image, one product takes the whole chunk
FALSE_WINDOWS = 1 / 8  # the share up to which copying whole rows is worth its false windows


def correlate(x, weight, geometry, groups):
    """Sum weight times window, (N, C_in, H, W) -> (N, C_out, out_h, out_w)."""
    filters = _filters(weight, groups)  # (groups, C_out/groups, K)
    oh, ow = geometry.output
    out = np.empty((len(x), len(weight), oh, ow), x.dtype)
    for part, beside in _chunks(x, weight, geometry, groups):
        columns, width = _columns(x[part], geometry, groups, beside, whole_rows=True)
        if beside or width > ow:
            product = np.matmul(filters, columns)  # (b, groups, C_out/groups, places)
            out[part] = _images(product, beside, (oh, width))[..., :ow]
        else:
            np.matmul(filters, columns, out=_products(out[part], groups, beside))
    return out


def filter_gradient(grad, x, weight, geometry, groups):
    """Sum gradient times window, -> the shape of `weight`."""
    total = np.zeros_like(_filters(weight, groups))  # (groups, C_out/groups, K)
    for part, beside in _chunks(x, weight, geometry, groups):
        columns, _ = _columns(x[part], geometry, groups, beside)  # (b, groups, K, places)
        products = _products(grad[part], groups, beside)  # (b, groups, C_out/groups, places)
        for rows, column_matrix in zip(products, columns, strict=True):
            total += np.matmul(rows, column_matrix.swapaxes(1, 2))
    return total.reshape(weight.shape)


def spread(grad, weight, geometry, groups):
    """Add weight times gradient to every window, (N, C_out, out_h, out_w) -> (N, C_in, H, W)."""
    filters = _filters(weight, groups).swapaxes(1, 2)  # (groups, K, C_out/groups)
    channels = weight.shape[1] * groups
    (top, bottom), (left, right) = geometry.padding
    h, w = geometry.size
    result = np.empty((len(grad), channels, h, w), grad.dtype)
    for part, beside in _chunks(grad, weight, geometry, groups):
        columns = np.matmul(filters, _products(grad[part], groups, beside))
        patches = _patches(columns, channels, geometry, beside)
        padded = np.zeros((len(patches), channels, top + h + bottom, left + w + right), grad.dtype)
        scatter_windows(patches, padded, geometry)
        result[part] = crop(padded, geometry)
    return result


def _chunks(x, weight, geometry, groups):
    """Cut the batch into (slice, beside): slices whose columns fit into the cache.

    `beside` says that the images of a slice lie side by side in one product, which is faster
    where each has few windows: one large product instead of many small ones.
    """
    places = geometry.output[0] * geometry.output[1]
    column_bytes = weight[0].size * groups * places * x.itemsize
    step = max(1, CHUNK_BYTES // column_bytes)
    beside = places < FEW_PLACES and step > 1
    return [(slice(i, i + step), beside) for i in range(0, len(x), step)]


def _filters(weight, groups):
    """(C_out, C_in/groups, kh, kw) -> (groups, C_out/groups, K), K = C_in/groups*kh*kw."""
    return weight.reshape(groups, len(weight) // groups, -1)


def _columns(x, geometry, groups, beside, whole_rows=False):
    """Copy the windows of x (n, C, H, W) to (b, groups, K, places); also the width of a row.

    Places are out_h times that width, which is out_w, or more with `whole_rows`: see
    `flat_windows`. The axis b counts images, or is 1 if they lie `beside` each other.
    """
    padded, ow = pad(x, geometry.padding), geometry.output[1]
    false_windows = padded.shape[3] - ow
    if whole_rows and geometry.stride == (1, 1) and 0 < false_windows <= FALSE_WINDOWS * ow:
        view = flat_windows(padded, geometry)
    else:
        view = windows(padded, geometry.kernel, geometry.stride, geometry.dilation)
    if beside:
        view = view.transpose(1, 2, 3, 0, 4, 5)[None]  # (1, C, kh, kw, n, out_h, width)
    k = x.shape[1] // groups * geometry.kernel[0] * geometry.kernel[1]
    return view.reshape(len(view), groups, k, -1), view.shape[-1]


def _patches(columns, channels, geometry, beside):
    """(b, groups, K, places) -> (n, C, kh, kw, out_h, out_w), without a copy."""
    (kh, kw), (oh, ow) = geometry.kernel, geometry.output
    if beside:
        return columns.reshape(channels, kh, kw, -1, oh, ow).transpose(3, 0, 1, 2, 4, 5)
    return columns.reshape(-1, channels, kh, kw, oh, ow)


def _products(a, groups, beside):
    """(n, C, h, w) -> (b, groups, C/groups, places)."""
    n, channels, h, w = a.shape
    if beside:
        return a.transpose(1, 0, 2, 3).reshape(1, groups, channels // groups, n * h * w)
    return a.reshape(n, groups, channels // groups, h * w)


def _images(products, beside, size):
    """(b, groups, C/groups, places) -> (n, C, *size): `_products` read backwards."""
    b, groups, channels, _ = products.shape
    if beside:
        return products.reshape(groups * channels, -1, *size).transpose(1, 0, 2, 3)
    return products.reshape(b, groups * channels, *size)
