"""Networks as PyTorch modules, each built by one short function with its widths as arguments.

The same seed gives the same initial weights, whatever was drawn before.
"""

from cnnlib.models.downsampling import pooled_convnet, strided_convnet
from cnnlib.models.hourglass import Hourglass
from cnnlib.models.parameters import count_parameters
from cnnlib.models.small import mlp, small_convnet

__all__ = [
    "Hourglass",
    "count_parameters",
    "mlp",
    "pooled_convnet",
    "small_convnet",
    "strided_convnet",
]
