"""The operators of convolutional networks in NumPy, each with its backward.

Names, argument order and results follow ``torch.nn.functional``; arrays are (N, C, H, W), or
(C, H, W) for one image.

Read windows.py, then the loops of conv.py and conv_transpose.py: these are the formulas. How they
become fast is in products.py, columns.py, depthwise.py and phases.py. Then matrix.py,
pool_windows.py, the other pool*.py, unpool.py, dense.py and loss.py. ``ops.windows`` is the
module; its function is ``ops.windows.windows``.
"""

from cnnlib.ops.conv import conv2d, conv2d_backward, conv2d_backward_naive, conv2d_naive
from cnnlib.ops.conv_transpose import (
    conv_transpose2d,
    conv_transpose2d_backward,
    conv_transpose2d_backward_naive,
    conv_transpose2d_naive,
)
from cnnlib.ops.dense import linear, linear_backward, relu, relu_backward
from cnnlib.ops.loss import (
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_backward,
)
from cnnlib.ops.matrix import convolution_matrix, transposed_convolution_matrix
from cnnlib.ops.pool import (
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool2d_backward_naive,
    avg_pool2d_naive,
    global_avg_pool2d,
    global_avg_pool2d_backward,
    global_max_pool2d,
    global_max_pool2d_backward,
    lp_pool2d,
    lp_pool2d_backward,
    lp_pool2d_backward_naive,
    lp_pool2d_naive,
    max_pool2d,
    max_pool2d_backward,
    max_pool2d_backward_naive,
    max_pool2d_naive,
    max_unpool2d,
    max_unpool2d_backward,
    max_unpool2d_naive,
)
from cnnlib.ops.windows import col2im, im2col, pad

__all__ = [
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool2d_backward_naive",
    "avg_pool2d_naive",
    "col2im",
    "conv2d",
    "conv2d_backward",
    "conv2d_backward_naive",
    "conv2d_naive",
    "conv_transpose2d",
    "conv_transpose2d_backward",
    "conv_transpose2d_backward_naive",
    "conv_transpose2d_naive",
    "convolution_matrix",
    "global_avg_pool2d",
    "global_avg_pool2d_backward",
    "global_max_pool2d",
    "global_max_pool2d_backward",
    "im2col",
    "linear",
    "linear_backward",
    "lp_pool2d",
    "lp_pool2d_backward",
    "lp_pool2d_backward_naive",
    "lp_pool2d_naive",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool2d_backward_naive",
    "max_pool2d_naive",
    "max_unpool2d",
    "max_unpool2d_backward",
    "max_unpool2d_naive",
    "pad",
    "relu",
    "relu_backward",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_backward",
    "transposed_convolution_matrix",
]
