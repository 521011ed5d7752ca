"""The receptive field of one place, and the grid of the fields of all places of a layer.

Along each axis a grid is three numbers. The field of output place i is

    start + i*jump  ...  start + i*jump + size - 1          (input places, counted from 0)

so `start` is the first input row that output row 0 sees, negative if it lies in the padding;
the center of that field is start + (size - 1)/2. Araujo, Norris and Sim, "Computing receptive
fields of convolutional neural networks", Distill, 2019. Taught in chapter 6.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib import shapes


@dataclass(frozen=True)
class Field:
    """A rectangle of input places: first and last row, first and last column, all inside it.

    Attributes
    ----------
    rows, columns : (int, int)
        First and last, both included. Negative places, and places from the input's size on,
        lie in the padding.

    Examples
    --------
    >>> Field(rows=(-1, 1), columns=(2, 6)).size
    (3, 5)
    """

    rows: tuple
    columns: tuple

    @property
    def size(self):
        """(rows, columns): how many there are of each."""
        return tuple(last - first + 1 for first, last in (self.rows, self.columns))

    @property
    def center(self):
        """(row, column) of the middle; halves if a size is even."""
        return tuple((first + last) / 2 for first, last in (self.rows, self.columns))

    def inside(self, input_size):
        """Return the part of the field that lies on an input of n or (rows, columns), no padding.

        Raises
        ------
        ValueError
            If no place of the field lies on the input.
        """
        spans = []
        sizes = shapes.pair(input_size, "input_size")
        for (first, last), n in zip((self.rows, self.columns), sizes, strict=True):
            if last < 0 or first >= n:
                raise ValueError(f"{self} lies outside an input of {sizes}")
            spans.append((max(first, 0), min(last, n - 1)))
        return Field(*spans)

    @classmethod
    def around(cls, mask):
        """Return the smallest field that holds all marked places.

        Parameters
        ----------
        mask : ndarray of shape (..., H, W)
            Anything but 0 marks a place; leading axes, such as channels, are merged.

        Raises
        ------
        ValueError
            If nothing is marked.

        Examples
        --------
        >>> Field.around(np.eye(5)[1:3])
        Field(rows=(0, 1), columns=(1, 2))
        """
        plane = (np.asarray(mask) != 0).reshape(-1, *np.shape(mask)[-2:]).any(axis=0)  # (H, W)
        if not plane.any():
            raise ValueError("mask marks no place, so there is no field around it")
        spans = (np.flatnonzero(plane.any(axis=axis)) for axis in (1, 0))
        return cls(*((int(span[0]), int(span[-1])) for span in spans))


@dataclass(frozen=True)
class FieldGrid:
    """The fields of all places of one layer, on the network's input.

    Attributes
    ----------
    size : (int, int)
        Rows and columns of each field.
    jump : (int, int)
        How far the fields of neighboring places lie apart: the product of all strides.
    start : (int, int)
        First row and first column of the field of place (0, 0).

    Examples
    --------
    >>> FieldGrid(size=(3, 3), jump=(2, 2), start=(-1, -1)).field(0, 4)
    Field(rows=(-1, 1), columns=(7, 9))
    """

    size: tuple = (1, 1)
    jump: tuple = (1, 1)
    start: tuple = (0, 0)

    @property
    def center(self):
        """(row, column) of the middle of the field of place (0, 0)."""
        return tuple(a + (r - 1) / 2 for a, r in zip(self.start, self.size, strict=True))

    def field(self, row, column):
        """Return the exact input rows and columns that the place (row, column) sees."""
        spans = []
        for n, i in enumerate((row, column)):
            first = self.start[n] + shapes.integer(i, "output place", 0) * self.jump[n]
            spans.append((first, first + self.size[n] - 1))
        return Field(*spans)

    def first_inside(self):
        """Return the first (row, column) whose field has nothing in the padding before it.

        Examples
        --------
        >>> FieldGrid(size=(99, 99), jump=(8, 8), start=(-49, -49)).first_inside()
        (7, 7)
        """
        return tuple(max(0, -(a // j)) for a, j in zip(self.start, self.jump, strict=True))

    def after(self, kernel_size, stride=1, padding=0, dilation=1):
        """Return the grid behind one more window: one step of the recursion.

        Parameters
        ----------
        kernel_size, stride, padding, dilation
            Of that layer, as for ``shapes.resolve_padding``.

        Returns
        -------
        FieldGrid
            size + dilation*(kernel_size - 1)*jump, jump*stride, start - padding*jump.

        Examples
        --------
        >>> FieldGrid().after(3, stride=2).after(3)
        FieldGrid(size=(7, 7), jump=(2, 2), start=(0, 0))
        """
        kernel, stride = shapes.pair(kernel_size, "kernel_size"), shapes.pair(stride, "stride")
        sides = shapes.resolve_padding(padding, kernel, stride, dilation)
        dilation = shapes.pair(dilation, "dilation")
        axes = range(2)
        return FieldGrid(
            size=tuple(self.size[n] + dilation[n] * (kernel[n] - 1) * self.jump[n] for n in axes),
            jump=tuple(self.jump[n] * stride[n] for n in axes),
            start=tuple(self.start[n] - sides[n][0] * self.jump[n] for n in axes),
        )

    def joined(self, other, name="branches"):
        """Return the grid of two paths that meet: each field holds the fields of both.

        That is the larger of the two where they have one center, as in ResNet and Inception.

        Raises
        ------
        ValueError
            If the jumps differ: then the fields drift apart from place to place, and no size
            is right for all.

        Examples
        --------
        >>> FieldGrid(size=(3, 3), start=(-1, -1)).joined(FieldGrid())
        FieldGrid(size=(3, 3), jump=(1, 1), start=(-1, -1))
        """
        if self.jump != other.jump:
            raise ValueError(
                f"the paths of {name} must have one jump (product of strides), got {self.jump} "
                f"and {other.jump}: their fields drift apart from place to place"
            )
        hull = [
            _hull(*axis)
            for axis in zip(self.start, self.size, other.start, other.size, strict=True)
        ]
        start, size = zip(*hull, strict=True)
        return FieldGrid(size, self.jump, start)


def _hull(start, size, other_start, other_size):
    """Return (start, size) of the shortest run of places that holds two runs."""
    first, end = min(start, other_start), max(start + size, other_start + other_size)
    return first, end - first
