"""Networks as PyTorch modules, each built by one short function with its widths as arguments.

The same seed gives the same initial weights, whatever was drawn before.
"""

from cnnlib.models.build import build
from cnnlib.models.downsampling import pooled_convnet, strided_convnet
from cnnlib.models.hourglass import Hourglass
from cnnlib.models.imagenet import imagenet_classes, imagenet_input
from cnnlib.models.known import efficientnet_lite0
from cnnlib.models.parameters import count_parameters
from cnnlib.models.small import mlp, small_convnet

__all__ = [
    "Hourglass",
    "build",
    "count_parameters",
    "efficientnet_lite0",
    "imagenet_classes",
    "imagenet_input",
    "mlp",
    "pooled_convnet",
    "small_convnet",
    "strided_convnet",
]
