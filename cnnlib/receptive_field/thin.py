"""A network reduced to what its receptive field depends on: one channel, equal weights.

Windows, strides, paddings and branches decide the field; the number of channels and the values
of the weights do not. So every layer gets one channel, branches become the mean of their paths,
and all weights of a convolution the same value, which makes it an average pooling:

    sum over i, j of x[a*stride + i*dilation, b*stride + j*dilation] / (kh * kw)

A ResNet-50 is then probed in seconds. Taught in chapter 6.
"""

from functools import partial

import numpy as np

from cnnlib import ops, shapes
from cnnlib.receptive_field.growth import known
from cnnlib.specs import (
    AveragePool,
    Branches,
    Convolution,
    MaxPool,
    PartialConvolution,
    Pointwise,
    ReLU,
    ReLU6,
    Sequence,
    Tanh,
    TransposedConvolution,
)


def thin_network(layers, input_size=None):
    """Build the thin network of a specification, in NumPy.

    Parameters
    ----------
    layers : specs.Network, specs.Layer, or an iterable of layers
    input_size : int or (int, int), optional
        At which dense layers become convolutions; a `Network` brings its own. The result takes
        images of any size that is large enough.

    Returns
    -------
    callable
        Maps (N, 1, H, W) to (N, 1, out_h, out_w). Batch normalization (mean 0, variance 1), local
        response normalization and dropout are the identity.

    Raises
    ------
    ValueError
        If `input_size` is needed and not known.

    Examples
    --------
    >>> from cnnlib.specs import lenet5
    >>> thin_network(lenet5())(np.ones((1, 1, 36, 32))).shape
    (1, 1, 2, 1)
    """
    return partial(_forward, known(layers, input_size))


def _forward(layer, x):
    """Run one layer with equal weights on x (N, 1, H, W)."""
    if isinstance(layer, Sequence):
        for part in layer.layers:
            x = _forward(part, x)
        return x
    if isinstance(layer, Branches):
        return sum(_forward(path, x) for path in layer.paths) / len(layer.paths)
    if isinstance(layer, MaxPool):
        window = layer.kernel_size, layer.stride, layer.padding, layer.dilation
        return ops.max_pool2d(x, *window, layer.ceil_mode)
    if isinstance(layer, AveragePool):
        window = layer.kernel_size, layer.stride, layer.padding, layer.dilation
        return ops.avg_pool2d(x, *window, layer.ceil_mode)
    if isinstance(layer, (Convolution, PartialConvolution)):
        # padded beforehand: a convolution may have windows of padding alone, pooling refuses them
        padded = ops.pad(x, layer.geometry(x.shape[2:]).padding)
        return ops.avg_pool2d(padded, layer.kernel_size, layer.stride, 0, layer.dilation)
    if isinstance(layer, TransposedConvolution):
        kernel = np.ones((1, 1, *shapes.pair(layer.kernel_size, "kernel_size")), x.dtype)
        window = layer.stride, layer.padding, layer.output_padding, 1, layer.dilation
        return ops.conv_transpose2d(x, kernel / kernel.size, None, *window)
    if isinstance(layer, ReLU):
        return ops.relu(x)
    if isinstance(layer, ReLU6):
        return np.minimum(ops.relu(x), 6)
    if isinstance(layer, Tanh):
        return np.tanh(x)
    if isinstance(layer, Pointwise):
        return x
    raise TypeError(f"a thin network cannot hold {layer!r}")
