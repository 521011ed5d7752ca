"""Poolings of NumPy networks: what each computes, and how a gradient goes back through it.

    output = the largest value, or the mean, of each window

The operators are those of ``cnnlib.ops``, where each formula stands. Taught in chapters 4 and 5.
"""

from dataclasses import dataclass

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
