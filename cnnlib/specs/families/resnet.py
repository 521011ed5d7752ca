"""ResNet: blocks of two or three convolutions around which the input is added again.

    basic       3x3, 3x3                 + input        ResNet-18 and -34
    bottleneck  1x1, 3x3, 1x1            + input        ResNet-50, -101 and -152

Where a block changes the shape, a 1x1 convolution brings its input into the new one. He, Zhang, Ren
and Sun, "Deep residual learning for image recognition", 2016. Taught in chapter 8.
"""

from cnnlib.specs.composites import Branches, Sequence
from cnnlib.specs.families.blocks import configured
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import BatchNorm, ReLU
from cnnlib.specs.pooling import GlobalAveragePool, MaxPool

# Blocks in each of the four stages.
RESNET_STAGES = {
    18: (2, 2, 2, 2),
    34: (3, 4, 6, 3),
    50: (3, 4, 6, 3),
    101: (3, 4, 23, 3),
    152: (3, 8, 36, 3),
}
BASIC_DEPTHS = (18, 34)
WIDTHS = (64, 128, 256, 512)
EXPANSION = 4  # how many times wider a bottleneck is at its ends


def resnet(depth=50, stride_on_3x3=False):
    """Specify a residual network.

    Parameters
    ----------
    depth : int
        18, 34, 50, 101 or 152 layers.
    stride_on_3x3 : bool
        Where a bottleneck halves the image: in its first 1x1 convolution, as in the paper, or in
        the 3x3, which sees every pixel ("v1.5", torchvision's). No difference below 50 layers.

    Returns
    -------
    Network

    Examples
    --------
    >>> resnet(50).parameters
    25557032
    """
    stages = configured(RESNET_STAGES, depth, "depth")
    blocks = []
    channels = 64
    for stage, (width, repeats) in enumerate(zip(WIDTHS, stages, strict=True), start=1):
        for number in range(repeats):
            stride = 2 if stage > 1 and number == 0 else 1
            named = {"name": f"conv{stage + 1}_{number + 1}", "key": f"layer{stage}.{number}"}
            if depth in BASIC_DEPTHS:
                block = basic_block(channels, width, stride, **named)
                channels = width
            else:
                block = bottleneck(channels, width, stride, stride_on_3x3, **named)
                channels = EXPANSION * width
            blocks.append(block)
    return Network(
        f"ResNet-{depth}",
        Sequence(
            Convolution(64, 7, stride=2, padding=3, bias=False, name="conv1"),
            *(BatchNorm(name="bn1"), ReLU(key="relu")),
            MaxPool(3, stride=2, padding=1, name="pool1", key="maxpool"),
            *blocks,
            *(GlobalAveragePool(name="pool5", key="avgpool"), Dense(1000, name="fc")),
        ),
    )


def basic_block(channels, width, stride=1, name="", key=""):
    """Return two 3x3 convolutions, the first with the stride, around which the input is added.

    Parameters
    ----------
    channels : int
        Of the input.
    width : int
        Channels of the output.
    stride : int
    name, key : str
        As of every layer.

    Returns
    -------
    Sequence

    Examples
    --------
    >>> basic_block(64, 128, stride=2).output_shape((64, 56, 56))
    (128, 28, 28)
    """
    path = (
        *(_convolution(width, 3, stride, name="conv1"), BatchNorm(name="bn1"), ReLU()),
        *(_convolution(width, 3, name="conv2"), BatchNorm(name="bn2")),
    )
    return _residual(path, channels, width, stride, name, key)


def bottleneck(channels, width, stride=1, stride_on_3x3=False, name="", key=""):
    """Return a 3x3 convolution between two 1x1, which narrow and widen, around the input.

    Parameters
    ----------
    channels : int
        Of the input.
    width : int
        Channels inside; the output has four times as many.
    stride : int
    stride_on_3x3 : bool
        Whether the 3x3 has the stride, or the first 1x1.
    name, key : str
        As of every layer.

    Returns
    -------
    Sequence

    Examples
    --------
    >>> bottleneck(256, 128, stride=2).output_shape((256, 56, 56))
    (512, 28, 28)
    """
    first, second = (1, stride) if stride_on_3x3 else (stride, 1)
    path = (
        *(_convolution(width, 1, first, name="conv1"), BatchNorm(name="bn1"), ReLU()),
        *(_convolution(width, 3, second, name="conv2"), BatchNorm(name="bn2"), ReLU()),
        *(_convolution(EXPANSION * width, 1, name="conv3"), BatchNorm(name="bn3")),
    )
    return _residual(path, channels, EXPANSION * width, stride, name, key)


def _residual(path, channels, filters, stride, name, key):
    """Add the input to a path, brought into its shape where that differs, and rectify the sum."""
    shortcut = ()
    if stride != 1 or channels != filters:
        shortcut = Sequence(_convolution(filters, 1, stride), BatchNorm(), name="downsample")
    return Sequence(Branches(path, shortcut), ReLU(), name=name, key=key)


def _convolution(filters, kernel_size, stride=1, name=""):
    """Return a convolution that keeps the size, but for its stride; BatchNorm has the biases."""
    return Convolution(filters, kernel_size, stride, kernel_size // 2, bias=False, name=name)
