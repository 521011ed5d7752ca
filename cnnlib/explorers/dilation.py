"""Stack dilated layers and see which inputs one output touches, and which fall into holes.

Layer l has k by k weights and the rate d_l; its windows take every d_l-th place. The field along
an axis has 1 + sum_l (k - 1) d_l places, and is full of holes where the rates do not mix well.
Taught in chapter 11.
"""

import numpy as np

from cnnlib import shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer
from cnnlib.receptive_field import path_counts
from cnnlib.specs import Convolution

OUTPUTS = 4  # along an axis


class DilationExplorer(Explorer):
    """What one output of a stack of dilated layers touches, and shares with its neighbors.

    Parameters
    ----------
    kernel_size : int, 2 to 5
        Of all layers, for rows and columns.
    rates : iterable of int, 1 to 9
        The dilation of each layer, from the input on; one to four layers.
    place : (int, int)
        Row and column of the chosen output, each 0 to 3.

    Raises
    ------
    ValueError, TypeError
        For numbers out of these ranges.

    Examples
    --------
    Three layers of rate 2 touch 49 of 169 inputs, and neighbors have none in common:

    >>> explorer = DilationExplorer(rates=(2, 2, 2))
    >>> int((explorer.counts() > 0).sum()), explorer.field() ** 2
    (49, 169)
    >>> explorer.shared()[0]
    array([49,  0, 42,  0])
    """

    tag = "cnn-dilation"
    element = "DilationExplorer"
    sources = ("fields.js", "field_figure.js", "dilation_map.js", "dilation.js")
    styles = ("receptive_field.css", "dilation.css")

    def __init__(self, kernel_size=3, rates=(2, 2, 2), place=(0, 0)):
        self.kernel_size = shapes.integer(kernel_size, "kernel_size", 2)
        if not np.iterable(rates):
            raise TypeError(f"rates must be a sequence, one for each layer, got {rates!r}")
        self.rates = tuple(shapes.integer(rate, "rates", 1) for rate in rates)
        self.place = shapes.pair(place, "place", 0)
        if self.kernel_size > 5:
            raise ValueError(f"kernel_size must be at most 5 in this explorer, got {kernel_size}")
        if not 1 <= len(self.rates) <= 4 or max(self.rates) > 9:
            raise ValueError(f"rates must be one to four numbers from 1 to 9, got {self.rates}")
        if max(self.place) >= OUTPUTS:
            raise ValueError(f"place must lie in {OUTPUTS} by {OUTPUTS} outputs, got {self.place}")

    def field(self):
        """Return the length of the field along an axis."""
        return 1 + sum((self.kernel_size - 1) * rate for rate in self.rates)

    def counts(self, place=None):
        """Count the paths from every input to the chosen output.

        Parameters
        ----------
        place : (int, int), optional
            Another output.

        Returns
        -------
        ndarray of shape (n, n)
            With n = field + 3; 0 where the output does not touch the input.
        """
        layers = [Convolution(1, self.kernel_size, dilation=rate) for rate in self.rates]
        n = self.field() + OUTPUTS - 1
        return path_counts(layers, (1, n, n), self.place if place is None else place)[0]

    def shared(self):
        """Count the inputs that each output has in common with the chosen one.

        Returns
        -------
        ndarray of shape (4, 4), int
            At the chosen place, the number of inputs that it touches.
        """
        own = self.counts() > 0
        others = [self.counts(place) > 0 for place in np.ndindex(OUTPUTS, OUTPUTS)]
        return np.array([(own & other).sum() for other in others]).reshape(OUTPUTS, OUTPUTS)

    def config(self):
        """Return what the element starts from."""
        row, column = self.place
        return {
            "kernel": self.kernel_size,
            "rates": list(self.rates),
            "step": row * OUTPUTS + column,
        }

    def still(self):
        """Return the still figure: the touched inputs, and what the outputs have in common."""
        counts, shared = self.counts(), self.shared()
        n = len(counts)
        unit = min(10 / n, 0.5)
        size, most = n * unit, counts.max()
        row, column = self.place
        parts = []
        for level in np.unique(counts[counts > 0]):
            places = [(r * unit, c * unit, unit, unit) for r, c in np.argwhere(counts == level)]
            parts.append(svg.boxes(places, svg.INPUT, 0.18 + 0.82 * level / most, 0))
        field = self.field() * unit
        across, down = size + 1.5, max(0, (size - OUTPUTS) / 2)
        parts += [
            svg.box(0, 0, size, size, "currentColor", 1),
            svg.box(row * unit, column * unit, field, field, svg.OUTPUT, 2),
            svg.lines(down, across, *shared.shape),
            svg.numbers(down, across, shared),
            svg.box(down + row, across + column, 1, 1, svg.OUTPUT),
            svg.caption(down, across, shared.shape, "Output"),
            svg.text(size + 0.42, size / 2, f"Input {n} \N{MULTIPLICATION SIGN} {n}", 13),
        ]
        height = max(size, down + OUTPUTS) + 1
        return svg.figure(height, across + OUTPUTS + 0.5, self.description(), *parts)

    def description(self):
        """Say the figure in words."""
        touched, field = int((self.counts() > 0).sum()), self.field()
        rates = ", ".join(map(str, self.rates))
        return (
            f"Layers of {self.kernel_size} by {self.kernel_size} weights with the rates {rates}. "
            f"The output in row {self.place[0]}, column {self.place[1]} touches {touched} of the "
            f"{field * field} inputs in its field. Inputs in common with it: "
            f"{svg.matrix_words(self.shared())}."
        )

    def __repr__(self):
        return (
            f"DilationExplorer(kernel_size={self.kernel_size}, rates={self.rates}, "
            f"place={self.place})"
        )
