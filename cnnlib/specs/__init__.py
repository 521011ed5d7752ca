"""Networks as data: one specification gives the tables, receptive fields and modules.

Read layers.py and pointwise.py first, then composites.py and networks.py; families/ holds the
famous ones.
"""

from cnnlib.specs.composites import Branches, Sequence
from cnnlib.specs.dilation import dilated
from cnnlib.specs.families import (
    alexnet,
    alexnet_torchvision,
    basic_block,
    block_network,
    bottleneck,
    convnet,
    depthwise_separable,
    efficientnet_lite0,
    fcn,
    fcn_classifier,
    googlenet,
    lenet5,
    lenet5_1998,
    mbconv,
    mlp,
    nin,
    pooled_convnet,
    resnet,
    small_convnet,
    strided_convnet,
    vgg,
    zfnet,
)
from cnnlib.specs.layers import Convolution, Dense, Layer
from cnnlib.specs.networks import Network
from cnnlib.specs.padding import SAME_UPPER
from cnnlib.specs.partial import PartialConvolution
from cnnlib.specs.pointwise import (
    BatchNorm,
    Dropout,
    LocalResponseNorm,
    Pointwise,
    ReLU,
    ReLU6,
    Scale,
    Tanh,
)
from cnnlib.specs.pooling import AveragePool, GlobalAveragePool, GlobalMaxPool, MaxPool, Pool
from cnnlib.specs.transposed import TransposedConvolution, bilinear_upsampling

__all__ = [
    "SAME_UPPER",
    "AveragePool",
    "BatchNorm",
    "Branches",
    "Convolution",
    "Dense",
    "Dropout",
    "GlobalAveragePool",
    "GlobalMaxPool",
    "Layer",
    "LocalResponseNorm",
    "MaxPool",
    "Network",
    "PartialConvolution",
    "Pointwise",
    "Pool",
    "ReLU",
    "ReLU6",
    "Scale",
    "Sequence",
    "Tanh",
    "TransposedConvolution",
    "alexnet",
    "alexnet_torchvision",
    "basic_block",
    "bilinear_upsampling",
    "block_network",
    "bottleneck",
    "convnet",
    "depthwise_separable",
    "dilated",
    "efficientnet_lite0",
    "fcn",
    "fcn_classifier",
    "googlenet",
    "lenet5",
    "lenet5_1998",
    "mbconv",
    "mlp",
    "nin",
    "pooled_convnet",
    "resnet",
    "small_convnet",
    "strided_convnet",
    "vgg",
    "zfnet",
]
