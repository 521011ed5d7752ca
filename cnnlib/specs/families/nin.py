"""Network in network: 1x1 convolutions after each convolution, and no dense layer at all.

The last block has a map for each class, whose mean is its score. Lin, Chen and Yan, "Network in
network", 2014; filters as in the authors' ImageNet model. Taught in chapter 8.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.layers import Convolution
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import Dropout, ReLU
from cnnlib.specs.pooling import GlobalAveragePool, MaxPool


def nin(classes=1000):
    """Specify the ImageNet form of network in network.

    Parameters
    ----------
    classes : int

    Returns
    -------
    Network

    Examples
    --------
    >>> nin().parameters
    7595176
    """
    return Network(
        "NiN",
        Sequence(
            *mlpconv(1, (96, 96, 96), kernel_size=11, stride=4),
            MaxPool(3, stride=2, name="pool1"),
            *mlpconv(2, (256, 256, 256), kernel_size=5, padding=2),
            MaxPool(3, stride=2, name="pool2"),
            *mlpconv(3, (384, 384, 384), kernel_size=3, padding=1),
            *(MaxPool(3, stride=2, name="pool3"), Dropout()),
            *mlpconv(4, (1024, 1024, classes), kernel_size=3, padding=1),
            GlobalAveragePool(name="pool4"),
        ),
    )


def mlpconv(number, filters, **window):
    """Return a convolution and two 1x1 convolutions, a small perceptron that slides."""
    first, second, third = filters
    return (
        *(Convolution(first, **window, name=f"conv{number}"), ReLU()),
        *(Convolution(second, 1, name=f"cccp{number}_1"), ReLU()),
        *(Convolution(third, 1, name=f"cccp{number}_2"), ReLU()),
    )
