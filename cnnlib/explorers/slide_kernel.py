"""Slide a kernel over an image and watch every product and every sum.

    z[a, b] = sum_ij w[i, j] * x[a*s + i*d - p, b*s + j*d - p]

with stride s, padding p, dilation d. Image, kernel and settings can be changed by the reader.
Taught in chapters 2 (what a convolution computes) and 3 (how large its output is).
"""

import numpy as np

from cnnlib import shapes
from cnnlib.explorers import svg, wide_grids
from cnnlib.explorers.base import Explorer, plain, read_matrix
from cnnlib.ops import conv2d

IMAGE = ((1, 1, 1, 0, 0), (0, 1, 1, 1, 0), (0, 0, 1, 1, 1), (0, 0, 1, 1, 0), (0, 1, 1, 0, 0))
KERNEL = ((1, 0, 1), (0, 1, 0), (1, 0, 1))


class SlideKernel(Explorer):
    """A kernel that slides over an image, step by step, with the arithmetic of each window.

    Parameters
    ----------
    image : array_like of numbers, shape (rows, columns), each 3 to 32
    kernel : array_like of numbers, shape (rows, columns), each 1 to 5
    stride : int or (int, int), 1 to 8
    dilation : int or (int, int), 1 to 3
        Rows and columns may differ.
    padding : int or (int, int), 0 to 3, or "valid", "same", "full"
    flip : bool
        Turn the kernel by half a turn before it slides: convolution as mathematics defines it.
        Without it, as in every network library, cross-correlation.

    Raises
    ------
    ValueError, TypeError
        For sizes or settings out of these ranges. A kernel that does not fit is allowed:
        the explorer then says why there is no output.

    Examples
    --------
    >>> SlideKernel().output()
    array([[4., 3., 4.],
           [2., 4., 3.],
           [2., 3., 4.]])
    """

    tag = "cnn-slide-kernel"
    element = "SlideKernel"
    sources = (*wide_grids.SOURCES, "slide_settings.js", "slide_kernel.js")
    styles = wide_grids.STYLES

    def __init__(self, image=IMAGE, kernel=KERNEL, stride=1, padding=0, dilation=1, flip=False):
        self.image = read_matrix(image, "image", 3, wide_grids.MOST)
        self.kernel = read_matrix(kernel, "kernel", 1, 5)
        self.stride = shapes.pair(stride, "stride")
        self.dilation = shapes.pair(dilation, "dilation")
        self.rule = padding if isinstance(padding, str) else "number"
        if self.rule not in ("number", *shapes.PADDING_NAMES):
            raise ValueError(
                f"padding must be one of {shapes.PADDING_NAMES} or numbers, got {padding!r}"
            )
        self.padding = (0, 0) if self.rule != "number" else shapes.pair(padding, "padding", 0)
        self.flip = bool(flip)
        if max(self.stride) > 8 or max(self.dilation + self.padding) > 3:
            raise ValueError(
                "stride must be at most 8, dilation and padding at most 3 in this explorer, got "
                f"stride {self.stride}, dilation {self.dilation}, padding {self.padding}"
            )

    def output(self):
        """Compute what the explorer shows, with `cnnlib.ops.conv2d`.

        Returns
        -------
        ndarray, shape (rows, columns)

        Raises
        ------
        ValueError
            If the kernel does not fit into the padded image.
        """
        weight = self.kernel[::-1, ::-1] if self.flip else self.kernel
        padding = self.padding if self.rule == "number" else self.rule
        x, weight = self.image[None, None], np.ascontiguousarray(weight)[None, None]
        return conv2d(x, weight, None, self.stride, padding, self.dilation)[0, 0]

    def config(self):
        """Return what the element starts from."""
        return {
            "image": plain(self.image),
            "kernel": plain(self.kernel),
            "stride": self.stride,
            "rule": self.rule,
            "padding": [[side, side] for side in self.padding],
            "dilation": self.dilation,
            "flip": self.flip,
        }

    def _sides(self):
        padding = self.padding if self.rule == "number" else self.rule
        return shapes.resolve_padding(padding, self.kernel.shape, self.stride, self.dilation)

    def still(self):
        """Return the still figure: the first window on the image, the kernel, the whole output."""
        try:
            output, ((top, bottom), (left, right)) = self.output(), self._sides()
        except ValueError as error:
            return f"<p>No output: {svg.escape(str(error))}.</p>"
        padded = np.pad(self.image, ((top, bottom), (left, right)))
        image = "Image" if padded.shape == self.image.shape else "Padded image"
        matrices = padded, self.kernel, output
        height = max(len(matrix) for matrix in matrices)
        down = [(height - len(matrix)) / 2 for matrix in matrices]
        across = [0, padded.shape[1] + 1, padded.shape[1] + self.kernel.shape[1] + 2]
        wide = wide_grids.is_wide(self.image, output)
        zoom = 3 if wide else 1  # letters of a figure that the page makes small
        parts = [
            *self._window(down[0], wide),
            svg.box(down[1], across[1], *self.kernel.shape, svg.KERNEL, 0, 0.16),
            svg.lines(down[0], 0, *padded.shape, dashed=True),
            svg.lines(down[0] + top, left, *self.image.shape),
            svg.box(down[0] + top, left, *self.image.shape, "currentColor", 1.5),
            svg.lines(down[1], across[1], *self.kernel.shape),
            svg.lines(down[2], across[2], *output.shape),
            svg.box(down[2], across[2], 1, 1, svg.OUTPUT),
            svg.text(height / 2, across[1] - 0.5, self._sign(), 22),
            svg.text(height / 2, across[2] - 0.5, "=", 22),
        ]
        for name, matrix, r, c in zip(
            (image, "Kernel", "Output"), matrices, down, across, strict=True
        ):
            tinted = wide and name != "Kernel"
            parts.append(wide_grids.cells(r, c, matrix, tinted))
            parts.append(svg.caption(r, c, matrix.shape, name, zoom=zoom))
        middle = (across[2] + output.shape[1]) / 2
        parts.append(svg.text(height + 1.3 * zoom, middle, self._first_sum(padded), 15 * zoom))
        return svg.figure(
            height + 1.7 * zoom, across[2] + output.shape[1], self.description(), *parts
        )

    def _sign(self):
        """Return the sign of convolution if the kernel is flipped, else of cross-correlation."""
        return "\N{ASTERISK OPERATOR}" if self.flip else "\N{STAR OPERATOR}"

    def _window(self, down, wide):
        """Draw the first window: its frame, a tint for each value, and its weight unless wide."""
        kernel = self.kernel[::-1, ::-1] if self.flip else self.kernel
        kh, kw = kernel.shape
        (dr, dc), parts = self.dilation, []
        for (a, b), weight in np.ndenumerate(kernel):
            parts.append(svg.box(down + a * dr, b * dc, 1, 1, svg.KERNEL, 0, 0.22))
            if wide:
                continue
            corner = down + a * dr + 0.85, b * dc + 0.95
            parts.append(
                svg.text(*corner, f"\N{MULTIPLICATION SIGN}{svg.number(weight)}", 9, "end")
            )
        return [*parts, svg.box(down, 0, dr * (kh - 1) + 1, dc * (kw - 1) + 1, svg.INPUT)]

    def _first_sum(self, padded):
        """Write out the arithmetic of the first window, at most nine products of it."""
        kernel = self.kernel[::-1, ::-1] if self.flip else self.kernel
        under = padded[:: self.dilation[0], :: self.dilation[1]][: len(kernel), : kernel.shape[1]]
        terms = [
            f"{svg.factor(value)}\N{MIDDLE DOT}{svg.factor(weight)}"
            for value, weight in zip(under.flat, kernel.flat, strict=True)
        ]
        shown = " + ".join(terms[:9]) + (" + \N{HORIZONTAL ELLIPSIS}" if len(terms) > 9 else "")
        return f"{shown} = {svg.number((under * kernel).sum())}"

    def description(self):
        """Say the figure in words."""
        (h, w), (kh, kw) = self.image.shape, self.kernel.shape
        return (
            f"A {kh} by {kw} kernel slides over a {h} by {w} image with stride {self.stride}, "
            f"padding {self.padding if self.rule == 'number' else self.rule}, dilation "
            f"{self.dilation}. Image: {svg.matrix_words(self.image)}. "
            f"Kernel: {svg.matrix_words(self.kernel)}. Output: {svg.matrix_words(self.output())}."
        )

    def __repr__(self):
        (h, w), (kh, kw) = self.image.shape, self.kernel.shape
        padding = self.padding if self.rule == "number" else self.rule
        return (
            f"SlideKernel({h}x{w} image, {kh}x{kw} kernel, stride={self.stride}, "
            f"padding={padding!r}, dilation={self.dilation}, flip={self.flip})"
        )
