"""Blocks that filter each channel alone and mix channels by 1x1: cheap convolutions.

    standard   out*in*k*k weights
    separable  in*k*k + out*in

A depthwise separable block is a depthwise k x k and a pointwise 1x1 convolution; MBConv widens
the channels by a 1x1 before the depthwise one and narrows them by a 1x1 after it, without a ReLU
at the narrow end, and adds its input. Howard et al., "MobileNets", 2017; Sandler et al.,
"MobileNetV2: inverted residuals and linear bottlenecks", 2018. Taught in chapter 8.
"""

from cnnlib import shapes
from cnnlib.specs.composites import Branches, Sequence
from cnnlib.specs.layers import Convolution
from cnnlib.specs.padding import SAME_UPPER
from cnnlib.specs.pointwise import BatchNorm, ReLU, ReLU6


def depthwise_separable(channels, filters, kernel_size=3, stride=1, name="", key=""):
    """Return a depthwise and a pointwise convolution, each normalized and rectified.

    Parameters
    ----------
    channels : int
        Of the input.
    filters : int
        Channels of the output.
    kernel_size : int
        Odd; the image keeps its size, but for the stride.
    stride : int
        Of the depthwise convolution.
    name, key : str
        As of every layer.

    Returns
    -------
    Sequence

    Examples
    --------
    >>> block = depthwise_separable(64, 128)
    >>> block.macs((64, 56, 56)), Convolution(128, 3, padding=1).macs((64, 56, 56))
    (27496448, 231211008)
    """
    depthwise = {"groups": channels, "padding": kernel_size // 2, "bias": False}
    return Sequence(
        Convolution(channels, kernel_size, stride, **depthwise, name="depthwise_conv"),
        *(BatchNorm(name="bn1"), ReLU()),
        Convolution(filters, 1, bias=False, name="pointwise_conv"),
        *(BatchNorm(name="bn2"), ReLU()),
        name=name,
        key=key,
    )


def mbconv(channels, filters, kernel_size, stride=1, expansion=6, eps=1e-3, name="", key=""):
    """Return an inverted bottleneck as EfficientNet-Lite has it: ReLU6, no squeeze-excitation.

    Parameters
    ----------
    channels : int
        Of the input.
    filters : int
        Channels of the output. The input is added where it has the same shape.
    kernel_size : int
        Of the depthwise convolution; odd.
    stride : int
        Of the depthwise convolution, padded as TensorFlow does: ``padding.SAME_UPPER``.
    expansion : int
        How many times wider the block is inside; 1 leaves the first 1x1 convolution out.
    eps : float
        Of the batch normalizations.
    name, key : str
        As of every layer.

    Returns
    -------
    Sequence

    Examples
    --------
    >>> mbconv(24, 24, kernel_size=3).output_shape((24, 56, 56))
    (24, 56, 56)
    """
    width = shapes.integer(channels, "channels", 1) * shapes.integer(expansion, "expansion", 1)
    depthwise = {"stride": stride, "padding": SAME_UPPER, "groups": width}
    path = (
        *_normalized(width, 1, "expand_conv", "bn0", eps), ReLU6(),
        *_normalized(width, kernel_size, "depthwise_conv", "bn1", eps, **depthwise), ReLU6(),
        *_normalized(filters, 1, "project_conv", "bn2", eps),
    )  # fmt: skip
    if expansion == 1:
        path = path[3:]  # nothing to widen
    residual = stride == 1 and channels == filters
    layers = (Branches(path, ()),) if residual else path
    return Sequence(*layers, name=name, key=key)


def _normalized(filters, kernel_size, name, bn_name, eps, **settings):
    """Return a convolution without bias and its batch normalization."""
    convolution = Convolution(filters, kernel_size, bias=False, name=name, **settings)
    return convolution, BatchNorm(eps, name=bn_name)
