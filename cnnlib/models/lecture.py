"""The ConvNets of lectures on training, under the names and with the arguments used there.

They are the specifications ``specs.convnet`` and ``specs.block_network``, so their tables and
receptive fields are at hand. Chapter 7 trains them.
"""

from collections import OrderedDict

from torch import nn

from cnnlib import specs
from cnnlib.models.build import build

ROOMY = (256, 256)  # a size at which deep stacks without padding still fit; modules take any


class ConvNet(nn.Sequential):
    """Convolutions and ReLUs, a 1x1 convolution for the scores, and their mean over all places.

    Parameters
    ----------
    layers : sequence of int
        Filters of each convolution.
    n_input_channels : int, optional
    kernel_size, stride, padding : int, optional
        Of every convolution.
    pooling : specs.MaxPool, optional
        A pooling after each ReLU.
    classes : int, optional
        One score can tell two classes apart, by its sign.
    seed : int, optional
        Fixes the initial weights.

    Examples
    --------
    >>> import torch
    >>> net = ConvNet([32, 64])
    >>> net(torch.zeros(2, 3, 32, 32)).shape
    torch.Size([2, 1])
    """

    def __init__(
        self,
        layers=(32, 64),
        n_input_channels=3,
        kernel_size=3,
        stride=1,
        padding=0,
        pooling=None,
        classes=1,
        seed=0,
    ):
        window = kernel_size, stride, padding
        network = specs.convnet(layers, n_input_channels, *window, pooling, classes, ROOMY)
        super().__init__(_parts(network, seed))


class BlockNetwork(nn.Sequential):
    """A 7x7 convolution and a pooling, blocks of two 3x3 that halve the image, mean, dense layer.

    Parameters
    ----------
    layers : sequence of int, optional
        Filters of each block.
    n_input_channels : int, optional
    classes : int, optional
        One score can tell two classes apart, by its sign.
    seed : int, optional
        Fixes the initial weights.
    batch_norm : bool, optional
        Normalize after each convolution, which the lectures' network does not.

    Examples
    --------
    >>> import torch
    >>> BlockNetwork()(torch.zeros(2, 3, 128, 128)).shape
    torch.Size([2, 1])
    """

    def __init__(
        self, layers=(32, 64, 128), n_input_channels=3, classes=1, seed=0, batch_norm=False
    ):
        network = specs.block_network(layers, n_input_channels, classes, batch_norm=batch_norm)
        super().__init__(_parts(network, seed))


def _parts(network, seed):
    """Return the modules of a network by their names."""
    return OrderedDict(build(network, seed).named_children())
