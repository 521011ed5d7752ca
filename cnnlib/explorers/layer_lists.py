"""Networks as short lists, ["conv", 6, 5, 1, 0], and back: what the architecture builder edits.

A list names the kind of a layer and its numbers, in the order of KINDS. A convolution that a
batch normalization follows has no bias, as is the custom. Used by architecture.py.
"""

from functools import singledispatch

from cnnlib import specs

WINDOW = ("kernel", "stride", "padding")
KINDS = {
    "conv": ("filters", *WINDOW),
    "max": WINDOW,
    "mean": WINDOW,
    "relu": (),
    "tanh": (),
    "norm": (),
    "global": (),
    "dense": ("units",),
    "block": ("filters", "stride"),
}
MOST_LAYERS = 40


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
    [['conv', 6, 5, 1, 0], ['tanh'], ['mean', 2, 2, 0]]
    """
    layers = [layer for layer in network.layers if not isinstance(layer, specs.Dropout)]
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
    >>> specify("two", [["conv", 4, 3, 1, 0], ["dense", 10]], (1, 8, 8)).parameters
    1490
    """
    layers, channels = [], input_shape[0]
    kinds = [kind for kind, *_ in lists]
    for (kind, *numbers), following in zip(lists, [*kinds, None][1:], strict=True):
        layers.append(_specify_one(kind, numbers, channels, bias=following != "norm"))
        if kind in ("conv", "dense", "block"):
            channels = numbers[0]
    return specs.Network(name, specs.Sequence(*layers), input_shape)


def _specify_one(kind, numbers, channels, bias):
    simple = {
        "max": specs.MaxPool,
        "mean": specs.AveragePool,
        "relu": specs.ReLU,
        "tanh": specs.Tanh,
        "norm": specs.BatchNorm,
        "global": specs.GlobalAveragePool,
        "dense": specs.Dense,
    }
    if kind == "conv":
        return specs.Convolution(*numbers, bias=bias)
    if kind == "block":
        return specs.basic_block(channels, *numbers)
    return simple[kind](*numbers)


@singledispatch
def _read(layer):
    raise ValueError(f"this explorer has no layer like {layer!r}; it has {[*KINDS]}")


@_read.register
def _(layer: specs.Convolution):
    if layer.dilation != 1 or layer.groups != 1:
        raise ValueError(f"this explorer has no dilation and no groups, got {layer!r}")
    return ["conv", layer.out_channels, *_window(layer)]


@_read.register
def _(layer: specs.Pool):
    if layer.ceil_mode or layer.dilation != 1:
        raise ValueError(f"this explorer has no ceil_mode and no dilation, got {layer!r}")
    return ["max" if isinstance(layer, specs.MaxPool) else "mean", *_window(layer)]


@_read.register
def _(layer: specs.Dense):
    return ["dense", layer.out_features]


@_read.register
def _(layer: specs.Pointwise):
    for kind, known in (("relu", specs.ReLU), ("tanh", specs.Tanh), ("norm", specs.BatchNorm)):
        if type(layer) is known:
            return [kind]
    return _read.dispatch(object)(layer)


@_read.register
def _(layer: specs.GlobalAveragePool):
    return ["global"]


@_read.register
def _(layer: specs.Sequence):
    """Read a residual block: two paths, the first of two convolutions."""
    branches = layer.layers[0] if layer.layers else None
    if not isinstance(branches, specs.Branches) or not branches.paths[0].layers:
        return _read.dispatch(object)(layer)
    first = branches.paths[0].layers[0]
    block = ["block", getattr(first, "out_channels", 0), getattr(first, "stride", 0)]
    if branches.paths[0] != _main_path(*block[1:]):
        return _read.dispatch(object)(layer)
    return block


def _main_path(width, stride):
    """Return the path of two convolutions that a basic block of these numbers has."""
    return specs.basic_block(width or 1, width or 1, stride or 1).layers[0].paths[0]


def _window(layer):
    """Return kernel, stride and padding as whole numbers; they are alike for rows and columns."""
    numbers = [layer.kernel_size, layer.stride, layer.padding]
    if not all(isinstance(number, int) for number in numbers):
        raise ValueError(f"this explorer has square windows and padding in numbers, got {layer!r}")
    return numbers
