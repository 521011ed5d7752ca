"""Layers that treat every place alone: they keep rows and columns, and widen no receptive field.

ReLU and tanh bend the values, dropout and the normalizations scale them. Only scales and batch
normalization learn anything: a scale and a shift for each channel. Ioffe and Szegedy, "Batch
normalization", 2015. In training it takes its mean over the whole batch, and then one place
does depend on all others: see ``cnnlib.receptive_field``. Taught in chapters 6 to 8.
"""

from dataclasses import dataclass
from numbers import Real
from typing import ClassVar

from cnnlib.specs.layers import Layer, image_shape, keep_integers


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
class ReLU6(Pointwise):
    """min(max(x, 0), 6): a ReLU whose values fit into few bits; Howard et al., 2017."""


@dataclass(frozen=True, repr=False)
class Tanh(Pointwise):
    """The hyperbolic tangent."""


@dataclass(frozen=True, repr=False)
class Dropout(Pointwise):
    """In training, zeros with probability `p`; else nothing."""

    p: float = 0.5

    def __post_init__(self):
        if isinstance(self.p, bool) or not isinstance(self.p, Real) or not 0 <= self.p <= 1:
            raise ValueError(f"p must be a probability, from 0 to 1, got {self.p!r}")


@dataclass(frozen=True, repr=False)
class LocalResponseNorm(Pointwise):
    """Divides by (k + alpha * sum of squares over `size` neighboring channels) ** beta.

    The defaults are AlexNet's. PyTorch takes the mean of squares, so its alpha is size times ours.
    """

    size: int = 5
    alpha: float = 1e-4
    beta: float = 0.75
    k: float = 2.0

    def __post_init__(self):
        keep_integers(self, "size")

    def activations(self, input_shape):
        """Count the values of the output: the neighbors still need those of the input."""
        return Layer.activations(self, input_shape)


@dataclass(frozen=True, repr=False)
class Scale(Pointwise):
    """A scale and a shift for each channel, both learned: LeNet's subsampling ends in them."""

    def weights(self, input_shape):
        """Count one scale a channel."""
        return image_shape(input_shape)[0]

    def biases(self, input_shape):
        """Count one shift a channel."""
        return image_shape(input_shape)[0]


@dataclass(frozen=True, repr=False)
class BatchNorm(Scale):
    """A scale and a shift for each channel, after normalizing it over the batch.

    `eps` is added to the variance.
    """

    eps: float = 1e-5
