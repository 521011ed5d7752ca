"""VGG A to E: stages of 3x3 convolutions, each ended by a 2x2 pooling, and AlexNet's dense end.

Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition",
2015. Taught in chapter 8.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.families.blocks import classifier, configured, keyed
from cnnlib.specs.layers import Convolution
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import ReLU
from cnnlib.specs.pooling import MaxPool

# Filters of every 3x3 convolution, one tuple a stage; a 1 after the number means 1x1.
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
    features = []
    for number, filters in enumerate(configured(VGG_STAGES, configuration, "configuration"), 1):
        features += vgg_stage(number, filters)
    layers = [*keyed("features", features), *keyed("classifier", classifier())]
    return Network(f"VGG-{configuration}", Sequence(*layers))


def vgg_stage(number, filters):
    """Return the convolutions of one stage, each rectified, and the pooling that ends it."""
    layers = []
    for place, entry in enumerate(filters, 1):
        count, kernel_size = entry if isinstance(entry, tuple) else (entry, 3)
        name = f"conv{number}_{place}"
        layers += [Convolution(count, kernel_size, padding=kernel_size // 2, name=name), ReLU()]
    return [*layers, MaxPool(2, name=f"pool{number}")]
