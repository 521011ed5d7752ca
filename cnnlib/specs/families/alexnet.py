"""AlexNet: five convolutions, the first with 11x11 and stride 4, and three dense layers.

Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural
networks", 2012. Taught in chapter 8.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.families.blocks import classifier
from cnnlib.specs.layers import Convolution
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import LocalResponseNorm, ReLU
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
