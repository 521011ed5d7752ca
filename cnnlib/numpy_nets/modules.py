"""PyTorch's layers as layers of NumPy networks, by the name of their class.

A module is read through its attributes alone, so this file needs no PyTorch. To add one: a function
from the module to a layer, and its name in the table.
"""

import numpy as np

from cnnlib.numpy_nets import pointwise, pooling, weighted, wiring

DIFFER_IN_TRAINING = ("BatchNorm1d", "BatchNorm2d", "Dropout", "Dropout1d", "Dropout2d")


def array(values):
    """Copy a tensor, an array or None: training the module later does not change the network."""
    if values is None:
        return None
    return np.array(values.detach().cpu().numpy() if hasattr(values, "detach") else values)


def pair(value):
    """Return one number for both axes, or the two, as (rows, columns)."""
    return (value, value) if isinstance(value, int) else tuple(value)


def convolution(module):
    """Return a convolution; `sides` are the padding of cnnlib.models.PaddedConv2d."""
    _require_zeros(module)
    padding = getattr(module, "sides", module.padding)
    padding = padding if isinstance(padding, str) else tuple(padding)
    window = {"stride": module.stride, "padding": padding, "dilation": module.dilation}
    weights = array(module.weight), array(module.bias)
    return weighted.Convolution(*weights, **window, groups=module.groups)


def table_convolution(module):
    """Return a convolution whose filters are zero where its table connects nothing."""
    weights = array(module.dense_weight()), array(module.bias)
    window = {name: pair(value) for name, value in module.window.items()}
    return weighted.Convolution(*weights, **window)


def transposed_convolution(module):
    """Return a transposed convolution."""
    _require_zeros(module)
    names = ("stride", "padding", "output_padding", "groups", "dilation")
    options = {name: getattr(module, name) for name in names}
    return weighted.TransposedConvolution(array(module.weight), array(module.bias), **options)


def batch_normalization(module):
    """Return the scale and the shift that a trained batch normalization amounts to."""
    if module.running_mean is None:
        raise ValueError(f"{module} has no mean of its own: it depends on the batch")
    statistics = array(module.running_mean), array(module.running_var)
    learned = array(module.weight), array(module.bias)
    return weighted.BatchNormalization.of(*statistics, *learned, module.eps)


def max_pool(module):
    """Return a max pooling."""
    if module.return_indices:
        raise ValueError(f"{module} returns where the maxima are; only their values are supported")
    sides = getattr(module, "sides", None) or pair(module.padding)
    window = pair(module.kernel_size), pair(module.stride), sides, pair(module.dilation)
    return pooling.MaxPool(*window, module.ceil_mode)


def average_pool(module):
    """Return an average pooling."""
    if module.divisor_override is not None:
        raise ValueError(f"{module} divides by divisor_override={module.divisor_override}")
    window = pair(module.kernel_size), pair(module.stride), pair(module.padding)
    rest = {"ceil_mode": module.ceil_mode, "count_include_pad": module.count_include_pad}
    return pooling.AveragePool(*window, **rest)


def padded_average_pool(module):
    """Return the average pooling of cnnlib.models.PaddedAvgPool2d."""
    window = module.kernel_size, module.stride, module.sides, module.dilation
    return pooling.AveragePool(*window)


def mean_pool(module):
    """Return the means of equal rectangles."""
    return pooling.MeanPool(pair(module.output_size))


def global_max_pool(module):
    """Return the maximum of each channel."""
    if pair(module.output_size) != (1, 1):
        raise ValueError(f"{module}: only one maximum a channel is supported, output_size=1")
    return pooling.GlobalMaxPool()


def local_response_norm(module):
    """Return a local response normalization; PyTorch takes the mean of squares, not their sum."""
    alpha = module.alpha / module.size
    return pointwise.LocalResponseNorm(module.size, alpha, module.beta, module.k)


def flatten(module):
    """Return a layer that puts all values of an image into one row."""
    if (module.start_dim, module.end_dim) != (1, -1):
        raise ValueError(f"{module}: only flattening of all axes but the first is supported")
    return wiring.Reshape()


def unflatten(module):
    """Return a layer that gives the values of an image its shape."""
    if module.dim != 1:
        raise ValueError(f"{module}: only the axis after the first can be unflattened")
    return wiring.Reshape(tuple(module.unflattened_size))


def _require_zeros(module):
    """Refuse padding with anything but zeros."""
    if module.padding_mode != "zeros":
        raise ValueError(f"{module} pads by {module.padding_mode!r}; only zeros are supported")


LAYERS = {
    "AdaptiveAvgPool2d": mean_pool,
    "AdaptiveMaxPool2d": global_max_pool,
    "AvgPool2d": average_pool,
    "BatchNorm1d": batch_normalization,
    "BatchNorm2d": batch_normalization,
    "ChannelScale": lambda module: weighted.ChannelScale(array(module.weight), array(module.bias)),
    "Conv2d": convolution,
    "ConvTranspose2d": transposed_convolution,
    "Dropout": lambda module: pointwise.Identity(),
    "Dropout1d": lambda module: pointwise.Identity(),
    "Dropout2d": lambda module: pointwise.Identity(),
    "Flatten": flatten,
    "Identity": lambda module: pointwise.Identity(),
    "Linear": lambda module: weighted.Dense(array(module.weight), array(module.bias)),
    "LocalResponseNorm": local_response_norm,
    "MaxPool2d": max_pool,
    "PaddedAvgPool2d": padded_average_pool,
    "PaddedConv2d": convolution,
    "PaddedMaxPool2d": max_pool,
    "ReLU": lambda module: pointwise.ReLU(),
    "ReLU6": lambda module: pointwise.ReLU6(),
    "TableConv2d": table_convolution,
    "Tanh": lambda module: pointwise.Tanh(),
    "Unflatten": unflatten,
}
