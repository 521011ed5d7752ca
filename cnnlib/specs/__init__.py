"""Networks as data: one specification gives the tables, receptive fields and modules.

Read layers.py and pointwise.py first, then composites.py and networks.py; families/ holds the
famous ones.
"""

from cnnlib.specs.composites import Branches, Sequence
from cnnlib.specs.families import alexnet, googlenet, lenet5, resnet, vgg
from cnnlib.specs.layers import (
    AveragePool,
    Convolution,
    Dense,
    GlobalAveragePool,
    Layer,
    MaxPool,
    Pool,
)
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import (
    BatchNorm,
    Dropout,
    LocalResponseNorm,
    Pointwise,
    ReLU,
    Tanh,
)

__all__ = [
    "AveragePool",
    "BatchNorm",
    "Branches",
    "Convolution",
    "Dense",
    "Dropout",
    "GlobalAveragePool",
    "Layer",
    "LocalResponseNorm",
    "MaxPool",
    "Network",
    "Pointwise",
    "Pool",
    "ReLU",
    "Sequence",
    "Tanh",
    "alexnet",
    "googlenet",
    "lenet5",
    "resnet",
    "vgg",
]
