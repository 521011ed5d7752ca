"""Bodies of networks whose fields Araujo, Norris and Sim (2019) list, written as layers.

They need what the library's own networks do not: depthwise convolutions, kernels of 1x7 and 7x1,
branches inside branches. Channels are cut down where they do not matter; a field needs none.
"""

from cnnlib.specs import AveragePool, Branches, Convolution, MaxPool

# Filters and strides of the thirteen depthwise blocks; Howard et al., 2017.
MOBILENET_BLOCKS = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)]
MOBILENET_BLOCKS += [(512, 1)] * 5 + [(1024, 2), (1024, 1)]


def conv(kernel_size=1, stride=1, padding=0):
    """Return a convolution with few filters."""
    return Convolution(4, kernel_size, stride, padding)


def stacked(*paths):
    """Return paths whose channels are stacked."""
    return Branches(*paths, join="concatenate")


def mobilenet_v1():
    """Return the convolutions of MobileNet-v1."""
    layers, channels = [Convolution(32, 3, 2, 1)], 32
    for filters, stride in MOBILENET_BLOCKS:
        layers.append(Convolution(channels, 3, stride, 1, groups=channels))
        layers.append(Convolution(filters, 1))
        channels = filters
    return layers


def inception_v2():
    """Return the body of Inception-v2: each 5x5 is two 3x3; Ioffe and Szegedy, 2015."""
    three, halve = conv(3, 1, 1), conv(3, 2, 1)
    stem = [conv(7, 2, 3), MaxPool(3, 2, 1), conv(), three, MaxPool(3, 2, 1)]
    pooled = (AveragePool(3, 1, 1), conv())
    wide = stacked((conv(),), (conv(), three), (conv(), three, three), pooled)
    smaller = stacked((conv(), halve), (conv(), three, halve), (MaxPool(3, 2, 1),))
    return [*stem, *[wide] * 2, smaller, *[wide] * 4, smaller, *[wide] * 2]


def inception_v3():
    """Return the body of Inception-v3: 7x7 as 1x7 and 7x1, branches in branches; Szegedy 2016."""
    three, halve = conv(3, 1, 1), conv(3, 2)
    along, down = conv((1, 7), 1, (0, 3)), conv((7, 1), 1, (3, 0))
    pooled = (AveragePool(3, 1, 1), conv())
    split = stacked((conv((1, 3), 1, (0, 1)),), (conv((3, 1), 1, (1, 0)),))
    first = stacked((conv(),), (conv(), conv(5, 1, 2)), (conv(), three, three), pooled)
    second = stacked((conv(),), (conv(), along, down), (conv(), *[down, along] * 2), pooled)
    third = stacked((conv(),), (conv(), split), (conv(), three, split), pooled)
    to_second = stacked((halve,), (conv(), three, halve), (MaxPool(3, 2),))
    to_third = stacked((conv(), halve), (conv(), along, down, halve), (MaxPool(3, 2),))
    stem = [halve, conv(3), three, MaxPool(3, 2), conv(), conv(3), MaxPool(3, 2)]
    return [*stem, *[first] * 3, to_second, *[second] * 4, to_third, *[third] * 2]


PUBLISHED = [(mobilenet_v1, 315), (inception_v2, 699), (inception_v3, 1311)]
