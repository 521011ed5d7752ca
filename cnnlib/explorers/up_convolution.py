"""Stamp a kernel onto a larger output, or slide it over zeros: one transposed convolution, twice.

    z[a*s + i - p, b*s + j - p] += x[a, b] * w[i, j]

with stride s and padding p, which cuts. The other form puts s - 1 zeros between the inputs and
k - p - 1 around them, and slides the flipped kernel by one place. Taught in chapter 12.
"""

import numpy as np

from cnnlib import shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer, plain, read_matrix
from cnnlib.ops import conv_transpose2d

INPUT = ((1, 2), (3, 4))
KERNEL = ((1, 2, 3), (4, 5, 6), (7, 8, 9))
STEPS = ("input", "output")
MOST = {"stride": 3, "padding": 4, "output_padding": 2}


class UpConvolution(Explorer):
    """A transposed convolution in both of its forms, with the stamp or the sum of every cell.

    Parameters
    ----------
    x : array_like of numbers, shape (rows, columns), each 1 to 5
    weight : array_like of numbers, shape (rows, columns), each 1 to 5
    stride : int or (int, int), 1 to 3
        How far apart the stamps of neighboring inputs start.
    padding : int or (int, int), 0 to 4
        What is cut off each side of the stamped output.
    output_padding : int or (int, int), 0 to 2
        Rows and columns more at the bottom and the right.
    steps : "input" or "output"
        Whether a step stamps the next input, or computes the next output.

    Raises
    ------
    ValueError, TypeError
        For sizes or settings out of these ranges. Settings without an output are allowed: the
        explorer then says why there is none.

    Examples
    --------
    >>> UpConvolution([[1, 10]], [[1, 2, 3]], stride=2).output()
    array([[ 1.,  2., 13., 20., 30.]])
    """

    tag = "cnn-up-convolution"
    element = "UpConvolution"
    sources = ("window_explorer.js", "stamps.js", "up_marks.js", "up_convolution.js")
    styles = ("window_explorer.css", "up_convolution.css")

    def __init__(
        self, x=INPUT, weight=KERNEL, stride=2, padding=0, output_padding=0, steps="input"
    ):
        if steps not in STEPS:
            raise ValueError(f"steps must be one of {STEPS}, got {steps!r}")
        self.x = read_matrix(x, "x", 1, 5)
        self.weight = read_matrix(weight, "weight", 1, 5)
        self.stride = shapes.pair(stride, "stride")
        self.padding = shapes.pair(padding, "padding", 0)
        self.output_padding = shapes.pair(output_padding, "output_padding", 0)
        self.steps = steps
        for name, most in MOST.items():
            if max(getattr(self, name)) > most:
                raise ValueError(
                    f"{name} must be at most {most} in this explorer, got {getattr(self, name)}"
                )

    def output(self):
        """Compute what the explorer shows, with `cnnlib.ops.conv_transpose2d`.

        Returns
        -------
        ndarray, shape (rows, columns)

        Raises
        ------
        ValueError
            If the output padding is not below the stride, or the padding leaves no output.
        """
        options = None, self.stride, self.padding, self.output_padding
        return conv_transpose2d(self.x[None], self.weight[None, None], *options)[0]

    def border(self):
        """Return how many zeros the sliding form puts around the input: k - p - 1, per axis.

        A negative number says that the sliding form does not exist.

        >>> UpConvolution(padding=1).border()
        (1, 1)
        """
        return tuple(k - p - 1 for k, p in zip(self.weight.shape, self.padding, strict=True))

    def stuffed(self):
        """Return the input with the zeros that the sliding form needs.

        Returns
        -------
        ndarray, shape (rows, columns)

        Raises
        ------
        ValueError
            If the sliding form does not exist.
        """
        border = self.border()
        if min(border) < 0:
            raise ValueError(f"no sliding form: it needs k - p - 1 = {border} zeros around x")
        sides = [
            (zeros, zeros + more) for zeros, more in zip(border, self.output_padding, strict=True)
        ]
        last = [(n - 1) * s + 1 for n, s in zip(self.x.shape, self.stride, strict=True)]
        between = np.zeros(last)
        between[:: self.stride[0], :: self.stride[1]] = self.x
        return np.pad(between, sides)

    def config(self):
        """Return what the element starts from."""
        return {
            "image": plain(self.x),
            "kernel": plain(self.weight),
            "stride": self.stride,
            "sides": self.padding,
            "extra": self.output_padding,
            "by": self.steps,
        }

    def still(self):
        """Return the still figure: the stamps above, the sliding form below."""
        try:
            output = self.output()
        except ValueError as error:
            return f"<p>No output: {svg.escape(str(error))}.</p>"
        above = [("Input", self.x), ("Kernel", self.weight), ("Output", output)]
        height, width = max(len(matrix) for _, matrix in above), 0
        parts = []
        for (name, matrix), sign in zip(
            above, "\N{MULTIPLICATION SIGN}\N{RIGHTWARDS ARROW} ", strict=True
        ):
            down = (height - len(matrix)) / 2
            parts += self._panel(name, matrix, down, width)
            width += matrix.shape[1] + 1
            parts.append(svg.text(height / 2, width - 0.5, sign, 20) if sign.strip() else "")
        if min(self.border()) < 0:
            return svg.figure(height + 1, width - 1, self.description(), *parts)
        top, stuffed = height + 1.4, self.stuffed()
        kernel, across = self.weight[::-1, ::-1], stuffed.shape[1] + 1
        parts += self._panel("Input with zeros", stuffed, top, 0)
        parts.append(svg.box(top, 0, *kernel.shape, svg.INPUT))
        middle = top + len(stuffed) / 2
        parts.append(svg.text(middle, across - 0.5, "\N{STAR OPERATOR}", 20))
        parts += self._panel("Flipped kernel", kernel, middle - len(kernel) / 2, across)
        wide = max(width - 1, across + kernel.shape[1] + 0.5)
        return svg.figure(top + len(stuffed) + 1, wide, self.description(), *parts)

    @staticmethod
    def _panel(name, matrix, down, across):
        """Draw one matrix with its name and size."""
        return [
            svg.lines(down, across, *matrix.shape),
            svg.numbers(down, across, matrix),
            svg.caption(down, across, matrix.shape, name),
        ]

    def description(self):
        """Say the figure in words."""
        (h, w), (kh, kw) = self.x.shape, self.weight.shape
        return (
            f"A transposed convolution of a {h} by {w} input with a {kh} by {kw} kernel, stride "
            f"{self.stride}, padding {self.padding}, output padding {self.output_padding}. "
            f"Input: {svg.matrix_words(self.x)}. Kernel: {svg.matrix_words(self.weight)}. "
            f"Output: {svg.matrix_words(self.output())}."
        )

    def __repr__(self):
        (h, w), (kh, kw) = self.x.shape, self.weight.shape
        return (
            f"UpConvolution({h}x{w} input, {kh}x{kw} kernel, stride={self.stride}, "
            f"padding={self.padding}, output_padding={self.output_padding}, steps={self.steps!r})"
        )
