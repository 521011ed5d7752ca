"""Layers that bend or scale values: what each computes, and how a gradient goes back through it.

    grad_x = grad * slope of the function at x

Those that treat each value alone can write over their input, which saves a network that only runs
forward its memory. Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep
convolutional neural networks", 2012, normalize by neighboring channels. Taught in chapters 5 and 8.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib import ops
from cnnlib.numpy_nets.layer import Layer


class ReLU(Layer):
    """max(x, 0)."""

    may_overwrite = True

    def forward(self, x, out=None):
        """Cut off what is negative."""
        return np.maximum(x, 0, out=out)

    def backward(self, grad, inputs, out):
        """Let pass what was positive."""
        return (ops.relu_backward(grad, *inputs),), ()


class ReLU6(Layer):
    """min(max(x, 0), 6)."""

    may_overwrite = True

    def forward(self, x, out=None):
        """Cut off what is negative or above 6."""
        return np.clip(x, 0, 6, out=out)

    def backward(self, grad, inputs, out):
        """Let pass what was strictly between 0 and 6."""
        (x,) = inputs
        return (np.where((x > 0) & (x < 6), grad, 0).astype(grad.dtype, copy=False),), ()


class Tanh(Layer):
    """The hyperbolic tangent."""

    may_overwrite = True

    def forward(self, x, out=None):
        """Bend every value into (-1, 1)."""
        return np.tanh(x, out=out)

    def backward(self, grad, inputs, out):
        """Multiply by the slope, 1 - tanh(x)**2."""
        return (grad * (1 - out * out),), ()


@dataclass
class LocalResponseNorm(Layer):
    """x / (k + alpha * sum of squares over `size` neighboring channels) ** beta."""

    size: int
    alpha: float
    beta: float
    k: float

    def forward(self, x):
        """Divide every value by the strength of its neighbors."""
        return x * self._strength(x) ** -self.beta

    def backward(self, grad, inputs, out):
        """Add what a value gets as itself to what it gets as a neighbor."""
        (x,) = inputs
        strength = self._strength(x)
        own = grad * strength**-self.beta
        felt = self._sum(grad * out / strength, turned=True)
        return (own - 2 * self.alpha * self.beta * x * felt,), ()

    def _strength(self, x):
        return self.k + self.alpha * self._sum(x * x)

    def _sum(self, values, turned=False):
        """Add up the channels around each: size // 2 before it and the rest behind, or turned."""
        before, behind = self.size // 2, (self.size - 1) // 2
        if turned:
            before, behind = behind, before
        total = np.zeros_like(values)
        count = values.shape[1]
        for shift in range(-min(before, count - 1), min(behind, count - 1) + 1):
            seen = slice(max(shift, 0), count + min(shift, 0))
            place = slice(max(-shift, 0), count - max(shift, 0))
            total[:, place] += values[:, seen]
        return total


class Identity(Layer):
    """Nothing: dropout in evaluation."""

    is_fresh = False

    def forward(self, x):
        """Return x."""
        return x

    def backward(self, grad, inputs, out):
        """Return the gradient."""
        return (grad,), ()
