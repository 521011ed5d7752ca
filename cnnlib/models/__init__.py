"""Networks as PyTorch modules: `build` makes one of any specification; the known ones have names.

The same seed gives the same initial weights, whatever was drawn before.
"""

from cnnlib.models.build import build
from cnnlib.models.copying import copy_weights
from cnnlib.models.downsampling import pooled_convnet, strided_convnet
from cnnlib.models.hourglass import Hourglass
from cnnlib.models.imagenet import imagenet_classes, imagenet_input
from cnnlib.models.known import (
    alexnet,
    efficientnet_lite0,
    resnet18,
    resnet34,
    resnet50,
    vgg11,
    vgg13,
    vgg16,
    vgg19,
)
from cnnlib.models.ladder import coarse_scores, fcn_ladder
from cnnlib.models.lecture import BlockNetwork, ConvNet
from cnnlib.models.local import LocallyConnected2d
from cnnlib.models.parameters import count_parameters
from cnnlib.models.small import mlp, small_convnet
from cnnlib.models.starting import he_start
from cnnlib.models.summary import summary

__all__ = [
    "BlockNetwork",
    "ConvNet",
    "Hourglass",
    "LocallyConnected2d",
    "alexnet",
    "build",
    "coarse_scores",
    "copy_weights",
    "count_parameters",
    "efficientnet_lite0",
    "fcn_ladder",
    "he_start",
    "imagenet_classes",
    "imagenet_input",
    "mlp",
    "pooled_convnet",
    "resnet18",
    "resnet34",
    "resnet50",
    "small_convnet",
    "strided_convnet",
    "summary",
    "vgg11",
    "vgg13",
    "vgg16",
    "vgg19",
]
