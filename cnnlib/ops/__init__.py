"""The operators of convolutional networks in NumPy, each with its backward.

Names, argument order and results follow ``torch.nn.functional``; arrays are (N, C, H, W), or
(C, H, W) for one image. Read windows.py first, then conv.py.
"""

from cnnlib.ops.conv import conv2d, conv2d_backward, conv2d_backward_naive, conv2d_naive
from cnnlib.ops.dense import (
    linear,
    linear_backward,
    relu,
    relu_backward,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_backward,
)
from cnnlib.ops.matrix import convolution_matrix
from cnnlib.ops.windows import col2im, im2col, pad

__all__ = [
    "col2im",
    "conv2d",
    "conv2d_backward",
    "conv2d_backward_naive",
    "conv2d_naive",
    "convolution_matrix",
    "im2col",
    "linear",
    "linear_backward",
    "pad",
    "relu",
    "relu_backward",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_backward",
]
