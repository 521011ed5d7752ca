"""One layer of a specification as one PyTorch module, given the shape of its input.

A table from the class of the layer to the function that makes its module; `build` puts them
together. Initial weights are PyTorch's own.
"""

import torch
from torch import nn

from cnnlib import shapes, specs
from cnnlib.models.layers import (
    ChannelScale,
    PaddedAvgPool2d,
    PaddedConv2d,
    PaddedMaxPool2d,
    TableConv2d,
)
from cnnlib.ops.bilinear import bilinear_kernel


def module_of(layer, shape, is_flat):
    """Make the module of one layer.

    Parameters
    ----------
    layer : specs.Layer
    shape : (int, int, int)
        Channels, rows and columns of its input.
    is_flat : bool
        Whether the input comes as (N, C) instead of (N, C, H, W).

    Returns
    -------
    torch.nn.Module

    Raises
    ------
    TypeError
        If there is no module for a layer of this kind.
    """
    if type(layer) is specs.BatchNorm:
        return (nn.BatchNorm1d if is_flat else nn.BatchNorm2d)(shape[0], eps=layer.eps)
    if type(layer) not in MAKERS:
        raise TypeError(f"there is no PyTorch module for {layer!r}")
    return MAKERS[type(layer)](layer, shape)


def convolution(layer, shape):
    """Return a convolution, padded beforehand where ``torch.nn.Conv2d`` cannot."""
    channels = shape[0], layer.weight_shape(shape)[0]
    window = {"stride": layer.stride, "dilation": layer.dilation}
    settings = {**window, "groups": layer.groups, "bias": layer.bias}
    if layer.padding == specs.SAME_UPPER:
        return PaddedConv2d(*channels, layer.kernel_size, **settings, sides=layer.padding)
    sides = _sides(layer)
    padding = _symmetric(sides)
    if padding is None:
        return PaddedConv2d(*channels, layer.kernel_size, **settings, sides=sides)
    return nn.Conv2d(*channels, layer.kernel_size, padding=padding, **settings)


def transposed_convolution(layer, shape):
    """Return a transposed convolution; bilinear filters are set and not trained."""
    sides = _sides(layer)
    padding = _symmetric(sides)
    if padding is None:
        raise ValueError(f"{layer.label}: PyTorch cuts equally on both sides, got padding {sides}")
    channels, outputs, *_ = layer.weight_shape(shape)
    module = nn.ConvTranspose2d(
        channels,
        outputs * layer.groups,
        layer.kernel_size,
        layer.stride,
        padding,
        layer.output_padding,
        layer.groups,
        layer.bias,
        layer.dilation,
    )
    if layer.bilinear:
        kernel = bilinear_kernel(shapes.pair(layer.stride, "stride")[0])
        with torch.no_grad():
            module.weight.copy_(torch.from_numpy(kernel))  # (k, k) for every channel
        module.weight.requires_grad_(False)
    return module


def partial_convolution(layer, shape):
    """Return a convolution along a table of connections."""
    padding = _symmetric(_sides(layer))
    if padding is None:
        raise ValueError(f"{layer.label}: padding must be equal on both sides")
    layer.output_shape(shape)  # refuses a table that names too many channels
    kernel = shapes.pair(layer.kernel_size, "kernel_size")
    window = {"stride": layer.stride, "padding": padding, "dilation": layer.dilation}
    return TableConv2d(layer.connections, shape[0], kernel, layer.bias, **window)


def max_pool(layer, shape):
    """Return a max pooling, padded beforehand where ``torch.nn.MaxPool2d`` cannot."""
    sides = _sides(layer)
    padding = _symmetric(sides)
    window = {"stride": layer.stride, "dilation": layer.dilation, "ceil_mode": layer.ceil_mode}
    kernel = shapes.pair(layer.kernel_size, "kernel_size")
    if padding and all(2 * p <= k for p, k in zip(padding, kernel, strict=True)):
        return nn.MaxPool2d(_short(kernel), padding=_short(padding), **window)
    layer.output_shape(shape)
    return PaddedMaxPool2d(kernel, sides=sides, **window)


def average_pool(layer, shape):
    """Return an average pooling, as a convolution where ``torch.nn.AvgPool2d`` cannot."""
    sides = _sides(layer)
    padding = _symmetric(sides)
    kernel = shapes.pair(layer.kernel_size, "kernel_size")
    plain = shapes.pair(layer.dilation, "dilation") == (1, 1)
    if plain and padding and all(2 * p <= k for p, k in zip(padding, kernel, strict=True)):
        return nn.AvgPool2d(_short(kernel), layer.stride, _short(padding), layer.ceil_mode)
    if layer.ceil_mode:
        raise ValueError(f"{layer.label}: ceil_mode needs equal padding and no dilation")
    return PaddedAvgPool2d(kernel, layer.stride, layer.dilation, sides)


def _sides(layer):
    """Return ((top, bottom), (left, right))."""
    return shapes.resolve_padding(layer.padding, layer.kernel_size, layer.stride, layer.dilation)


def _symmetric(sides):
    """Return the padding (rows, columns) if it is equal on both sides, else None."""
    equal = all(before == after for before, after in sides)
    return tuple(before for before, _ in sides) if equal else None


def _short(pair):
    """Return one number for a pair of equal ones: so PyTorch writes its own layers."""
    return pair[0] if pair[0] == pair[1] else pair


MAKERS = {
    specs.Convolution: convolution,
    specs.PartialConvolution: partial_convolution,
    specs.TransposedConvolution: transposed_convolution,
    specs.MaxPool: max_pool,
    specs.AveragePool: average_pool,
    specs.GlobalAveragePool: lambda layer, shape: nn.AdaptiveAvgPool2d(1),
    specs.GlobalMaxPool: lambda layer, shape: nn.AdaptiveMaxPool2d(1),
    specs.Dense: lambda layer, shape: nn.Linear(
        shape[0] * shape[1] * shape[2], layer.out_features, layer.bias
    ),
    specs.ReLU: lambda layer, shape: nn.ReLU(),
    specs.ReLU6: lambda layer, shape: nn.ReLU6(),
    specs.Tanh: lambda layer, shape: nn.Tanh(),
    specs.Dropout: lambda layer, shape: nn.Dropout(layer.p),
    specs.Scale: lambda layer, shape: ChannelScale(shape[0]),
    specs.LocalResponseNorm: lambda layer, shape: nn.LocalResponseNorm(
        layer.size, layer.alpha * layer.size, layer.beta, layer.k
    ),
}
