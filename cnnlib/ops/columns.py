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
ROWS_FROM = 1  # so many values of a kernel row, over its channels, for each filter


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

    def weight(self, filters, shape):
        """Undo `filters`."""
        split = filters.reshape(len(self.steps), shape[0], shape[1], -1).transpose(1, 2, 0, 3)
        return split.reshape(shape)

    def chunks(self, count, channels, itemsize):
        """Cut `count` images of some channels: several small ones, or one, or some groups of it."""
        (kh, kw), (rows, columns) = self.copied.kernel, self.copied.output
        group_bytes = channels // self.groups * kh * kw * rows * columns * itemsize
        step = max(1, min(self.groups, CHUNK_BYTES // group_bytes))
        images = max(2 if self.beside else 1, CHUNK_BYTES // (group_bytes * self.groups))
        for i in range(0, count, images):
            for g in range(0, self.groups, step):
                part = slice(i, min(i + images, count))
                beside = self.beside and part.stop - part.start > 1
                yield Chunk(part, slice(g, min(g + step, self.groups)), self.groups, beside)

    def columns(self, x):
        """Yield every chunk of x (N, C_in, H, W), and for each step columns (b, groups, K, places).

        They are overwritten by those of the next chunk: fresh memory costs more than a copy.
        """
        padded, buffer = None, np.empty(0, x.dtype)
        for chunk in self.chunks(*x.shape[:2], x.itemsize):
            padded = self._surrounded(chunk.of(x), padded)
            view = view_windows(padded, self.copied)
            channels, kh, kw = view.shape[1:4]
            if chunk.beside:
                view = view.transpose(1, 2, 3, 0, 4, 5)[None]  # (1, C, kh, kw, n, out_h, out_w)
            if (kh, kw) != (1, 1) or chunk.beside:
                buffer = np.empty(view.size, x.dtype) if view.size > buffer.size else buffer
                copy = buffer[: view.size].reshape(view.shape)
                copy[...] = view
                view = copy
            k = channels // chunk.group_count * kh * kw
            matrix = view.reshape(len(view), chunk.group_count, k, -1)
            yield chunk, [matrix[..., places] for places in self.steps]

    def _surrounded(self, part, padded):
        """Pad a part of the batch, within the zeros of the part before if they are there."""
        if padded is None or padded.shape[:2] != part.shape[:2] or padded.shape == part.shape:
            return surround(part, self.copied.padding)
        crop(padded, self.copied)[...] = part
        return padded


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
