"""Pool a grid of numbers: maximum, mean or L2 norm of every window, ties included.

    max:  z = max_ij x_ij      mean:  z = (1/k) sum_ij x_ij      L2:  z = sqrt(sum_ij x_ij^2)

Padding of a maximum is -infinity, so that it never wins; of the others it is 0.
Taught in chapter 4.
"""

import numpy as np

from cnnlib import shapes
from cnnlib.explorers import svg, wide_grids
from cnnlib.explorers.base import Explorer, plain, read_matrix
from cnnlib.ops import avg_pool2d, lp_pool2d, max_pool2d

INPUT = ((1, 1, 2, 4), (5, 6, 7, 8), (3, 2, 1, 0), (1, 2, 3, 4))
KINDS = ("max", "mean", "l2")


class PoolingExplorer(Explorer):
    """A window that condenses a grid, step by step; the winner of a maximum is ringed.

    Parameters
    ----------
    x : array_like of numbers, shape (rows, columns), each 2 to 32
    kernel_size : int or (int, int), 1 to 4
    stride : int or (int, int), 1 to 4, optional
        As large as the window if it is not given.
    padding : int or (int, int), 0 to 2
        At most half of the window.
    kind : "max", "mean" or "l2"
    count_include_pad : bool
        Whether a mean divides by all places of the window, or only by those in the input.

    Raises
    ------
    ValueError, TypeError
        For sizes or settings out of these ranges.

    Examples
    --------
    >>> PoolingExplorer().output()
    array([[6., 8.],
           [3., 4.]])
    """

    tag = "cnn-pooling"
    element = "PoolingExplorer"
    sources = (*wide_grids.SOURCES, "pooling.js")
    styles = wide_grids.STYLES

    def __init__(
        self, x=INPUT, kernel_size=2, stride=None, padding=0, kind="max", count_include_pad=True
    ):
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {KINDS}, got {kind!r}")
        self.x = read_matrix(x, "x", 2, wide_grids.MOST)
        self.kernel_size = shapes.pair(kernel_size, "kernel_size")
        self.stride = self.kernel_size if stride is None else shapes.pair(stride, "stride")
        self.padding = shapes.pair(padding, "padding", 0)
        self.kind, self.count_include_pad = kind, bool(count_include_pad)
        if max(self.kernel_size + self.stride) > 4:
            raise ValueError("kernel_size and stride must be at most 4 in this explorer")
        if any(2 * p > k for p, k in zip(self.padding, self.kernel_size, strict=True)):
            raise ValueError(
                f"padding must be at most half of kernel_size, got padding {self.padding} "
                f"and kernel_size {self.kernel_size}"
            )

    def output(self):
        """Compute what the explorer shows.

        Returns
        -------
        ndarray, shape (rows, columns)

        Raises
        ------
        ValueError
            If the window does not fit into the padded grid.
        """
        x, options = self.x[None], (self.kernel_size, self.stride, self.padding)
        if self.kind == "max":
            return max_pool2d(x, *options)[0]
        if self.kind == "l2":
            return lp_pool2d(x, 2, *options)[0]
        return avg_pool2d(x, *options, count_include_pad=self.count_include_pad)[0]

    def config(self):
        """Return what the element starts from."""
        return {
            "image": plain(self.x),
            "kernel": self.kernel_size,
            "stride": self.stride,
            "sides": self.padding,
            "kind": self.kind,
            "counted": self.count_include_pad,
        }

    def still(self):
        """Return the still figure: the grid with its first window, and the whole output."""
        try:
            output = self.output()
        except ValueError as error:
            return f"<p>No output: {svg.escape(str(error))}.</p>"
        (rows, columns), (top, left) = self.x.shape, self.padding
        sides, blank = ((top, top), (left, left)), -np.inf if self.kind == "max" else 0
        height, width = rows + 2 * top, columns + 2 * left
        tall = max(height, len(output))
        down, across = [(tall - height) / 2, (tall - len(output)) / 2], width + 1.6
        wide = wide_grids.is_wide(self.x, output)
        zoom = 3 if wide else 1  # letters of a figure that the page makes small
        parts = [
            svg.box(down[0], 0, *self.kernel_size, svg.KERNEL, 0, 0.22),
            svg.lines(down[0], 0, height, width, dashed=True) if top or left else "",
            svg.lines(down[0] + top, left, rows, columns),
            wide_grids.cells(down[0], 0, np.pad(self.x, sides, constant_values=blank), wide),
            svg.box(down[0], 0, *self.kernel_size, svg.INPUT),
            svg.text(tall / 2, width + 0.8, "\N{RIGHTWARDS ARROW}", 22),
            svg.lines(down[1], across, *output.shape),
            wide_grids.cells(down[1], across, output, wide),
            svg.box(down[1], across, 1, 1, svg.OUTPUT),
            svg.caption(down[0] + top, left, self.x.shape, "Input", below=top, zoom=zoom),
            svg.caption(down[1], across, output.shape, "Output", zoom=zoom),
        ]
        words = f"{self._name()} of every window"
        middle = (across + output.shape[1]) / 2
        parts.append(svg.text(tall + 1.3 * zoom, middle, words, 15 * zoom))
        return svg.figure(
            tall + 1.7 * zoom, across + output.shape[1] + 0.5, self.description(), *parts
        )

    def _name(self):
        return {"max": "Maximum", "mean": "Mean", "l2": "L2 norm"}[self.kind]

    def description(self):
        """Say the figure in words."""
        (h, w), (kh, kw) = self.x.shape, self.kernel_size
        return (
            f"{self._name()} over windows of {kh} by {kw} on a {h} by {w} grid, stride "
            f"{self.stride}, padding {self.padding}. Input: {svg.matrix_words(self.x)}. "
            f"Output: {svg.matrix_words(self.output())}."
        )

    def __repr__(self):
        h, w = self.x.shape
        return (
            f"PoolingExplorer({h}x{w} input, kernel_size={self.kernel_size}, "
            f"stride={self.stride}, padding={self.padding}, kind={self.kind!r})"
        )
