"""The famous networks as specifications: numbers from their papers, and nothing else.

Parameter counts follow from these lines; the tests compare them with the published ones. Each
layer that the papers name carries that name, so that a receptive field can be asked for by it.
Sources: LeCun et al. 1998 (LeNet-5), Krizhevsky et al. 2012 (AlexNet), Simonyan and Zisserman
2015 (VGG), Szegedy et al. 2015 (GoogLeNet), He et al. 2016 (ResNet). Taught in chapter 8.
"""

from cnnlib.specs.layers import AveragePool, Convolution, Dense, GlobalAveragePool, MaxPool
from cnnlib.specs.networks import Branches, Network, Sequence
from cnnlib.specs.pointwise import BatchNorm, Dropout, LocalResponseNorm, ReLU, Tanh

# Filters of every 3x3 convolution, one tuple a stage; a 1 behind the number means 1x1.
VGG_STAGES = {
    "A": ((64,), (128,), (256, 256), (512, 512), (512, 512)),
    "B": ((64, 64), (128, 128), (256, 256), (512, 512), (512, 512)),
    "C": ((64, 64), (128, 128), (256, 256, (256, 1)), (512, 512, (512, 1)), (512, 512, (512, 1))),
    "D": ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)),
    "E": ((64, 64), (128, 128), (256,) * 4, (512,) * 4, (512,) * 4),
}
# Blocks in each of the four stages, and whether they are bottlenecks.
RESNET_STAGES = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3)}
RESNET_BOTTLENECKS = (50,)
# Filters: 1x1; 1x1 before 3x3, 3x3; 1x1 before 5x5, 5x5; 1x1 after the pooling.
INCEPTION = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}


def lenet5():
    """Specify LeNet-5 in its modern form: C3 sees all maps, the end is a plain dense layer.

    Returns
    -------
    Network

    Examples
    --------
    >>> lenet5().parameters
    61706
    """
    return Network(
        "LeNet-5",
        Sequence(
            *(Convolution(6, 5, name="conv1"), Tanh(), AveragePool(2, name="pool1")),
            *(Convolution(16, 5, name="conv2"), Tanh(), AveragePool(2, name="pool2")),
            *(Dense(120, name="fc1"), Tanh(), Dense(84, name="fc2"), Tanh()),
            Dense(10, name="fc3"),
        ),
        (1, 32, 32),
    )


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
            *_classifier(),
        ),
        (3, 227, 227),
    )


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
    for stage, filters in enumerate(_entry(VGG_STAGES, configuration, "configuration"), 1):
        for number, entry in enumerate(filters, 1):
            count, kernel = entry if isinstance(entry, tuple) else (entry, 3)
            name = f"conv{stage}_{number}"
            layers += [Convolution(count, kernel, padding=kernel // 2, name=name), ReLU()]
        layers.append(MaxPool(2, name=f"pool{stage}"))
    return Network(f"VGG-{configuration}", Sequence(*layers, *_classifier()))


def resnet(depth=50, stride_on_3x3=False):
    """Specify a residual network.

    Parameters
    ----------
    depth : int
        18, 34 or 50 layers.
    stride_on_3x3 : bool
        Where a bottleneck halves the image: in its first 1x1 convolution, as in the paper, or in
        the 3x3, which sees every pixel ("v1.5", torchvision's). No difference below 50 layers.

    Returns
    -------
    Network

    Examples
    --------
    >>> resnet(50).parameters
    25557032
    """
    layers = [
        *(Convolution(64, 7, stride=2, padding=3, bias=False, name="conv1"), BatchNorm(), ReLU()),
        MaxPool(3, stride=2, padding=1, name="pool1"),
    ]
    bottleneck, channels = depth in RESNET_BOTTLENECKS, 64
    for stage, blocks in enumerate(_entry(RESNET_STAGES, depth, "depth")):
        width = 64 * 2**stage
        out = 4 * width if bottleneck else width
        for block in range(blocks):
            stride = 2 if stage and not block else 1
            strides = (1, stride) if stride_on_3x3 else (stride, 1)
            if bottleneck:
                path = _normalized((width, 1, strides[0]), (width, 3, strides[1]), (out, 1, 1))
            else:
                path = _normalized((width, 3, stride), (width, 3, 1))
            shortcut = () if (channels, stride) == (out, 1) else _normalized((out, 1, stride))
            layers += [Branches(path, shortcut, name=f"conv{stage + 2}_{block + 1}"), ReLU()]
            channels = out
    layers += [GlobalAveragePool(name="pool5"), Dense(1000, name="fc")]
    return Network(f"ResNet-{depth}", Sequence(*layers))


def googlenet():
    """Specify GoogLeNet (Inception v1), without the two classifiers that only help training.

    Returns
    -------
    Network

    Examples
    --------
    >>> googlenet().parameters
    6998552
    """
    halve = {"kernel_size": 3, "stride": 2, "ceil_mode": True}
    modules = {name: _inception(name) for name in INCEPTION}
    return Network(
        "GoogLeNet",
        Sequence(
            *(Convolution(64, 7, stride=2, padding=3, name="conv1"), ReLU()),
            *(MaxPool(**halve, name="pool1"), LocalResponseNorm()),
            *(Convolution(64, 1, name="conv2_reduce"), ReLU()),
            *(Convolution(192, 3, padding=1, name="conv2"), ReLU()),
            *(LocalResponseNorm(), MaxPool(**halve, name="pool2")),
            *(modules["3a"], modules["3b"], MaxPool(**halve, name="pool3")),
            *(modules[name] for name in ("4a", "4b", "4c", "4d", "4e")),
            *(MaxPool(**halve, name="pool4"), modules["5a"], modules["5b"]),
            *(GlobalAveragePool(name="pool5"), Dropout(0.4), Dense(1000, name="fc")),
        ),
    )


def _classifier():
    """Return the dense end of AlexNet and VGG."""
    return (
        *(Dense(4096, name="fc6"), ReLU(), Dropout()),
        *(Dense(4096, name="fc7"), ReLU(), Dropout()),
        Dense(1000, name="fc8"),
    )


def _normalized(*convolutions):
    """Return convolutions (filters, kernel_size, stride), each normalized, ReLU between them."""
    layers = []
    for filters, kernel, stride in convolutions:
        convolution = Convolution(filters, kernel, stride, padding=kernel // 2, bias=False)
        layers += [convolution, BatchNorm(), ReLU()]
    return tuple(layers[:-1])  # the last ReLU follows the sum


def _inception(name):
    """Return the four paths of one Inception module, stacked."""
    one, before_three, three, before_five, five, pooled = INCEPTION[name]
    return Branches(
        (Convolution(one, 1), ReLU()),
        (Convolution(before_three, 1), ReLU(), Convolution(three, 3, padding=1), ReLU()),
        (Convolution(before_five, 1), ReLU(), Convolution(five, 5, padding=2), ReLU()),
        (MaxPool(3, stride=1, padding=1), Convolution(pooled, 1), ReLU()),
        join="concatenate",
        name=f"inception{name}",
    )


def _entry(table, key, argument):
    """Look up a configuration, or say which there are."""
    if key not in table:
        raise ValueError(f"{argument} must be one of {[*table]}, got {key!r}")
    return table[key]
