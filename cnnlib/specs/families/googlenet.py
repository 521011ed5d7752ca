"""GoogLeNet: nine Inception modules, each of four paths whose channels are stacked.

Szegedy et al., "Going deeper with convolutions", 2015. Taught in chapter 8.
"""

from cnnlib.specs.composites import Branches, Sequence
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import Dropout, LocalResponseNorm, ReLU
from cnnlib.specs.pooling import GlobalAveragePool, MaxPool

# Filters: 1x1; 1x1 before 3x3, 3x3; 1x1 before 5x5, 5x5; 1x1 after the pooling.
INCEPTION = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}


def googlenet():
    """Specify GoogLeNet (Inception v1), without the two classifiers that only help training.

    Returns
    -------
    Network

    Examples
    --------
    >>> googlenet().parameters
    6998552
    """
    halve = {"kernel_size": 3, "stride": 2, "ceil_mode": True}
    modules = {name: inception(name) for name in INCEPTION}
    return Network(
        "GoogLeNet",
        Sequence(
            *(Convolution(64, 7, stride=2, padding=3, name="conv1"), ReLU()),
            *(MaxPool(**halve, name="pool1"), LocalResponseNorm(name="norm1")),
            *(Convolution(64, 1, name="conv2_reduce"), ReLU()),
            *(Convolution(192, 3, padding=1, name="conv2"), ReLU()),
            *(LocalResponseNorm(name="norm2"), MaxPool(**halve, name="pool2")),
            *(modules["3a"], modules["3b"], MaxPool(**halve, name="pool3")),
            *(modules[name] for name in ("4a", "4b", "4c", "4d", "4e")),
            *(MaxPool(**halve, name="pool4"), modules["5a"], modules["5b"]),
            *(GlobalAveragePool(name="pool5"), Dropout(0.4), Dense(1000, name="fc")),
        ),
    )


def inception(name):
    """Return the four paths of one Inception module, stacked."""
    one, before_three, three, before_five, five, pooled = INCEPTION[name]
    return Branches(
        Sequence(*_rectified(one, 1, "conv"), name="branch1"),
        Sequence(
            *(*_rectified(before_three, 1, "reduce"), *_rectified(three, 3, "conv")), name="branch2"
        ),
        Sequence(
            *(*_rectified(before_five, 1, "reduce"), *_rectified(five, 5, "conv")), name="branch3"
        ),
        Sequence(
            *(MaxPool(3, stride=1, padding=1, name="pool"), *_rectified(pooled, 1, "conv")),
            name="branch4",
        ),
        join="concatenate",
        name=f"inception{name}",
    )


def _rectified(filters, kernel_size, name):
    """Return a convolution that keeps the size, and its ReLU."""
    return Convolution(filters, kernel_size, padding=kernel_size // 2, name=name), ReLU()
