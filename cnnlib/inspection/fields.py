"""The receptive fields of a layer of any PyTorch network, measured.

Two neighboring places in the middle of the layer, each probed with NaN, give size, jump and start;
chapter 6 says how.  Where a specification is at hand, ``receptive_field.field_table`` computes the
same without running anything, also for fields that are larger than the image.
"""

import warnings

import torch

from cnnlib import shapes
from cnnlib.inspection.hooks import find_layer
from cnnlib.receptive_field import FieldGrid, nan_bisect
from cnnlib.training.measure import evaluating


def layer_field(net, layer, input_shape):
    """Measure the receptive fields of all places of a layer.

    Parameters
    ----------
    net : torch.nn.Module
        Run as far as the layer only, so that later layers need not fit.
    layer : str
        Name as ``net.named_modules()`` gives it; its output is (N, channels, rows, columns).
    input_shape : (int, int, int)
        Channels, rows and columns of the input; large enough for the fields in its middle.

    Returns
    -------
    receptive_field.FieldGrid

    Raises
    ------
    ValueError
        If the layer has no 2x2 places in its middle whose fields lie inside the input, or the
        fields have no one size.

    Examples
    --------
    >>> from torch import nn
    >>> net = nn.Sequential(nn.Conv2d(1, 4, 5), nn.MaxPool2d(2), nn.Conv2d(4, 8, 5))
    >>> layer_field(net, "2", (1, 32, 32))
    FieldGrid(size=(14, 14), jump=(2, 2), start=(0, 0))
    """
    channels, *size = (shapes.integer(n, "input_shape", 1) for n in input_shape)
    weight = next(net.parameters())
    x = torch.zeros((1, channels, *size), dtype=weight.dtype, device=weight.device)
    with evaluating(net):
        maps = output_of(net, layer, x)
        if maps.ndim != 4 or min(maps.shape[2:]) < 2:
            raise ValueError(
                f"{layer!r} must give at least 2x2 places on an input of {tuple(size)}, got "
                f"{tuple(maps.shape)}: take a larger input, or a layer before"
            )
        place = tuple((n - 1) // 2 for n in maps.shape[2:])
        probes = [_probe(net, layer, x, one) for one in _two(place)]
    for field in probes:
        _refuse_border(field, size, layer)
    if probes[0].size != probes[1].size:
        raise ValueError(f"neighboring fields of {layer!r} differ in size, as after up-sampling")
    here, there = ((field.rows, field.columns) for field in probes)
    jump = tuple(b[0] - a[0] for a, b in zip(here, there, strict=True))
    start = tuple(a[0] - i * j for a, i, j in zip(here, place, jump, strict=True))
    return FieldGrid(probes[0].size, jump, start)


def output_of(net, layer, x):
    """Return the output of a layer, and run nothing behind it."""

    def stop(module, inputs, output):
        raise _Reached(output)

    handle = find_layer(net, layer).register_forward_hook(stop)
    try:
        net(x)
    except _Reached as reached:
        return reached.output
    finally:
        handle.remove()
    raise ValueError(f"the network does not run {layer!r} on an input of {tuple(x.shape)}")


class _Reached(Exception):
    """Carries the output of a layer out of the forward pass."""

    def __init__(self, output):
        super().__init__()
        self.output = output


def _probe(net, layer, x, place):
    """Return the field of one place; that of a whole input is refused afterwards, with advice."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "the field is the whole input")
        return nan_bisect(lambda x: output_of(net, layer, x), x, place)


def _two(place):
    """Return a place and its neighbor one row and one column on."""
    return place, tuple(n + 1 for n in place)


def _refuse_border(field, size, layer):
    for (first, last), n in zip((field.rows, field.columns), size, strict=True):
        if first == 0 or last == n - 1:
            raise ValueError(
                f"the fields of {layer!r} reach the border of an input of {tuple(size)}: measure "
                f"on a larger one, or compute them by receptive_field.field_table"
            )
