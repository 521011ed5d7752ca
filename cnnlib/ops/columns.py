"""Windows as the columns of matrices: how they are arranged, and how a batch is cut into chunks.

The columns of a whole batch would be huge: every value kh*kw times. So a batch is taken in chunks
whose columns stay in the processor's cache, and these are arranged in one of three ways:

    plain    every window is a column, every image one product: as `im2col` has it
    beside   the windows of several small images lie side by side, for one product of good size
    by rows  only the rows of windows are copied, every value kw times; kernel row i then sees the
             same numbers as all others, but from row i*dilation on; one product for each of them

Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
processing", 2006, is the first way. Taught in chapter 2.
"""

from dataclasses import dataclass, replace

import numpy as np

from cnnlib import shapes
from cnnlib.ops.windows import crop, surround, view_windows

CHUNK_BYTES = 1 << 20  # of columns: about a core's second-level cache
FEW_PLACES = 400  # with fewer windows an image, several images lie beside each other
ROWS_FROM = 1  # by rows if C_in/groups*kw is at least this many times C_out/groups


@dataclass(frozen=True)
class Layout:
    """How the columns of one convolution are arranged.

    Their length K is C_in/groups*kh*kw, but by rows C_in/groups*kw: then there is a product for
    each kernel row, a step, and the convolution is the sum over all steps.
    """

    copied: shapes.Geometry  # of the windows that are copied: by rows those of a kernel row
    groups: int
    steps: tuple  # of slices: which of the places copied each product takes
    beside: bool

    @classmethod
    def of(cls, weight, geometry, groups, by_rows=None):
        """Choose the way that is likely to be fastest; by_rows=False leaves one product."""
        (kh, kw), (oh, ow) = geometry.kernel, geometry.output
        few = oh * ow < FEW_PLACES
        if by_rows is None:
            # For each kernel row this saves a copy of its values and costs a sum of the filters.
            worth_it = weight.shape[1] * kw >= ROWS_FROM * (len(weight) // groups)
            by_rows = kh > 1 and geometry.stride[0] == 1 and worth_it and not few
        if not by_rows:
            return cls(geometry, groups, (slice(None),), few)
        height = geometry.size[0] + sum(geometry.padding[0])
        rows = replace(geometry, kernel=(1, kw), output=(height, ow))
        starts = (i * geometry.dilation[0] * ow for i in range(kh))
        return cls(rows, groups, tuple(slice(s, s + oh * ow) for s in starts), False)

    def filters(self, weight):
        """Arrange (C_out, C_in/groups, kh, kw) as rows: (steps, groups, C_out/groups, K)."""
        count, channels = weight.shape[:2]
        split = weight.reshape(count, channels, len(self.steps), -1).transpose(2, 0, 1, 3)
        rows = split.reshape(len(self.steps), self.groups, count // self.groups, -1)
        return np.ascontiguousarray(rows)  # else flipped filters would be multiplied one by one

    def weight_of(self, filters, shape):
        """Undo `filters`."""
        split = filters.reshape(len(self.steps), shape[0], shape[1], -1).transpose(1, 2, 0, 3)
        return split.reshape(shape)

    def chunks(self, count, channels, itemsize):
        """Cut `count` images of some channels: several small ones, or one, or some groups of it."""
        (kh, kw), (rows, columns) = self.copied.kernel, self.copied.output
        group_bytes = channels // self.groups * kh * kw * rows * columns * itemsize
        most_groups = max(1, min(self.groups, CHUNK_BYTES // group_bytes))
        most_images = max(2 if self.beside else 1, CHUNK_BYTES // (group_bytes * self.groups))
        for i in range(0, count, most_images):
            images = slice(i, min(i + most_images, count))
            beside = self.beside and images.stop - images.start > 1
            for g in range(0, self.groups, most_groups):
                groups = slice(g, min(g + most_groups, self.groups))
                yield Chunk(images, groups, self.groups, beside)

    def columns(self, x):
        """Yield every chunk of x (N, C_in, H, W), and for each step columns (b, groups, K, places).

        The columns are valid until the next chunk is asked for, which overwrites them: fresh
        memory costs more than a copy. They may be views of x, and must not be written to.
        """
        g = self.copied
        table = None
        pixels = g.kernel == (1, 1) == g.stride and g.output == g.size
        for chunk in self.chunks(*x.shape[:2], x.itemsize):
            part = chunk.of(x)
            if pixels and not chunk.beside:  # they are columns already
                matrix = chunk.products(part)
            else:
                if table is None or table.inside.shape != part.shape:
                    table = _Table(g, chunk, part, table)
                matrix = table.lay_out(part)
            yield chunk, [matrix[..., places] for places in self.steps]


class _Table:
    """The memory on which the columns of chunks of one size are laid out, one after the other.

    It lives as long as one `Layout.columns`. The first chunk is the largest: a table for a smaller
    one takes over the memory of the table before, whose columns are then lost.
    """

    def __init__(self, geometry, chunk, part, before):
        padded = surround(np.zeros_like(part), geometry.padding)
        self.inside = crop(padded, geometry)
        self.view = view_windows(padded, geometry)  # (n, C, kh, kw, out_h, out_w)
        if chunk.beside:
            self.view = self.view.transpose(1, 2, 3, 0, 4, 5)[None]
        size = self.view.size
        self.memory = np.empty(size, part.dtype) if before is None else before.memory
        self.copy = self.memory[:size].reshape(self.view.shape)
        k = part.shape[1] // chunk.group_count * geometry.kernel[0] * geometry.kernel[1]
        self.matrix = self.copy.reshape(len(self.copy), chunk.group_count, k, -1)

    def lay_out(self, part):
        """Return the columns (b, groups, K, places) of a part of the batch, until the next call."""
        self.inside[...] = part
        self.copy[...] = self.view
        return self.matrix


@dataclass(frozen=True)
class Chunk:
    """Some images and some groups, whose columns fit into the cache together.

    A product has the axes (b, groups, rows, places); b counts the images, or is 1 if they lie
    beside each other.
    """

    images: slice
    groups: slice
    all_groups: int
    beside: bool

    @property
    def group_count(self):
        """Return how many groups the chunk holds."""
        return self.groups.stop - self.groups.start

    def of(self, a):
        """View the part of a batch (N, C, h, w) that belongs to this chunk."""
        width = a.shape[1] // self.all_groups
        return a[self.images, self.groups.start * width : self.groups.stop * width]

    def products(self, a):
        """View (n, C, h, w) as (b, groups, C/groups, places); beside needs a copy."""
        n, channels, h, w = a.shape
        if self.beside:
            a = a.transpose(1, 0, 2, 3)
            return a.reshape(1, self.group_count, channels // self.group_count, n * h * w)
        return a.reshape(n, self.group_count, channels // self.group_count, h * w)

    def images_of(self, products, shape):
        """Undo `products`, for images of some shape (n, C, h, w)."""
        n, channels, h, w = shape
        if self.beside:
            return products.reshape(channels, n, h, w).transpose(1, 0, 2, 3)
        return products.reshape(shape)

    def patches(self, columns, shape, geometry):
        """View columns (b, groups, K, places) as (n, C, kh, kw, out_h, out_w)."""
        n, channels = shape[:2]
        if self.beside:
            split = columns.reshape(channels, *geometry.kernel, n, *geometry.output)
            return split.transpose(3, 0, 1, 2, 4, 5)
        return columns.reshape(n, channels, *geometry.kernel, *geometry.output)
