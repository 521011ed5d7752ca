"""Follow a gradient back through a small convolution or a max pooling.

    dL/dx[r, c] = sum over the outputs that x[r, c] fed:  dL/dz[a, b] * w[r - a*s, c - b*s]
    dL/dw[i, j] = sum over the outputs:                   dL/dz[a, b] * x[a*s + i, b*s + j]

Through a maximum the gradient takes one route, to the first of the largest inputs.
Taught in chapter 5.
"""

import numpy as np

from cnnlib import shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer, plain, read_matrix
from cnnlib.explorers.letters import letter_names, letter_sums
from cnnlib.ops import conv2d, conv2d_backward, max_pool2d, max_pool2d_backward

X = ((1, 1, 0), (1, 1, 0), (1, 0, 0))
WEIGHT = ((1, 2), (3, 4))
KINDS = ("conv", "max", "both")
PARTIAL = "\N{PARTIAL DIFFERENTIAL}"


class GradientRouting(Explorer):
    """Forward above, backward below: which inputs and weights receive what, and why.

    Parameters
    ----------
    x : array_like of numbers, shape (rows, columns), each 2 to 5
    weight : array_like of numbers, shape (rows, columns), each 1 to 3
        For ``kind="max"`` only its shape counts: it is the window.
    kind : "conv", "max" or "both"
        A convolution, a max pooling, or a convolution whose largest output is the loss.
    stride : int or (int, int), 1 to 2
    padding : int or (int, int), 0 to 1
    grad_output : array_like of numbers, optional
        Gradient of the output; if not given, 1 for the first output and 0 for all others.
        ``kind="both"`` takes none: there the maximum decides, and the figure starts on it.
    letters : bool
        Show the weights as letters, so that gradients are sums of w11, w12 and so on.

    Raises
    ------
    ValueError, TypeError
        For sizes or settings out of these ranges, or a kernel that does not fit.

    Examples
    --------
    >>> GradientRouting().gradients()[0]
    array([[1., 2., 0.],
           [3., 4., 0.],
           [0., 0., 0.]])
    """

    tag = "cnn-gradient-routing"
    element = "GradientRouting"
    sources = ("routes.js", "gradient_board.js", "gradient_settings.js", "gradient_routing.js")
    styles = ("gradient_routing.css",)

    def __init__(
        self,
        x=X,
        weight=WEIGHT,
        kind="conv",
        stride=1,
        padding=0,
        grad_output=None,
        letters=False,
    ):
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {KINDS}, got {kind!r}")
        self.x = read_matrix(x, "x", 2, 5)
        self.weight = read_matrix(weight, "weight", 1, 3)
        self.kind, self.letters = kind, bool(letters)
        self.stride = shapes.pair(stride, "stride")
        self.padding = shapes.pair(padding, "padding", 0)
        if max(self.stride) > 2 or max(self.padding) > 1:
            raise ValueError(
                "stride must be at most 2 and padding at most 1 in this explorer, "
                f"got stride {self.stride} and padding {self.padding}"
            )
        if kind == "max" and any(
            2 * p > k for p, k in zip(self.padding, self.weight.shape, strict=True)
        ):
            raise ValueError(
                f"padding must be at most half of the window, got padding {self.padding} "
                f"and a window of {self.weight.shape}"
            )
        self.grad_output = self._upstream(grad_output)

    def _upstream(self, grad_output):
        """Return the gradient of the output, given or implied."""
        output = self.output()
        if grad_output is not None:
            if self.kind == "both":
                raise ValueError('grad_output is decided by the maximum for kind="both"')
            grad_output = read_matrix(grad_output, "grad_output", 1, 7)
            if grad_output.shape != output.shape:
                raise ValueError(
                    f"grad_output must have the shape of the output, {output.shape}, "
                    f"got {grad_output.shape}"
                )
            return grad_output
        chosen = output.argmax() if self.kind == "both" else 0
        return (np.arange(output.size) == chosen).astype(float).reshape(output.shape)

    def output(self):
        """Compute the output that the explorer shows.

        Returns
        -------
        ndarray, shape (rows, columns)
        """
        if self.kind == "max":
            return max_pool2d(self.x[None], self.weight.shape, self.stride, self.padding)[0]
        return conv2d(self.x[None], self.weight[None, None], None, self.stride, self.padding)[0]

    def gradients(self):
        """Compute the gradients that the explorer shows.

        Returns
        -------
        grad_x : ndarray, shape of `x`
        grad_weight : ndarray, shape of `weight`, or None for max pooling
        """
        options = {"stride": self.stride, "padding": self.padding}
        x, grad_output = self.x[None], self.grad_output[None]
        if self.kind == "max":
            return max_pool2d_backward(grad_output, x, self.weight.shape, **options)[0], None
        grad_x, grad_weight, _ = conv2d_backward(grad_output, x, self.weight[None, None], **options)
        return grad_x[0], grad_weight[0, 0]

    def config(self):
        """Return what the element starts from."""
        return {
            "x": plain(self.x),
            "weight": plain(self.weight),
            "upstream": plain(self.grad_output),
            "kind": self.kind,
            "stride": self.stride,
            "sides": self.padding,
            "inLetters": self.letters,
        }

    def letter_sums(self):
        """Write the output and the gradient of `x` as sums of the letters w11, w12 and so on.

        Returns
        -------
        output, grad_x : ndarray of str
            Lines are as long as a row of the kernel.

        Examples
        --------
        >>> output, grad_x = GradientRouting().letter_sums()
        >>> print(output[0, 0])
        w₁₁+w₁₂
        +w₂₁+w₂₂
        """
        options = {"stride": self.stride, "padding": self.padding}
        x, grad_output = self.x[None], self.grad_output[None]

        def forward(weight):
            return conv2d(x, weight[None, None], **options)[0]

        def backward(weight):
            return conv2d_backward(grad_output, x, weight[None, None], **options)[0][0]

        shape = self.weight.shape
        return letter_sums(forward, shape), letter_sums(backward, shape)

    def _panels(self):
        """Return the forward and the backward line: for each matrix its name and its values."""
        grad_x, grad_weight = self.gradients()
        weight, output = self.weight, self.output()
        if self.letters and grad_weight is not None:
            output, grad_x = self.letter_sums()
            weight = letter_names(weight.shape)
        forward = [("Input x", self.x), ("Weight w", weight), ("Output z", output)]
        backward = [
            (f"{PARTIAL}L/{PARTIAL}{name}", matrix)
            for name, matrix in (("x", grad_x), ("w", grad_weight), ("z", self.grad_output))
        ]
        if grad_weight is None:
            return [forward[::2], backward[::2]]
        return [forward, backward]

    def still(self):
        """Return the still figure: forward above, backward below."""
        lines = self._panels()
        rows, columns = self.weight.shape
        lettered = 0.45 * rows + 0.3, 0.9 * columns + 0.2  # room for a sum as large as the kernel
        steps = [[lettered if m.dtype.kind == "U" else (1, 1) for _, m in line] for line in lines]
        sizes = [
            [np.multiply(m.shape, step) for (_, m), step in zip(line, own, strict=True)]
            for line, own in zip(lines, steps, strict=True)
        ]
        widths = [max(size[1] for size in column) for column in zip(*sizes, strict=True)]
        lefts = np.cumsum([0.5, *(width + 1.5 for width in widths)])
        parts, top = [], 0
        for back, (line, own, extents) in enumerate(zip(lines, steps, sizes, strict=True)):
            tall = max(size[0] for size in extents)
            for at, (name, matrix) in enumerate(line):
                down = top + (tall - extents[at][0]) / 2
                across = lefts[at] + (widths[at] - extents[at][1]) / 2
                parts += self._drawn(down, across, matrix, own[at], back)
                parts.append(svg.caption(down, across, matrix.shape, name, step=own[at]))
            top += tall + 1.2
        return svg.figure(top - 0.4, lefts[-1] - 1, self.description(), *parts)

    @staticmethod
    def _drawn(down, across, matrix, step, back):
        """Draw one matrix; in the backward line a tint marks what received something."""
        high, wide = step
        lettered = matrix.dtype.kind == "U"
        if lettered:
            parts = [svg.words(down, across, matrix, step)]
        else:
            parts = [svg.numbers(down, across, matrix)]
        for r, c in np.argwhere(matrix != ("0" if lettered else 0)) if back else ():
            corner = down + r * high, across + c * wide
            parts.append(svg.box(*corner, high, wide, svg.OUTPUT, 0, 0.2))
        return [svg.lines(down, across, *matrix.shape, step=step), *parts]

    def description(self):
        """Say the figure in words."""
        layer = {"conv": "a convolution", "max": "a max pooling", "both": "the largest output"}
        words = [f"Gradients through {layer[self.kind]}."]
        for name, matrix in (one for line in self._panels() for one in line):
            said = name.replace(f"{PARTIAL}L/{PARTIAL}", "Gradient of ")
            words.append(f"{said}: {svg.matrix_words(matrix)}.")
        return " ".join(words)

    def __repr__(self):
        (h, w), (kh, kw) = self.x.shape, self.weight.shape
        return (
            f"GradientRouting({h}x{w} input, {kh}x{kw} kernel, kind={self.kind!r}, "
            f"stride={self.stride}, padding={self.padding})"
        )
