"""Networks as short lists, ["conv", 6, 5, 1, 0, 1], and back: what the architecture builder edits.

A list names the kind of a layer and its numbers, in the order of KINDS; 1 says yes to `ceil`, sizes
rounded up, and to `late`, a bottleneck with its stride in the 3x3. A convolution that a batch
normalization follows has no bias, as is the custom. Used by architecture.py.
"""

from dataclasses import replace
from functools import singledispatch

from cnnlib import specs
from cnnlib.specs.families.resnet import EXPANSION

WINDOW = ("kernel", "stride", "padding")
KINDS = {
    "conv": ("filters", *WINDOW, "groups"),
    "max": (*WINDOW, "ceil"),
    "mean": (*WINDOW, "ceil"),
    "relu": (),
    "relu6": (),
    "tanh": (),
    "norm": (),
    "lrn": (),
    "global": (),
    "dense": ("units",),
    "block": ("filters", "stride"),
    "bottleneck": ("filters", "stride", "late"),
}
# Kinds without numbers, and what they are.
SIMPLE = {
    "relu": specs.ReLU,
    "relu6": specs.ReLU6,
    "tanh": specs.Tanh,
    "norm": specs.BatchNorm,
    "lrn": specs.LocalResponseNorm,
    "global": specs.GlobalAveragePool,
}
MOST_LAYERS = 40


def plain_layers(network):
    """Return the layers that have a list each: sequences opened, residual blocks kept, no dropout.

    Parameters
    ----------
    network : specs.Network

    Returns
    -------
    list of specs.Layer

    Examples
    --------
    >>> len(plain_layers(specs.block_network([8])))  # the block is opened
    9
    """
    return [*_opened(network.body)]


def _opened(sequence):
    for layer in sequence.layers:
        if isinstance(layer, specs.Sequence) and _residual(layer) is None:
            yield from _opened(layer)
        elif not isinstance(layer, specs.Dropout):
            yield layer


def read_network(network):
    """Return the layers of a specification as lists, or say which of them has no list.

    Parameters
    ----------
    network : specs.Network
        Dropout is left out: it learns and computes nothing.

    Returns
    -------
    list of list

    Examples
    --------
    >>> read_network(specs.lenet5())[:3]
    [['conv', 6, 5, 1, 0, 1], ['tanh'], ['mean', 2, 2, 0, 0]]
    """
    layers = plain_layers(network)
    lists = [_read(layer) for layer in layers]
    rebuilt = specify(network.name, lists, network.input_shape).layers
    for layer, known in zip(layers, rebuilt, strict=True):
        if _learned(layer) != _learned(known):
            raise ValueError(
                f"this explorer has {known!r} here, got {layer!r}: a convolution has a bias unless "
                f"a batch normalization follows, and a dense layer has one"
            )
    return lists


def _learned(layer):
    """Return what tells two layers of one list apart: biases, or the layers of a block."""
    return getattr(layer, "bias", None), getattr(layer, "layers", None)


def specify(name, lists, input_shape):
    """Return the network that lists stand for.

    Parameters
    ----------
    name : str
    lists : list of list
    input_shape : (int, int, int)

    Returns
    -------
    specs.Network

    Examples
    --------
    >>> specify("two", [["conv", 4, 3, 1, 0, 1], ["dense", 10]], (1, 8, 8)).parameters
    1490
    """
    layers, channels = [], input_shape[0]
    kinds = [kind for kind, *_ in lists]
    for (kind, *numbers), following in zip(lists, [*kinds, None][1:], strict=True):
        layers.append(_specify_one(kind, numbers, channels, bias=following != "norm"))
        if numbers and kind not in ("max", "mean"):
            channels = numbers[0] * (EXPANSION if kind == "bottleneck" else 1)
    return specs.Network(name, specs.Sequence(*layers), input_shape)


def _specify_one(kind, numbers, channels, bias):
    if kind == "conv":
        *window, groups = numbers
        return specs.Convolution(*window, groups=groups, bias=bias)
    if kind in ("max", "mean"):
        *window, ceil = numbers
        pool = specs.MaxPool if kind == "max" else specs.AveragePool
        return pool(*window, ceil_mode=bool(ceil))
    if kind == "block":
        return specs.basic_block(channels, *numbers)
    if kind == "bottleneck":
        width, stride, late = numbers
        return specs.bottleneck(channels, width, stride, stride_on_3x3=bool(late))
    return specs.Dense(*numbers) if kind == "dense" else SIMPLE[kind]()


@singledispatch
def _read(layer):
    raise ValueError(f"this explorer has no layer like {layer!r}; it has {[*KINDS]}")


@_read.register
def _(layer: specs.Convolution):
    if layer.dilation != 1:
        raise ValueError(f"this explorer has no dilation, got {layer!r}")
    return ["conv", layer.out_channels, *_window(layer), layer.groups]


@_read.register
def _(layer: specs.Pool):
    if layer.dilation != 1:
        raise ValueError(f"this explorer has no dilation, got {layer!r}")
    kind = "max" if isinstance(layer, specs.MaxPool) else "mean"
    return [kind, *_window(layer), int(layer.ceil_mode)]


@_read.register
def _(layer: specs.Dense):
    return ["dense", layer.out_features]


@_read.register(specs.Pointwise)
@_read.register(specs.GlobalAveragePool)
def _(layer):
    for kind, known in SIMPLE.items():
        if type(layer) is known and (kind != "lrn" or replace(layer, name="", key="") == known()):
            return [kind]
    return _read.dispatch(object)(layer)


@_read.register
def _(layer: specs.Branches):
    raise ValueError(
        f"this explorer has no branches but those of residual blocks, got {layer.label}: the "
        f"paths of an Inception module or an MBConv do not fit into one list of layers"
    )


@_read.register
def _(layer: specs.Sequence):
    return _residual(layer)


def _residual(layer):
    """Return the list of a residual block, or None for another sequence."""
    branches = layer.layers[0] if layer.layers else None
    if not isinstance(branches, specs.Branches) or not branches.paths[0].layers:
        return None
    path = branches.paths[0]
    convolutions = [part for part in path.layers if isinstance(part, specs.Convolution)]
    if not convolutions:
        return None
    first = convolutions[0].out_channels
    strides = [part.stride for part in convolutions if isinstance(part.stride, int)]
    for stride in sorted({*strides}, reverse=True):
        for block in _blocks(first, stride):
            kind, *numbers = block
            if path == _specify_one(kind, numbers, first, bias=True).layers[0].paths[0]:
                return block
    return None


def _blocks(width, stride):
    """Return the lists of all residual blocks with this width and stride."""
    return (
        ["block", width, stride],
        ["bottleneck", width, stride, 0],
        ["bottleneck", width, stride, 1],
    )


def _window(layer):
    """Return kernel, stride and padding as whole numbers; they are alike for rows and columns."""
    numbers = [layer.kernel_size, layer.stride, layer.padding]
    if not all(isinstance(number, int) for number in numbers):
        raise ValueError(f"this explorer has square windows and padding in numbers, got {layer!r}")
    return numbers
