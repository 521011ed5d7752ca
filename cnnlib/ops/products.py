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

from dataclasses import dataclass

import numpy as np

from cnnlib.ops.windows import crop, scatter_windows, surround, view_windows

CHUNK_BYTES = 1 << 20  # of columns: about a core's second-level cache
FEW_PLACES = 400  # with fewer windows an image, one product takes several images
FALSE_WORK = 256  # false windows a row, times filters, up to which copying whole rows is worth it


# As in PyTorch, what overflows is infinite without a word; false windows may overflow, too.
_quiet = np.errstate(over="ignore", invalid="ignore")


@_quiet
def correlate(x, weight, geometry, groups):
    """Sum weight times window, (N, C_in, H, W) -> (N, C_out, out_h, out_w)."""
    filters = _filters(weight, groups)  # (groups, C_out/groups, K)
    (oh, ow), width = geometry.output, _row_width(weight, geometry, groups)
    out = np.empty((len(x), len(weight), oh, ow), x.dtype)
    for chunk in _chunks(x, weight, geometry, groups):
        part = chunk.of(out)
        columns = _columns(chunk.of(x), geometry, chunk, width)
        if chunk.beside or width > ow:
            product = np.matmul(filters[chunk.groups], columns)
            part[...] = _images(product, chunk, (oh, width))[..., :ow]
        else:  # the product can be written where it belongs
            np.matmul(filters[chunk.groups], columns, out=_products(part, chunk, width))
        del columns  # before the next chunk's
    return out


@_quiet
def filter_gradient(grad, x, weight, geometry, groups):
    """Sum gradient times window, -> the shape of `weight`."""
    total = np.zeros_like(_filters(weight, groups))  # (groups, C_out/groups, K)
    width = _row_width(weight, geometry, groups, multiplied_by_zero=x)
    for chunk in _chunks(x, weight, geometry, groups):
        columns = _columns(chunk.of(x), geometry, chunk, width)
        products = _products(chunk.of(grad), chunk, width)
        for rows, matrix in zip(products, columns, strict=True):  # image by image
            total[chunk.groups] += np.matmul(rows, matrix.swapaxes(1, 2))
        del columns, matrix
    return total.reshape(weight.shape)


@_quiet
def spread(grad, weight, geometry, groups):
    """Add weight times gradient to every window, (N, C_out, out_h, out_w) -> (N, C_in, H, W)."""
    filters = _filters(weight, groups).swapaxes(1, 2)  # (groups, K, C_out/groups)
    width = _row_width(weight, geometry, groups, multiplied_by_zero=weight)
    (top, bottom), (left, right) = _stored_padding(geometry, width)
    h, w = geometry.size
    result = np.empty((len(grad), weight.shape[1] * groups, h, w), grad.dtype)
    for chunk in _chunks(grad, weight, geometry, groups):
        part = chunk.of(result)
        # One filter a group leaves nothing to sum; then a plain product is ten times faster.
        multiply = np.matmul if filters.shape[2] > 1 else np.multiply
        columns = multiply(filters[chunk.groups], _products(chunk.of(grad), chunk, width))
        padded = np.zeros((*part.shape[:2], top + h + bottom, left + w + right), grad.dtype)
        scatter_windows(_patches(columns, part.shape[1], geometry, chunk), padded, geometry)
        part[...] = crop(padded, geometry)
        del columns
    return result


def _row_width(weight, geometry, groups, multiplied_by_zero=None):
    """Choose how many windows to take from a row: out_w, or with false ones the whole row.

    Whole rows are copied faster, but every filter then works on the false windows, too, and
    their results have to be cut away. In the gradients false windows are multiplied by 0, which
    leaves no trace unless the other factor is infinite or NaN; then rows must not be whole.
    """
    ow, filters = geometry.output[1], len(weight) // groups
    whole = geometry.size[1] + max(geometry.padding[1])  # see _stored_padding
    reach = geometry.dilation[1] * (geometry.kernel[1] - 1)
    possible = geometry.stride == (1, 1) and ow < whole and reach <= whole
    worth_it = (whole - ow) * filters <= FALSE_WORK and weight[0].size >= 4 * filters
    exact = multiplied_by_zero is None or np.isfinite(multiplied_by_zero).all()
    return whole if possible and worth_it and exact else ow


