"""EfficientNet-Lite0: sixteen MBConv blocks, made for telephones.

The Lite form leaves out squeeze-and-excitation and bends with ReLU6, so that eight-bit integers do.
Tan and Le, "EfficientNet: rethinking model scaling for convolutional neural networks", 2019; the
Lite form and its weights were published by the same group in 2020. Taught in chapters 8 and 9.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.families.separable import mbconv
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.padding import SAME_UPPER
from cnnlib.specs.pointwise import BatchNorm, Dropout, ReLU6
from cnnlib.specs.pooling import GlobalAveragePool

# Of each stage: blocks, kernel_size, stride of the first block, expansion, filters.
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
STEM_FILTERS = 32
HEAD_FILTERS = 1280
EPS = 1e-3


def efficientnet_lite0():
    """Specify EfficientNet-Lite0 on 224x224 images.

    Returns
    -------
    Network

    Examples
    --------
    >>> efficientnet_lite0().parameters
    4652008
    """
    blocks = []
    channels = STEM_FILTERS
    for repeats, kernel_size, first_stride, expansion, filters in STAGES:
        for repeat in range(repeats):
            stride = 1 if repeat else first_stride
            number = len(blocks)
            named = {"name": f"block{number + 1}", "key": f"blocks.{number}"}
            block = mbconv(channels, filters, kernel_size, stride, expansion, EPS, **named)
            blocks.append(block)
            channels = filters
    return Network(
        "EfficientNet-Lite0",
        Sequence(
            Convolution(STEM_FILTERS, 3, 2, SAME_UPPER, bias=False, name="conv_stem"),
            *(BatchNorm(EPS, name="bn0"), ReLU6()),
            *blocks,
            Convolution(HEAD_FILTERS, 1, bias=False, name="conv_head"),
            *(BatchNorm(EPS, name="bn1"), ReLU6()),
            *(GlobalAveragePool(name="pool"), Dropout(0.2), Dense(1000, name="fc")),
        ),
    )
