"""AlexNet: five convolutions, the first with 11x11 and stride 4, and three dense layers.

Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural
networks", 2012; the form of torchvision is that of Krizhevsky, "One weird trick for parallelizing
convolutional neural networks", 2014. Taught in chapter 8.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.families.blocks import classifier, keyed
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import Dropout, LocalResponseNorm, ReLU
from cnnlib.specs.pooling import MaxPool


def alexnet(groups=2):
    """Specify AlexNet on 227x227 images, pooling before normalization.

    Parameters
    ----------
    groups : int
        Of conv2, conv4 and conv5: 2 as in the paper, which split them over two GPUs, or 1.

    Returns
    -------
    Network

    Examples
    --------
    >>> alexnet().parameters, alexnet(groups=1).parameters
    (60965224, 62378344)
    """
    return Network(
        "AlexNet",
        Sequence(
            *(Convolution(96, 11, stride=4, name="conv1"), ReLU()),
            *(MaxPool(3, stride=2, name="pool1"), LocalResponseNorm(name="norm1")),
            *(Convolution(256, 5, padding=2, groups=groups, name="conv2"), ReLU()),
            *(MaxPool(3, stride=2, name="pool2"), LocalResponseNorm(name="norm2")),
            *(Convolution(384, 3, padding=1, name="conv3"), ReLU()),
            *(Convolution(384, 3, padding=1, groups=groups, name="conv4"), ReLU()),
            *(Convolution(256, 3, padding=1, groups=groups, name="conv5"), ReLU()),
            MaxPool(3, stride=2, name="pool5"),
            *classifier(),
        ),
        (3, 227, 227),
    )


def alexnet_torchvision():
    """Specify the AlexNet of torchvision: fewer filters, one tower, no normalization, 224x224.

    Returns
    -------
    Network
        On images whose last map is not 6x6 torchvision averages it to that size; this does not.

    Examples
    --------
    >>> alexnet_torchvision().parameters
    61100840
    """
    features = (
        *(Convolution(64, 11, stride=4, padding=2, name="conv1"), ReLU()),
        MaxPool(3, stride=2, name="pool1"),
        *(Convolution(192, 5, padding=2, name="conv2"), ReLU()),
        MaxPool(3, stride=2, name="pool2"),
        *(Convolution(384, 3, padding=1, name="conv3"), ReLU()),
        *(Convolution(256, 3, padding=1, name="conv4"), ReLU()),
        *(Convolution(256, 3, padding=1, name="conv5"), ReLU()),
        MaxPool(3, stride=2, name="pool5"),
    )
    dense = (
        *(Dropout(), Dense(4096, name="fc6"), ReLU()),
        *(Dropout(), Dense(4096, name="fc7"), ReLU()),
        Dense(1000, name="fc8"),
    )
    layers = [*keyed("features", features), *keyed("classifier", dense)]
    return Network("AlexNet (torchvision)", Sequence(*layers))
