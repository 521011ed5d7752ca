"""What joins branches or only changes shapes, and how a gradient goes back through it.

    add          both inputs receive the gradient
    concatenate  each input receives the gradient of its own channels

Taught in chapters 5 and 9.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib import ops
from cnnlib.numpy_nets.layer import Layer


class Add(Layer):
    """The sum of two inputs of one shape."""

    may_overwrite = True

    def forward(self, a, b, out=None):
        """Add place by place."""
        if a.shape != b.shape:
            raise ValueError(f"branches to add must have one shape, got {a.shape} and {b.shape}")
        return np.add(a, b, out=out)

    def backward(self, grad, inputs, out):
        """Hand the gradient to both."""
        return (grad, grad), ()


class Concatenate(Layer):
    """The channels of all inputs, one after the other."""

    def forward(self, *inputs):
        """Stack the channels."""
        return np.concatenate(inputs, axis=1)

    def backward(self, grad, inputs, out):
        """Cut the gradient into the channels of each input."""
        ends = np.cumsum([x.shape[1] for x in inputs])
        return tuple(np.split(grad, ends[:-1], axis=1)), ()


@dataclass
class Reshape(Layer):
    """All values of an image in one row, or its channels counted along the axes of `shape`."""

    shape: tuple | None = None

    is_fresh = False

    def forward(self, x):
        """(N, C, H, W) -> (N, C*H*W), or (N, C, ...) -> (N, *shape, ...)."""
        if self.shape is None:
            return x.reshape(len(x), -1)
        return x.reshape(len(x), *self.shape, *x.shape[2:])

    def backward(self, grad, inputs, out):
        """Bring the gradient back into the shape of the input."""
        return (grad.reshape(inputs[0].shape),), ()


@dataclass
class Pad(Layer):
    """A constant around every image."""

    sides: tuple  # ((top, bottom), (left, right))
    value: float = 0.0

    def forward(self, x):
        """Surround every image."""
        return ops.pad(x, self.sides, self.value)

    def backward(self, grad, inputs, out):
        """Keep what belongs to the image."""
        (top, _), (left, _) = self.sides
        h, w = inputs[0].shape[2:]
        return (np.ascontiguousarray(grad[:, :, top : top + h, left : left + w]),), ()
