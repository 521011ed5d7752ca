"""ResNet: blocks of two or three convolutions around which the input is added again.

He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016. Taught in
chapter 8.
"""

from cnnlib.specs.composites import Branches, Sequence
from cnnlib.specs.families.blocks import configured
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import BatchNorm, ReLU
from cnnlib.specs.pooling import GlobalAveragePool, MaxPool

# Blocks in each of the four stages, and whether they are bottlenecks.
RESNET_STAGES = {
    18: (2, 2, 2, 2),
    34: (3, 4, 6, 3),
    50: (3, 4, 6, 3),
    101: (3, 4, 23, 3),
    152: (3, 8, 36, 3),
}
RESNET_BOTTLENECKS = (50, 101, 152)


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
    layers = [
        *(Convolution(64, 7, stride=2, padding=3, bias=False, name="conv1"), BatchNorm(), ReLU()),
        MaxPool(3, stride=2, padding=1, name="pool1"),
    ]
    bottleneck, channels = depth in RESNET_BOTTLENECKS, 64
    for stage, blocks in enumerate(configured(RESNET_STAGES, depth, "depth")):
        width = 64 * 2**stage
        out = 4 * width if bottleneck else width
        for block in range(blocks):
            stride = 2 if stage and not block else 1
            strides = (1, stride) if stride_on_3x3 else (stride, 1)
            if bottleneck:
                path = _normalized((width, 1, strides[0]), (width, 3, strides[1]), (out, 1, 1))
            else:
                path = _normalized((width, 3, stride), (width, 3, 1))
            shortcut = () if (channels, stride) == (out, 1) else _normalized((out, 1, stride))
            layers += [Branches(path, shortcut, name=f"conv{stage + 2}_{block + 1}"), ReLU()]
            channels = out
    layers += [GlobalAveragePool(name="pool5"), Dense(1000, name="fc")]
    return Network(f"ResNet-{depth}", Sequence(*layers))


def _normalized(*convolutions):
    """Return convolutions (filters, kernel_size, stride), each normalized, ReLU between them."""
    layers = []
    for filters, kernel, stride in convolutions:
        convolution = Convolution(filters, kernel, stride, padding=kernel // 2, bias=False)
        layers += [convolution, BatchNorm(), ReLU()]
    return tuple(layers[:-1])  # the last ReLU follows the sum
