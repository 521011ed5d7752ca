"""Layers that treat every place alone: they keep rows and columns, and widen no receptive field.

ReLU and tanh bend the values, dropout and the normalizations scale them. Only batch
normalization learns anything: a scale and a shift for each channel. Ioffe and Szegedy, "Batch
normalization", 2015. In training it takes its mean over the whole batch, and then one place
does depend on all others: see ``cnnlib.receptive_field``. Taught in chapters 6 to 8.
"""

from dataclasses import dataclass
from typing import ClassVar

from cnnlib.specs.layers import Layer


@dataclass(frozen=True, repr=False)
class Pointwise(Layer):
    """What the layers share that treat every place alone and keep the shape.

    At test time they write over their input, so they take no memory of their own.
    """

    kernel_size: ClassVar[int] = 1
    stride: ClassVar[int] = 1
    padding: ClassVar[int] = 0
    dilation: ClassVar[int] = 1

    def activations(self, input_shape):
        """Count no values: the output takes the place of the input."""
        return 0


@dataclass(frozen=True, repr=False)
class ReLU(Pointwise):
    """max(x, 0)."""


@dataclass(frozen=True, repr=False)
class Tanh(Pointwise):
    """The hyperbolic tangent."""


@dataclass(frozen=True, repr=False)
class Dropout(Pointwise):
    """In training, zeros with probability `p`; else nothing."""

    p: float = 0.5


@dataclass(frozen=True, repr=False)
class LocalResponseNorm(Pointwise):
    """Divides by a sum of squares over `size` neighboring channels at the same place."""

    size: int = 5

    def activations(self, input_shape):
        """Count the values of the output: the neighbors still need those of the input."""
        return Layer.activations(self, input_shape)


@dataclass(frozen=True, repr=False)
class BatchNorm(Pointwise):
    """A scale and a shift for each channel, after normalizing it over the batch."""

    def weights(self, input_shape):
        """Count one scale a channel."""
        return input_shape[0]

    def biases(self, input_shape):
        """Count one shift a channel."""
        return input_shape[0]
