"""Follow a gradient back through a small convolution or a max pooling.

    dL/dx[r, c] = sum over the outputs that x[r, c] fed:  dL/dy[i, j] * w[r - i*s, c - j*s]
    dL/dw[a, b] = sum over the outputs:                   dL/dy[i, j] * x[i*s + a, j*s + b]

Through a maximum the gradient takes one route, to the first of the largest inputs.
Taught in chapter 5.
"""

import numpy as np

from cnnlib import shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer, plain, read_matrix
from cnnlib.ops import conv2d, conv2d_backward, max_pool2d, max_pool2d_backward

X = ((1, 1, 0), (1, 1, 0), (1, 0, 0))
WEIGHT = ((1, 2), (3, 4))
KINDS = ("conv", "max", "both")


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
        ``kind="both"`` takes none, there the maximum decides.
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
    sources = ("routes.js", "gradient_routing.js")
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
            raise ValueError("stride must be at most 2 and padding at most 1 in this explorer")
        if kind == "max" and any(
            2 * p > k for p, k in zip(self.padding, self.weight.shape, strict=True)
        ):
            raise ValueError("padding must be at most half of the window")
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

    def still(self):
        """Return the still figure: forward above, backward below."""
        grad_x, grad_weight = self.gradients()
        rows = [[("Input", self.x), ("Output", self.output())]]
        rows.append([("\N{PARTIAL DIFFERENTIAL}L/\N{PARTIAL DIFFERENTIAL}x", grad_x)])
        rows[1].append(("\N{PARTIAL DIFFERENTIAL}L/\N{PARTIAL DIFFERENTIAL}y", self.grad_output))
        if grad_weight is not None:
            rows[0].insert(1, ("Weight", self.weight))
            rows[1].insert(1, ("\N{PARTIAL DIFFERENTIAL}L/\N{PARTIAL DIFFERENTIAL}w", grad_weight))
        tall = max(len(matrix) for _, matrix in rows[0])
        parts, width = [], 0
        for line, matrices in enumerate(rows):
            across = 0.5
            for name, matrix in matrices:
                down = line * (tall + 1.2) + (tall - len(matrix)) / 2
                parts += [
                    svg.lines(down, across, *matrix.shape),
                    svg.numbers(down, across, matrix),
                    svg.caption(down, across, matrix.shape, name),
                ]
                if line:
                    for place in np.argwhere(matrix):
                        parts.append(
                            svg.box(down + place[0], across + place[1], 1, 1, svg.OUTPUT, 0, 0.2)
                        )
                across += matrix.shape[1] + 1.5
            width = max(width, across)
        return svg.figure(2 * (tall + 1), width - 1, self.description(), *parts)

    def description(self):
        """Say the figure in words."""
        grad_x, grad_weight = self.gradients()
        layer = {"conv": "a convolution", "max": "a max pooling", "both": "the largest output"}
        weight = "" if grad_weight is None else f"Gradient of w: {svg.matrix_words(grad_weight)}. "
        return (
            f"Gradients through {layer[self.kind]}. x: {svg.matrix_words(self.x)}. "
            f"w: {svg.matrix_words(self.weight)}. y: {svg.matrix_words(self.output())}. "
            f"Gradient of y: {svg.matrix_words(self.grad_output)}. {weight}"
            f"Gradient of x: {svg.matrix_words(grad_x)}."
        )

    def __repr__(self):
        (h, w), (kh, kw) = self.x.shape, self.weight.shape
        return (
            f"GradientRouting({h}x{w} input, {kh}x{kw} kernel, kind={self.kind!r}, "
            f"stride={self.stride}, padding={self.padding})"
        )
