"""Layers without weights: what each computes, and beside it how a gradient goes back through it.

Pooling, what bends the values, what joins branches, and what only changes shapes. Layers that treat
each value alone can write over their input, which saves a network that only runs forward its
memory. The operators are those of ``cnnlib.ops`` where it has them. Taught in chapters 4, 5 and 9.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib import ops
from cnnlib.numpy_nets.layer import Layer


@dataclass
class MaxPool(Layer):
    """The largest value of each window."""

    kernel_size: tuple
    stride: tuple
    padding: tuple = 0
    dilation: tuple = 1
    ceil_mode: bool = False

    def forward(self, x):
        """Return the maxima."""
        return ops.max_pool2d(x, **vars(self))

    def backward(self, grad, inputs, out):
        """Give each gradient to the place that won."""
        return (ops.max_pool2d_backward(grad, *inputs, **vars(self)),), ()


@dataclass
class AveragePool(Layer):
    """The mean of each window."""

    kernel_size: tuple
    stride: tuple
    padding: tuple = 0
    dilation: tuple = 1
    ceil_mode: bool = False
    count_include_pad: bool = True

    def forward(self, x):
        """Return the means."""
        return ops.avg_pool2d(x, **vars(self))

    def backward(self, grad, inputs, out):
        """Share each gradient among the places of its window."""
        return (ops.avg_pool2d_backward(grad, *inputs, **vars(self)),), ()


@dataclass
class MeanPool(Layer):
    """The means of equal rectangles that cover the image: `output` (rows, columns) of them."""

    output: tuple = (1, 1)

    def forward(self, x):
        """Return the means, (N, C, H, W) -> (N, C, rows, columns)."""
        if self.output == (1, 1):
            return ops.global_avg_pool2d(x)
        return ops.avg_pool2d(x, self._rectangle(x))

    def backward(self, grad, inputs, out):
        """Share each gradient among the places of its rectangle."""
        (x,) = inputs
        if self.output == (1, 1):
            return (ops.global_avg_pool2d_backward(grad, x),), ()
        return (ops.avg_pool2d_backward(grad, x, self._rectangle(x)),), ()

    def _rectangle(self, x):
        """Return (rows, columns) of one rectangle."""
        size = x.shape[2:]
        if any(n % count for n, count in zip(size, self.output, strict=True)):
            raise ValueError(
                f"{size} places do not fall into {self.output} equal rectangles; take an image "
                f"for which the size before this layer is a multiple of {self.output}"
            )
        return tuple(n // count for n, count in zip(size, self.output, strict=True))


class ChannelMeans(Layer):
    """The mean of each channel, without rows and columns."""

    def forward(self, x):
        """Return the means, (N, C, H, W) -> (N, C)."""
        return ops.global_avg_pool2d(x)[:, :, 0, 0]

    def backward(self, grad, inputs, out):
        """Share each gradient among all places of its channel."""
        return (ops.global_avg_pool2d_backward(grad[:, :, None, None], *inputs),), ()


class GlobalMaxPool(Layer):
    """The largest value of each channel."""

    def forward(self, x):
        """Return the maxima, (N, C, H, W) -> (N, C, 1, 1)."""
        return ops.global_max_pool2d(x)

    def backward(self, grad, inputs, out):
        """Give each gradient to the place that won."""
        return (ops.global_max_pool2d_backward(grad, *inputs),), ()


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


class Identity(Layer):
    """Nothing: dropout in evaluation."""

    is_fresh = False

    def forward(self, x):
        """Return x."""
        return x

    def backward(self, grad, inputs, out):
        """Return the gradient."""
        return (grad,), ()
