"""What several families share: the dense end of AlexNet and VGG, keys, tables of configurations.

Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural
networks", 2012. Taught in chapter 8.
"""

from dataclasses import replace

from cnnlib.specs.layers import Dense
from cnnlib.specs.pointwise import Dropout, ReLU


def classifier():
    """Return the dense end of AlexNet and VGG."""
    return (
        *(Dense(4096, name="fc6"), ReLU(), Dropout()),
        *(Dense(4096, name="fc7"), ReLU(), Dropout()),
        Dense(1000, name="fc8"),
    )


def keyed(part, layers):
    """Return the layers with the keys ``part.0``, ``part.1`` and so on, as torchvision has them."""
    return [replace(layer, key=f"{part}.{index}") for index, layer in enumerate(layers)]


def configured(table, key, argument):
    """Look up a configuration, or say which there are."""
    if key not in [*table]:  # a list: what cannot be hashed is refused, too
        raise ValueError(f"{argument} must be one of {[*table]}, got {key!r}")
    return table[key]
