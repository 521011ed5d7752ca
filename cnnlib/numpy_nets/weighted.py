"""Layers with weights: what each computes, and beside it how a gradient goes back through it.

    output = weight * x + bias            * a convolution, a product, or a factor for each channel

The operators are those of ``cnnlib.ops``, where each formula stands. Taught in chapters 5 and 9.
"""

from dataclasses import dataclass, replace

import numpy as np

from cnnlib import ops
from cnnlib.numpy_nets.layer import Layer
from cnnlib.specs.padding import SAME_UPPER, same_upper_padding


@dataclass
class Weighted(Layer):
    """What layers with a weight and perhaps a bias share."""

    weight: np.ndarray
    bias: np.ndarray | None

    @property
    def parameters(self):
        """(weight, bias), or (weight,) without a bias."""
        return (self.weight,) if self.bias is None else (self.weight, self.bias)

    def _kept(self, grad_weight, grad_bias):
        """Leave out the gradient of a bias that does not exist."""
        return (grad_weight,) if self.bias is None else (grad_weight, grad_bias)

    def scaled(self, scale, shift):
        """Return the layer whose outputs are multiplied by a scale a channel, then shifted.

        scale * (weight * x + bias) + shift = (scale * weight) * x + (scale * bias + shift)
        """
        factors = scale.reshape(-1, *[1] * (self.weight.ndim - 1))  # (C_out,) -> (C_out, 1, 1, 1)
        bias = shift if self.bias is None else self.bias * scale + shift
        return replace(self, weight=self.weight * factors, bias=bias)


@dataclass
class Convolution(Weighted):
    """A convolution; padding may be "same_upper", which depends on the size of the input."""

    stride: tuple = (1, 1)
    padding: tuple | str = 0
    dilation: tuple = (1, 1)
    groups: int = 1

    def forward(self, x):
        """Return the maps, (N, C_in, H, W) -> (N, C_out, out_h, out_w)."""
        return ops.conv2d(x, self.weight, self.bias, **self._options(x))

    def backward(self, grad, inputs, out):
        """Return the gradients of the images and of the filters."""
        (x,) = inputs
        grad_x, *grads = ops.conv2d_backward(grad, x, self.weight, **self._options(x))
        return (grad_x,), self._kept(*grads)

    def _options(self, x):
        padding = self.padding
        if padding == SAME_UPPER:
            window = self.weight.shape[2:], self.stride, self.dilation
            padding = same_upper_padding(x.shape[2:], *window)
        settings = {"stride": self.stride, "padding": padding, "dilation": self.dilation}
        return {**settings, "groups": self.groups}


@dataclass
class TransposedConvolution(Weighted):
    """A transposed convolution; its weight is (C_in, C_out/groups, kh, kw)."""

    stride: tuple = (1, 1)
    padding: tuple = (0, 0)
    output_padding: tuple = (0, 0)
    groups: int = 1
    dilation: tuple = (1, 1)

    def forward(self, x):
        """Return the enlarged maps."""
        return ops.conv_transpose2d(x, self.weight, self.bias, **self._options())

    def backward(self, grad, inputs, out):
        """Return the gradients of the maps and of the filters."""
        options = self._options()
        grad_x, *grads = ops.conv_transpose2d_backward(grad, *inputs, self.weight, **options)
        return (grad_x,), self._kept(*grads)

    def _options(self):
        names = ("stride", "padding", "output_padding", "groups", "dilation")
        return {name: getattr(self, name) for name in names}


@dataclass
class Dense(Weighted):
    """A fully connected layer."""

    def forward(self, x):
        """Return the outputs, (N, n_in) -> (N, n_out)."""
        return ops.linear(x, self.weight, self.bias)

    def backward(self, grad, inputs, out):
        """Return the gradients of the inputs and of the weights."""
        grad_x, *grads = ops.linear_backward(grad, *inputs, self.weight)
        return (grad_x,), self._kept(*grads)


@dataclass
class ChannelScale(Weighted):
    """A factor and a shift for each channel of (N, C, H, W) or (N, C)."""

    def forward(self, x):
        """Scale and shift every channel."""
        return x * _for_channels(self.weight, x) + _for_channels(self.bias, x)

    def backward(self, grad, inputs, out):
        """Return the gradients of the maps, the factors and the shifts."""
        (x,) = inputs
        others = (0, *range(2, x.ndim))
        grads = (grad * x).sum(axis=others), grad.sum(axis=others)
        return (grad * _for_channels(self.weight, x),), grads


class BatchNormalization(ChannelScale):
    """Batch normalization of a trained network: its mean and variance are fixed, so it scales.

    weight = gamma / sqrt(variance + eps),  bias = beta - mean * weight
    """

    @classmethod
    def of(cls, mean, variance, gamma, beta, eps):
        """Put the four numbers of each channel together; gamma and beta may be None."""
        scale = 1 / np.sqrt(variance.astype(np.float64) + eps)
        scale = scale if gamma is None else scale * gamma
        shift = -mean * scale if beta is None else beta - mean * scale
        return cls(scale.astype(mean.dtype), shift.astype(mean.dtype))

    def backward(self, grad, inputs, out):
        """Refuse: in training the mean and the variance depend on all images."""
        raise NotImplementedError(NO_BACKWARD)


NO_BACKWARD = (
    "a network with batch normalization runs forward only: its means and variances are those of "
    "evaluation, and its scales may lie in the weights of other layers; train it in PyTorch"
)


def _for_channels(values, x):
    """View one value a channel so that it meets x: (C,) -> (C, 1, 1) for maps."""
    return values.reshape(-1, *[1] * (x.ndim - 2))
