"""VGG A to E: stages of 3x3 convolutions, each ended by a 2x2 pooling, and AlexNet's dense end.

Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition",
2015. Taught in chapter 8.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.families.blocks import classifier, configured
from cnnlib.specs.layers import Convolution
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import ReLU
from cnnlib.specs.pooling import MaxPool

# Filters of every 3x3 convolution, one tuple a stage; a 1 behind the number means 1x1.
VGG_STAGES = {
    "A": ((64,), (128,), (256, 256), (512, 512), (512, 512)),
    "B": ((64, 64), (128, 128), (256, 256), (512, 512), (512, 512)),
    "C": ((64, 64), (128, 128), (256, 256, (256, 1)), (512, 512, (512, 1)), (512, 512, (512, 1))),
    "D": ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)),
    "E": ((64, 64), (128, 128), (256,) * 4, (512,) * 4, (512,) * 4),
}


def vgg(configuration="D"):
    """Specify a VGG network: stages of 3x3 convolutions, each ended by a pooling.

    Parameters
    ----------
    configuration : str
        "A" to "E", the columns of the paper's table; "D" is VGG-16, "E" VGG-19.

    Returns
    -------
    Network

    Examples
    --------
    >>> vgg("D").parameters
    138357544
    """
    layers = []
    for stage, filters in enumerate(configured(VGG_STAGES, configuration, "configuration"), 1):
        for number, entry in enumerate(filters, 1):
            count, kernel = entry if isinstance(entry, tuple) else (entry, 3)
            name = f"conv{stage}_{number}"
            layers += [Convolution(count, kernel, padding=kernel // 2, name=name), ReLU()]
        layers.append(MaxPool(2, name=f"pool{stage}"))
    return Network(f"VGG-{configuration}", Sequence(*layers, *classifier()))
