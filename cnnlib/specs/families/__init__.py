"""The famous networks as specifications: numbers from their papers, and nothing else.

One file for each family: its configurations as data, and a function that lays them out.
Parameter counts follow from these lines; the tests compare them with the published ones. Each
layer that the papers name carries that name, so that a receptive field can be asked for by it.
"""

from cnnlib.specs.families.alexnet import alexnet, alexnet_torchvision
from cnnlib.specs.families.efficientnet_lite import efficientnet_lite0
from cnnlib.specs.families.fcn import fcn, fcn_classifier
from cnnlib.specs.families.googlenet import googlenet
from cnnlib.specs.families.lecture import block_network, convnet
from cnnlib.specs.families.lenet import lenet5, lenet5_1998
from cnnlib.specs.families.nin import nin
from cnnlib.specs.families.resnet import basic_block, bottleneck, resnet
from cnnlib.specs.families.separable import depthwise_separable, mbconv
from cnnlib.specs.families.small import mlp, pooled_convnet, small_convnet, strided_convnet
from cnnlib.specs.families.vgg import vgg
from cnnlib.specs.families.zfnet import zfnet

__all__ = [
    "alexnet",
    "alexnet_torchvision",
    "basic_block",
    "block_network",
    "bottleneck",
    "convnet",
    "depthwise_separable",
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
