"""Each layer of a specification as a layer of a NumPy network; the table that `network` reads.

For layers with weights the table also says which arrays they have, under the names that PyTorch
gives them, and in which shapes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np

from cnnlib import shapes, specs
from cnnlib.numpy_nets import pointwise, pooling, weighted


@dataclass(frozen=True)
class Conversion:
    """How a layer with weights is made."""

    shapes: Callable  # (layer, shape of its input) -> {name of a parameter: shape}
    make: Callable  # (layer, *arrays) -> layer of numpy_nets
    names: tuple = ("weight", "bias")  # of the arrays, in the order that `make` takes them


def _with_bias(layer, weight_shape, outputs):
    """Return the shapes of a weight and, if the layer has one, a bias."""
    return {"weight": weight_shape, **({"bias": (outputs,)} if layer.bias else {})}


def _window(layer, *names):
    """Return some options of a layer by their names."""
    return {name: getattr(layer, name) for name in ("stride", "padding", "dilation", *names)}


def _convolution(layer, weight, bias):
    """Return a convolution."""
    settings = _window(layer, "groups")
    pairs = {name: shapes.pair(settings[name], name) for name in ("stride", "dilation")}
    return weighted.Convolution(weight, bias, **{**settings, **pairs})


def _partial_convolution(layer, weight, bias):
    """Return a convolution whose filters are zero where the table connects nothing.

    The weight holds one kernel for each connection: (connections, kh, kw).
    """
    channels = 1 + max(max(row) for row in layer.connections)
    dense = np.zeros((layer.out_channels, channels, *weight.shape[1:]), weight.dtype)
    places = [(o, c) for o, row in enumerate(layer.connections) for c in row]
    dense[tuple(np.transpose(places))] = weight
    return weighted.Convolution(dense, bias, **_window(layer))


def _partial_shapes(layer, shape):
    """Return one kernel for each connection; all channels of the input must be named."""
    count = sum(map(len, layer.connections))
    highest = max(max(row) for row in layer.connections)
    if highest + 1 != shape[0]:
        raise ValueError(f"{layer.label}: no filter sees channel {shape[0] - 1} of the input")
    kernel = shapes.pair(layer.kernel_size, "kernel_size")
    return _with_bias(layer, (count, *kernel), layer.out_channels)


def _transposed_convolution(layer, weight, bias):
    """Return a transposed convolution."""
    options = _window(layer, "groups", "output_padding")
    return weighted.TransposedConvolution(weight, bias, **options)


def _batch_normalization(layer, weight, bias, mean, variance):
    """Return the scale and the shift that a trained batch normalization amounts to."""
    return weighted.BatchNormalization.of(mean, variance, weight, bias, layer.eps)


def _channels(*names):
    """Return what gives each parameter one value a channel."""
    return lambda layer, shape: dict.fromkeys(names, shape[:1])


NORMALIZATION = ("weight", "bias", "running_mean", "running_var")
WITH_WEIGHTS = {
    specs.Convolution: Conversion(
        lambda layer, shape: _with_bias(layer, layer.weight_shape(shape), layer.out_channels),
        _convolution,
    ),
    specs.PartialConvolution: Conversion(_partial_shapes, _partial_convolution),
    specs.TransposedConvolution: Conversion(
        lambda layer, shape: _with_bias(layer, layer.weight_shape(shape), layer.out_channels),
        _transposed_convolution,
    ),
    specs.Dense: Conversion(
        lambda layer, shape: _with_bias(
            layer, (layer.out_features, prod(shape)), layer.out_features
        ),
        lambda layer, weight, bias: weighted.Dense(weight, bias),
    ),
    specs.Scale: Conversion(
        _channels("weight", "bias"),
        lambda layer, weight, bias: weighted.ChannelScale(weight, bias),
    ),
    specs.BatchNorm: Conversion(_channels(*NORMALIZATION), _batch_normalization, NORMALIZATION),
}


def _pool(kind):
    """Return what makes a pooling of some kind of a specification's."""
    return lambda layer: kind(layer.kernel_size, **_window(layer), ceil_mode=layer.ceil_mode)


WITHOUT_WEIGHTS = {
    specs.MaxPool: _pool(pooling.MaxPool),
    specs.AveragePool: _pool(pooling.AveragePool),
    specs.GlobalAveragePool: lambda layer: pooling.MeanPool(),
    specs.GlobalMaxPool: lambda layer: pooling.GlobalMaxPool(),
    specs.ReLU: lambda layer: pointwise.ReLU(),
    specs.ReLU6: lambda layer: pointwise.ReLU6(),
    specs.Tanh: lambda layer: pointwise.Tanh(),
    specs.Dropout: lambda layer: pointwise.Identity(),
    specs.LocalResponseNorm: lambda layer: pointwise.LocalResponseNorm(
        layer.size, layer.alpha, layer.beta, layer.k
    ),
}
