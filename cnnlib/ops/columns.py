"""Windows as the columns of matrices: how they are arranged, and how a batch is cut into chunks.

The columns of a whole batch would be huge: every value kh*kw times. So a batch is taken in chunks
whose columns stay in the processor's cache: some images, or some groups or rows of one image. They
are arranged in one of three ways:

    plain    every window is a column, every image one product: as `im2col` has it
    beside   the windows of several small images lie side by side, for one product of good size
    by rows  only the rows of windows are copied, every value kw times; kernel row i then sees the
             same numbers as all others, but from row i*dilation on; one product for each of them

Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
processing", 2006, is the first way. Taught in chapter 2.
"""

from dataclasses import dataclass, replace
from math import prod

import numpy as np

from cnnlib import shapes
from cnnlib.ops.windows import crop, surround, view_windows

CHUNK_BYTES = 1 << 20  # of columns: half of a core's second-level cache
FEW_PLACES = 200  # with fewer windows an image, several images lie beside each other
ROWS_UP_TO = 64  # by rows if a group has at most so many filters
LEAST_PLACES = 2  # of a product, in multiples of C_out/groups, where an image is cut into bands
LEAST_PLACES_SUMMED = 8  # the same where the product sums over the places
LINE_BYTES = 64  # of the cache; rows an even number of lines apart get in each other's way


