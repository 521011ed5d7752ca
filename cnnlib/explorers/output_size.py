"""Type the numbers of a layer and see how many windows fit, and what the floor leaves over.

    out = floor((n + 2p - d(k - 1) - 1) / s) + 1

Rows and columns may differ. Taught in chapter 3.
"""

import numpy as np

from cnnlib import shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer

LIMITS = {
    "n": (1, 32),
    "kernel_size": (1, 11),
    "stride": (1, 8),
    "padding": (0, 8),
    "dilation": (1, 8),
}
NAMES = {"n": "size", "kernel_size": "kernel", "padding": "sides"}  # in the page


class OutputSize(Explorer):
    """The output size of a convolution or pooling, on a grid: every window, and what is left over.

    Parameters
    ----------
    n : int or (int, int), 1 to 32
        Rows and columns of the input.
    kernel_size : int or (int, int), 1 to 11
    stride : int or (int, int), 1 to 8
    padding : int or (int, int), 0 to 8
        On each side.
    dilation : int or (int, int), 1 to 8

    Raises
    ------
    ValueError, TypeError
        For numbers out of these ranges. A window that does not fit is allowed: the explorer then
        says why there is no output.

    Examples
    --------
    Eight places hold three windows of three with stride 2, and one place is in none of them:

    >>> explorer = OutputSize(8, kernel_size=3, stride=2)
    >>> explorer.output(), explorer.left_over()
    ((3, 3), (1, 1))
    """

    tag = "cnn-output-size"
    element = "OutputSize"
    sources = ("plane.js", "window_figure.js", "output_size.js")
    styles = ("window_explorer.css", "plane.css", "output_size.css")

    def __init__(self, n=8, kernel_size=3, stride=2, padding=0, dilation=1):
        given = {"n": n, "kernel_size": kernel_size, "stride": stride}
        given |= {"padding": padding, "dilation": dilation}
        self.sizes = {}
        for name, value in given.items():
            low, high = LIMITS[name]
            self.sizes[name] = shapes.pair(value, name, low)
            if max(self.sizes[name]) > high:
                raise ValueError(f"{name} must be at most {high} in this explorer, got {value}")

    def output(self):
        """Return rows and columns of the output, by `cnnlib.shapes`.

        Raises
        ------
        ValueError
            If the window does not fit.
        """
        return shapes.output_size(**self.sizes)

    def left_over(self):
        """Return how many rows and columns at the end are in no window.

        Raises
        ------
        ValueError
            If the window does not fit.
        """
        return shapes.output_padding_for(**self.sizes)

    def config(self):
        """Return what the element starts from."""
        return {NAMES.get(name, name): value for name, value in self.sizes.items()}

    def still(self):
        """Return the still figure: input with padding, first window, what is left over, output."""
        try:
            output, left = self.output(), self.left_over()
        except ValueError as error:
            return f"<p>No output: {svg.escape(str(error))}.</p>"
        padding = self.sizes["padding"]
        padded = [n + 2 * p for n, p in zip(self.sizes["n"], padding, strict=True)]
        span = [
            d * (k - 1) + 1
            for d, k in zip(self.sizes["dilation"], self.sizes["kernel_size"], strict=True)
        ]
        unit = min(1.0, 18 / (padded[1] + output[1]))
        step, across = (unit, unit), padded[1] * unit + 1.6
        height = max(padded[0], output[0]) * unit
        down = (height - output[0] * unit) / 2
        parts = [
            svg.boxes(self._taps(unit), svg.KERNEL, 0.3),
            svg.lines(0, 0, *padded, dashed=True, step=step),
            svg.lines(padding[0] * unit, padding[1] * unit, *self.sizes["n"], step=step),
            svg.box(0, 0, span[0] * unit, span[1] * unit, svg.INPUT),
            self._rest(padded, left, unit),
            svg.text(height / 2, padded[1] * unit + 0.8, "\N{RIGHTWARDS ARROW}", 22),
            svg.lines(down, across, *output, step=step),
            svg.box(down, across, unit, unit, svg.OUTPUT),
            svg.caption(0, 0, padded, "Padded input" if max(padding) else "Input", step=step),
            svg.caption(down, across, output, "Output", step=step),
        ]
        width = across + max(output[1] * unit, 2) + 0.6
        return svg.figure(height + 1, width, self.description(), *parts)

    def _taps(self, unit):
        """Return the places of the first window as blocks of cells."""
        (down, right), (d, e) = self.sizes["kernel_size"], self.sizes["dilation"]
        return [(a * d * unit, b * e * unit, unit, unit) for a, b in np.ndindex(down, right)]

    def _rest(self, padded, left, unit):
        rows, columns = padded
        places = []
        if left[0]:
            places.append(((rows - left[0]) * unit, 0, left[0] * unit, columns * unit))
        if left[1]:
            places.append((0, (columns - left[1]) * unit, rows * unit, left[1] * unit))
        return svg.boxes(places, svg.KERNEL, 0.25, 1.5) if places else ""

    def description(self):
        """Say the figure in words."""
        (h, w), (rows, columns), left = self.sizes["n"], self.output(), self.left_over()
        options = ", ".join(f"{name} {self.sizes[name]}" for name in [*LIMITS][1:])
        return (
            f"An input of {h} by {w} with {options} (rows, columns) gives an output of {rows} by "
            f"{columns}; left over at the end: {left[0]} of the rows, {left[1]} of the columns."
        )

    def __repr__(self):
        options = ", ".join(f"{name}={value}" for name, value in self.sizes.items())
        return f"OutputSize({options})"
