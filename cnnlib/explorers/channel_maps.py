"""Three channels meet K filters of three channels each: K maps, each a sum over the channels.

    z[m, a, b] = sum_c sum_ij w[m, c, i, j] * x[c, a + i, b + j]

Taught in chapter 2.
"""

from typing import ClassVar

import numpy as np

from cnnlib import ops
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer, plain, read_matrix

COLORS = ("red", "green", "blue")
# A red corner in a blue patch, with some green where they meet.
PATCH = (
    ((9, 9, 0, 0), (9, 9, 0, 0), (2, 2, 0, 0), (0, 0, 0, 0)),
    ((0, 0, 1, 0), (0, 0, 1, 0), (3, 3, 3, 0), (0, 0, 0, 0)),
    ((0, 0, 8, 8), (0, 0, 8, 8), (8, 8, 8, 8), (8, 8, 8, 8)),
)
REDNESS = (((1, 1), (1, 1)), ((0, 0), (0, 0)), ((-1, -1), (-1, -1)))
EDGES = (((-1, 1), (-1, 1)),) * 3


def _stack(matrices, name, low, high):
    """Return three matrices of one shape as one array."""
    read = [
        read_matrix(matrix, f"{name}, {color}", low, high)
        for color, matrix in zip(COLORS, _three(matrices, name), strict=True)
    ]
    sizes = {matrix.shape for matrix in read}
    if len(sizes) > 1:
        raise ValueError(f"{name} must have channels of one shape, got {sorted(sizes)}")
    return np.stack(read)


def _three(matrices, name):
    listed = [*matrices]
    if len(listed) != 3:
        raise ValueError(f"{name} must have 3 channels, red, green and blue, got {len(listed)}")
    return listed


class ChannelMaps(Explorer):
    """An image of three channels and up to four filters, with the sum of every channel.

    Parameters
    ----------
    x : array_like of numbers from 0 to 9, shape (3, rows, columns), each of them 3 to 6
        Red, green and blue.
    weight : array_like of numbers, shape (K, 3, rows, columns), each of them 1 to 3
        One to four filters.

    Raises
    ------
    ValueError
        For another shape, or numbers out of these ranges.

    Examples
    --------
    The first filter subtracts blue from red, the second finds vertical edges:

    >>> ChannelMaps().output()[0]
    array([[ 36.,   2., -32.],
           [  6., -13., -32.],
           [-28., -30., -32.]])
    """

    tag = "cnn-channel-maps"
    element = "ChannelMaps"
    sources = ("arrays.js", "channel_sums.js", "channel_maps.js")
    styles = ("window_explorer.css", "channel_maps.css")
    constants: ClassVar[dict] = {"PATCH": PATCH}

    def __init__(self, x=PATCH, weight=(REDNESS, EDGES)):
        self.x = _stack(x, "x", 3, 6)
        if not ((self.x >= 0) & (self.x <= 9)).all():
            raise ValueError("x must hold numbers from 0, dark, to 9, bright")
        filters = [_stack(one, f"filter {m} of weight", 1, 3) for m, one in enumerate(weight)]
        if not 1 <= len(filters) <= 4:
            raise ValueError(f"weight must hold one to four filters, got {len(filters)}")
        if len({one.shape for one in filters}) > 1:
            raise ValueError("weight must have filters of one shape")
        self.weight = np.stack(filters)  # (K, 3, rows, columns)

    def parts(self):
        """Compute what each channel adds to each map.

        Returns
        -------
        ndarray, shape (3, K, rows, columns)
        """
        channels = [ops.conv2d(self.x[c : c + 1], self.weight[:, c : c + 1]) for c in range(3)]
        return np.stack(channels)

    def output(self):
        """Compute the maps.

        Returns
        -------
        ndarray, shape (K, rows, columns)
        """
        return ops.conv2d(self.x, self.weight)

    def config(self):
        """Return what the element starts from."""
        weight = [[plain(kernel) for kernel in one] for one in self.weight]
        return {"x": [plain(channel) for channel in self.x], "weight": weight}

    def still(self):
        """Return the still figure: three channels, the first filter, all maps."""
        output = self.output()
        rows = [
            self._row(0, self.x, [f"Input, {color}" for color in COLORS], svg.INPUT),
            self._row(1, self.weight[0], [f"Filter 0, {color}" for color in COLORS], svg.KERNEL),
            self._row(2, output, [f"Map {m}" for m in range(len(output))], svg.OUTPUT),
        ]
        (down, right), (k, _) = self.x.shape[1:], self.weight.shape[2:]
        height = down + k + output.shape[1] + 5
        wide = max(3 * (max(right, 4) + 1), len(output) * (max(output.shape[2], 4) + 1))
        return svg.figure(height, wide, self.description(), *rows)

    def _row(self, line, matrices, names, color):
        """Return matrices side by side, in one of the three lines of the figure."""
        above = (0, self.x.shape[1] + 1.5, self.x.shape[1] + self.weight.shape[2] + 3)[line]
        parts = []
        for at, (matrix, name) in enumerate(zip(matrices, names, strict=True)):
            across = at * (max(matrix.shape[1], 4) + 1)
            parts += [
                svg.lines(above, across, *matrix.shape),
                svg.numbers(above, across, matrix),
                svg.box(above, across, *matrix.shape, color, 1.5),
                svg.caption(above, across, matrix.shape, name),
            ]
        return "".join(parts)

    def description(self):
        """Say the figure in words."""
        count, (h, w) = len(self.weight), self.x.shape[1:]
        maps = ". ".join(f"Map {m}: {svg.matrix_words(one)}" for m, one in enumerate(self.output()))
        return (
            f"An image of 3 channels, {h} by {w}, meets {count} filters of 3 channels, "
            f"{self.weight.shape[2]} by {self.weight.shape[3]}. {maps}."
        )

    def __repr__(self):
        return f"ChannelMaps(x of shape {self.x.shape}, weight of shape {self.weight.shape})"