@dataclass(frozen=True)
class Layout:
    """How the columns of one convolution are arranged.

    Their length K is C_in/groups*kh*kw, but by rows C_in/groups*kw: then there is a product for
    each kernel row, a step, and the convolution is the sum over all steps.
    """

    copied: shapes.Geometry  # of the windows that are copied: by rows those of a kernel row
    groups: int
    steps: tuple  # of each product: which row of places its columns begin with
    beside: bool
    least_places: int  # of a product

    @classmethod
    def for_output(cls, weight, geometry, groups):
        """Choose the way that was fastest for ``filters @ columns`` over a grid of sizes.

        For each kernel row after the first, by rows saves a copy of its C_in/groups*kw values a
        place and costs a sum of C_out/groups products. It pays for few filters.
        """
        filters = len(weight) // groups
        possible = geometry.kernel[0] > 1 and geometry.stride[0] == 1
        if possible and filters <= min(ROWS_UP_TO, weight.shape[1] * geometry.kernel[1]):
            return cls.by_rows(geometry, groups, LEAST_PLACES * filters)
        return cls.by_windows(geometry, groups, LEAST_PLACES * filters)

    @classmethod
    def for_gradient(cls, weight, geometry, groups):
        """Choose a way for ``grad_output @ columns.T``: by rows only if there are many places."""
        chosen = cls.for_output(weight, geometry, groups)
        least = LEAST_PLACES_SUMMED * (len(weight) // groups)
        if prod(geometry.output) < FEW_PLACES:
            return cls.by_windows(geometry, groups, least)
        return replace(chosen, least_places=least)

    @classmethod
    def by_windows(cls, geometry, groups, least_places=1):
        """Copy all windows: plain, or beside each other if they are few."""
        few = prod(geometry.output) < FEW_PLACES
        return cls(geometry, groups, (0,), few, least_places)

    @classmethod
    def by_rows(cls, geometry, groups, least_places=1):
        """Copy the windows of one kernel row, for all rows of the image."""
        (kh, kw), (oh, ow) = geometry.kernel, geometry.output
        steps = tuple(i * geometry.dilation[0] for i in range(kh))
        copied = replace(geometry, kernel=(1, kw), output=(oh + steps[-1], ow))
        return cls(copied, groups, steps, False, least_places)

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

    def chunks(self, count, channels, itemsize, whole=False):
        """Cut `count` images of some channels: several small ones, or one, or some groups of it.

        Unless they stay whole, large images are cut into bands of some rows of windows, too.
        """
        (kh, kw), (rows, columns) = self.copied.kernel, self.copied.output
        row_bytes = channels // self.groups * kh * kw * columns * itemsize
        group_bytes = row_bytes * rows
        most_groups = max(1, min(self.groups, CHUNK_BYTES // group_bytes))
        most_images = max(2 if self.beside else 1, CHUNK_BYTES // (group_bytes * self.groups))
        rows -= self.steps[-1]
        most_rows = rows if whole or self.beside else self._band(rows, row_bytes)
        for i in range(0, count, most_images):
            images = slice(i, min(i + most_images, count))
            beside = self.beside and images.stop - images.start > 1
            for g in range(0, self.groups, most_groups):
                groups = slice(g, min(g + most_groups, self.groups))
                for r in range(0, rows, most_rows):
                    band = slice(r, min(r + most_rows, rows))
                    yield Chunk(images, groups, band, self.groups, beside)

    def _band(self, rows, row_bytes):
        """Return how many rows of windows are taken at once, so that all bands are about alike.

        With too few places, a product would spend its time on reading filters, or adding sums.
        """
        fit = CHUNK_BYTES // row_bytes - self.steps[-1]
        needed = -(-self.least_places // self.copied.output[1])
        bands = -(-rows // max(1, fit, needed))
        return -(-rows // bands)

    def columns(self, x):
        """Yield every chunk of x (N, C_in, H, W), and for each step columns (b, groups, K, places).

        The columns are valid until the next chunk is asked for, which overwrites them: fresh
        memory costs more than a copy. They may be views of x, and must not be written to.
        """
        g = self.copied
        table = None
        pixels = g.kernel == (1, 1) == g.stride and g.output == g.size
        for chunk in self.chunks(*x.shape[:2], x.itemsize, whole=pixels):
            part = chunk.of(x)
            if pixels and not chunk.beside:  # they are columns already
                yield chunk, self._split(chunk.products(part))
                continue
            if chunk.rows.start == 0:  # not a further band of the same part
                if table is None or table.inside.shape != part.shape:
                    table = _Table(self, chunk, part, table)
                table.inside[...] = part
            copied = slice(chunk.rows.start, chunk.rows.stop + self.steps[-1])
            yield chunk, self._split(table.lay_out(copied))

    def _split(self, matrix):
        """View what each product takes of columns (b, groups, K, places copied)."""
        width = self.copied.output[1]
        count = matrix.shape[-1] - self.steps[-1] * width
        return [matrix[..., step * width : step * width + count] for step in self.steps]


class _Table:
    """The memory on which the columns of chunks of one size are laid out, one after the other.

    It lives as long as one `Layout.columns`. The first chunk is the largest: a table for a smaller
    one takes over the memory of the table before, whose columns are then lost.
    """

    def __init__(self, layout, chunk, part, before):
        padded = surround(np.zeros_like(part), layout.copied.padding)
        self.inside = crop(padded, layout.copied)
        self.view = view_windows(padded, layout.copied)  # (n, C, kh, kw, rows, columns)
        if chunk.beside:
            self.view = self.view.transpose(1, 2, 3, 0, 4, 5)[None]  # (1, C, kh, kw, n, rows, ...)
        self.groups = chunk.group_count
        self.memory = None if before is None else before.memory

    def lay_out(self, rows):
        """Return columns (b, groups, K, places) of some rows of windows, until the next call."""
        copied = self.view[..., rows, :]
        places = prod(copied.shape[4:])
        line = LINE_BYTES // copied.itemsize
        length = places + (0 if places % (2 * line) else line)
        shape = (len(copied), self.groups, prod(copied.shape[1:4]) // self.groups, length)
        if self.memory is None:
            self.memory = np.empty(prod(shape[:3]) * (places + line), copied.dtype)
        matrix = self.memory[: prod(shape)].reshape(shape)[..., :places]
        matrix.reshape(copied.shape)[...] = copied  # only strides change, so this writes to matrix
        return matrix


@dataclass(frozen=True)
class Chunk:
    """Some images, some groups and some rows of windows, whose columns fit into the cache together.

    A product has the axes (b, groups, rows, places); b counts the images, or is 1 if they lie
    beside each other.
    """

    images: slice
    groups: slice
    rows: slice
    all_groups: int
    beside: bool

    @property
    def group_count(self):
        """Return how many groups the chunk holds."""
        return self.groups.stop - self.groups.start

    def of(self, a):
        """View the images and channels of a batch (N, C, h, w) that belong to this chunk."""
        width = a.shape[1] // self.all_groups
        return a[self.images, self.groups.start * width : self.groups.stop * width]

    def channels_of(self, bias):
        """View the values (C_out,) that belong to the channels of this chunk."""
        width = len(bias) // self.all_groups
        return bias[self.groups.start * width : self.groups.stop * width]

    def outputs_of(self, a):
        """View the values of a batch of outputs (N, C_out, out_h, out_w) that belong to it."""
        return self.of(a)[:, :, self.rows]

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
