"""ZFNet: AlexNet with a first layer that looks more closely, 7x7 with stride 2.

The paper writes 110 rows after conv1 and 55 after pool1. 224 rows give (224 - 7)/2 + 1 = 109.5;
with one place of padding it is 110, and the poolings round up. Zeiler and Fergus, "Visualizing and
understanding convolutional networks", 2014. Taught in chapter 8.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.families.blocks import classifier, configured
from cnnlib.specs.layers import Convolution
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import LocalResponseNorm, ReLU
from cnnlib.specs.pooling import MaxPool

# Filters of conv3, conv4 and conv5: as in the paper, and as many lecture slides have them.
ZFNET_FILTERS = {"paper": (384, 384, 256), "slides": (512, 1024, 512)}


def zfnet(form="paper"):
    """Specify ZFNet.

    Parameters
    ----------
    form : str
        "paper", or "slides" with more filters in conv3 to conv5, the network of the authors' later
        entry to the ImageNet challenge.

    Returns
    -------
    Network

    Examples
    --------
    >>> zfnet().parameters
    62357608
    """
    conv3, conv4, conv5 = configured(ZFNET_FILTERS, form, "form")
    halve = {"kernel_size": 3, "stride": 2, "ceil_mode": True}
    return Network(
        "ZFNet",
        Sequence(
            *(Convolution(96, 7, stride=2, padding=1, name="conv1"), ReLU()),
            *(MaxPool(**halve, name="pool1"), LocalResponseNorm(name="norm1")),
            *(Convolution(256, 5, stride=2, name="conv2"), ReLU()),
            *(MaxPool(**halve, name="pool2"), LocalResponseNorm(name="norm2")),
            *(Convolution(conv3, 3, padding=1, name="conv3"), ReLU()),
            *(Convolution(conv4, 3, padding=1, name="conv4"), ReLU()),
            *(Convolution(conv5, 3, padding=1, name="conv5"), ReLU()),
            MaxPool(3, stride=2, name="pool5"),
            *classifier(),
        ),
    )