def _stored_padding(geometry, width):
    """Return the padding to store: less than asked for where rows are taken whole.

    The zeros to the right of one row are then also those to the left of the next, which makes
    false windows few; and a spare row at the bottom is there for the last windows to end in.
    """
    if width == geometry.output[1]:
        return geometry.padding
    (top, bottom), (left, right) = geometry.padding
    return (top, bottom + 1), (left, max(left, right) - left)


@dataclass(frozen=True)
class _Chunk:
    """Some images and some groups, whose columns fit into the cache together.

    With `beside`, its images lie side by side in one product, which is faster where each has few
    windows: one large product instead of many small ones. A product has the axes
    (b, groups, rows, places); b counts the images, or is 1 if they lie beside each other.
    """

    images: slice
    groups: slice
    all_groups: int
    beside: bool

    @property
    def group_count(self):
        return self.groups.stop - self.groups.start

    def of(self, a):
        """View the part of a batch (N, C, h, w) that belongs to this chunk."""
        width = a.shape[1] // self.all_groups
        return a[self.images, self.groups.start * width : self.groups.stop * width]


def _chunks(x, weight, geometry, groups):
    """Cut a batch into chunks: several small images, or one, or some groups of one."""
    places = geometry.output[0] * geometry.output[1]
    group_bytes = weight[0].size * places * x.itemsize
    step = max(1, min(groups, CHUNK_BYTES // group_bytes))
    images = max(2 if places < FEW_PLACES else 1, CHUNK_BYTES // (group_bytes * groups))
    for i in range(0, len(x), images):
        for g in range(0, groups, step):
            part = slice(i, min(i + images, len(x)))
            beside = places < FEW_PLACES and part.stop - part.start > 1
            yield _Chunk(part, slice(g, min(g + step, groups)), groups, beside)


def _filters(weight, groups):
    """(C_out, C_in/groups, kh, kw) -> (groups, C_out/groups, K), K = C_in/groups*kh*kw."""
    return weight.reshape(groups, len(weight) // groups, -1)


def _columns(x, geometry, chunk, width):
    """Copy the windows of x (n, C, H, W) to (b, groups, K, places), `width` of them a row."""
    view = view_windows(surround(x, _stored_padding(geometry, width)), geometry, width)
    if chunk.beside:
        view = view.transpose(1, 2, 3, 0, 4, 5)[None]  # (1, C, kh, kw, n, out_h, width)
    k = x.shape[1] // chunk.group_count * geometry.kernel[0] * geometry.kernel[1]
    return view.reshape(len(view), chunk.group_count, k, -1)


def _patches(columns, channels, geometry, chunk):
    """(b, groups, K, places) -> (n, C, kh, kw, out_h, width), without a copy."""
    (kh, kw), oh = geometry.kernel, geometry.output[0]
    if chunk.beside:
        n = chunk.images.stop - chunk.images.start
        return columns.reshape(channels, kh, kw, n, oh, -1).transpose(3, 0, 1, 2, 4, 5)
    return columns.reshape(len(columns), channels, kh, kw, oh, -1)


def _products(a, chunk, width):
    """(n, C, h, w) -> (b, groups, C/groups, places), zeros filling every row up to `width`."""
    n, channels, h, w = a.shape
    a = surround(a, ((0, 0), (0, width - w)))
    if chunk.beside:
        a = a.transpose(1, 0, 2, 3)
        return a.reshape(1, chunk.group_count, channels // chunk.group_count, n * h * width)
    return a.reshape(n, chunk.group_count, channels // chunk.group_count, h * width)


def _images(products, chunk, size):
    """(b, groups, C/groups, places) -> (n, C, *size): `_products` read backwards."""
    b, groups, channels, _ = products.shape
    if chunk.beside:
        return products.reshape(groups * channels, -1, *size).transpose(1, 0, 2, 3)
    return products.reshape(b, groups * channels, *size)
