"""Two ConvNets that shrink their images by a factor of three in each block, in different ways.

One takes every third place of each convolution and never computes the others.  The other computes
all places and keeps the largest of each window:

    strided    convolution with stride s, ReLU
    pooled     convolution with stride 1, ReLU, max pooling with stride s

Same shapes after every block, same parameters, from one seed the same initial weights.  J. T.
Springenberg et al., "Striving for simplicity", 2015, ask which one a network needs.  Chapter 4
trains both.
"""

from cnnlib import specs
from cnnlib.models.build import build


def strided_convnet(channels=1, widths=(32, 64, 128), stride=3, classes=10, seed=0):
    """Build a ConvNet that shrinks its images by the stride of its convolutions.

    Parameters
    ----------
    channels : int, optional
        Of the images.
    widths : sequence of int, optional
        Feature maps of each 3x3 convolution.
    stride : int, optional
        Of every convolution.
    classes : int, optional
    seed : int, optional
        Fixes the initial weights.

    Returns
    -------
    torch.nn.Sequential
        Maps (N, C, H, W) to scores (N, classes), for any H and W.

    Raises
    ------
    ValueError
        If there is no width.

    Examples
    --------
    >>> from cnnlib.models import count_parameters
    >>> count_parameters(strided_convnet())  # 320 + 18496 + 73856 + 128*10 + 10
    93962
    """
    return build(specs.strided_convnet(channels, widths, stride, classes), seed)


def pooled_convnet(channels=1, widths=(32, 64, 128), stride=None, classes=10, seed=0):
    """Build a ConvNet that shrinks its images by 3x3 max pooling.

    Parameters
    ----------
    channels : int, optional
        Of the images.
    widths : sequence of int, optional
        Feature maps of each 3x3 convolution.
    stride : int, optional
        Of every pooling; by default that of ``torch.nn.MaxPool2d``, the size of the window: 3.
    classes : int, optional
    seed : int, optional
        Fixes the initial weights.

    Returns
    -------
    torch.nn.Sequential
        Maps (N, C, H, W) to scores (N, classes), for any H and W.

    Raises
    ------
    ValueError
        If there is no width.

    Examples
    --------
    >>> pooled_convnet()[2]
    MaxPool2d(kernel_size=3, stride=3, padding=1, dilation=1, ceil_mode=False)
    """
    return build(specs.pooled_convnet(channels, widths, stride, classes), seed)
