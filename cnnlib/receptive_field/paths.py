"""Count the paths on which an input value reaches an output value.

Walk back from the output: a convolution hands the count of each output to every place under its
window, in every channel of its group; branches add up. The count is 0 outside the receptive
field and in its holes; where all weights are equal it is the gradient, up to a factor, so it
shows how the effective field becomes a Gaussian of variance

    sum over layers of jump² * dilation² * (kernel_size² - 1) / 12

Luo, Li, Urtasun and Zemel, "Understanding the effective receptive field", 2016. Chapter 6.
"""

import numpy as np

from cnnlib import ops, shapes
from cnnlib.ops.pool_windows import window_sum_backward
from cnnlib.receptive_field.growth import field_grid, known, sides, straight
from cnnlib.receptive_field.places import check_place
from cnnlib.specs import (
    Branches,
    Convolution,
    Dense,
    LocalResponseNorm,
    PartialConvolution,
    Pointwise,
    Sequence,
    TransposedConvolution,
)


def path_counts(layers, input_shape, output_place):
    """Count the paths from every input value to one place of the output.

    Parameters
    ----------
    layers : specs.Network, specs.Layer, or an iterable of layers
    input_shape : (int, int, int)
        Channels, rows and columns.
    output_place : (int, int, int) or (int, int)
        Channel, row and column, counted from 0; without the channel, all channels together.

    Returns
    -------
    ndarray of shape input_shape, float64
        Whole numbers, exact up to 2^53; 0 where no path leads.

    Raises
    ------
    ValueError
        If the place lies outside the output, or a layer does not fit its input.

    Examples
    --------
    Two 3x3 convolutions; the middle is on nine paths, the corners on one:

    >>> from cnnlib.specs import Convolution
    >>> path_counts([Convolution(1, 3), Convolution(1, 3)], (1, 5, 5), (0, 0))[0, 2]
    array([3., 6., 9., 6., 3.])
    """
    sequence = Sequence.of(layers)
    shape = sequence.output_shape(input_shape)
    counts = np.zeros(shape)
    counts[(..., *check_place(output_place, shape, "output_place"))] = 1
    return _back(sequence, counts, tuple(input_shape))


def can_affect(layers, input_shape, input_place, output_place):
    """Answer whether the input x[a, b, c] can affect the output z[i, j, k].

    "Can": whether some path joins them. Particular weights, such as zeros, may still block it.

    Parameters
    ----------
    layers, input_shape
        As for `path_counts`.
    input_place, output_place : (int, int, int) or (int, int)
        Channel, row and column, counted from 0; without the channel, any of them.

    Returns
    -------
    bool

    Raises
    ------
    ValueError
        As `path_counts`, and if the input place lies outside the input.

    Examples
    --------
    A 3x4 image through two 2x2 kernels: the output is 1x2, and each output sees 3x3 places.

    >>> from cnnlib.specs import Convolution
    >>> two = [Convolution(1, 2), Convolution(1, 2)]
    >>> [can_affect(two, (1, 3, 4), (0, 2, column), (0, 0, 0)) for column in range(4)]
    [True, True, True, False]
    """
    place = check_place(input_place, tuple(input_shape), "input_place")
    counts = path_counts(layers, input_shape, output_place)
    return bool((counts[(..., *place)] > 0).any())


def cone(layers, n, unit):
    """Follow one output down through the layers, along one axis.

    Parameters
    ----------
    layers : specs.Network, specs.Layer, or an iterable of layers
        Without branches, alike along rows and columns, convolutions with one filter.
    n : int
        Inputs along the axis.
    unit : int
        Of the last layer, counted from 0.

    Returns
    -------
    list of (ndarray of shape (units,), ndarray of shape (units,))
        For the input and every layer: the center of each unit's field, and the number of paths
        from the unit to the chosen one.

    Raises
    ------
    ValueError
        If there is no such unit, there are branches, a layer differs along rows and columns, or a
        convolution has more than one filter.
    TypeError
        If `n` or `unit` is no integer.

    Examples
    --------
    >>> from cnnlib.specs import Convolution, MaxPool
    >>> for centers, paths in cone([Convolution(1, 3), MaxPool(2)], 6, unit=1):
    ...     print(centers, paths)
    [0. 1. 2. 3. 4. 5.] [0. 0. 1. 2. 2. 1.]
    [1. 2. 3. 4.] [0. 0. 1. 1.]
    [1.5 3.5] [0. 1.]
    """
    n = shapes.integer(n, "n", 1)
    layers = list(straight(known(layers, n)))
    for layer in layers:
        _require_one_axis(layer)
    rows = []
    shape = (1, n, n)
    for level in range(len(layers) + 1):
        grid = field_grid(layers[:level])
        counts = path_counts(layers[level:], shape, (unit, unit))[0]
        # Rows and columns are alike, so the counts are squares along the diagonal.
        centers = grid.center[0] + grid.jump[0] * np.arange(len(counts))
        rows.append((centers, np.sqrt(np.diagonal(counts))))
        if level < len(layers):
            shape = (1, *layers[level].output_size(shape[1:]))
    return rows


def _require_one_axis(layer):
    """Refuse a layer that one axis does not tell the whole of."""
    if getattr(layer, "out_channels", 1) != 1:
        raise ValueError(
            f"a cone has one unit a place: give {layer.label} one filter instead of "
            f"{layer.out_channels}"
        )
    for name in ("kernel_size", "stride", "dilation"):
        rows, columns = shapes.pair(getattr(layer, name), name)
        if rows != columns:
            raise ValueError(
                f"a cone is drawn along one axis: {name} of {layer.label} must be the same for "
                f"rows and columns, got {(rows, columns)}"
            )
    above, beside = sides(layer)
    if above != beside:
        raise ValueError(
            f"a cone is drawn along one axis: padding of {layer.label} must be the same for rows "
            f"and columns, got {(above, beside)}"
        )


def _back(layer, counts, shape):
    """Carry counts (C_out, out_h, out_w) back to the input of a layer, `shape` (C, H, W)."""
    if isinstance(layer, Sequence):
        for part, before in reversed(list(layer.steps(shape))):
            counts = _back(part, counts, before)
        return counts
    if isinstance(layer, Branches):
        return _back_through_branches(layer, counts, shape)
    if isinstance(layer, Dense):
        return np.full(shape, counts.sum())
    if isinstance(layer, LocalResponseNorm):
        channels = np.arange(shape[0])
        ahead = channels[:, None] - channels  # input channel minus output channel
        # As in PyTorch, the odd one of an even number of neighbors comes before.
        near = (-(layer.size // 2) <= ahead) & (ahead <= (layer.size - 1) // 2)
        return np.tensordot(near.astype(float), counts, axes=1)
    if isinstance(layer, Pointwise):
        return counts
    if isinstance(layer, TransposedConvolution):
        return _back_through_transposed(layer, counts, shape)
    if isinstance(layer, PartialConvolution):
        seen = window_sum_backward(counts, layer.geometry(shape[1:]))  # (C_out, H, W)
        joined = np.zeros((shape[0], len(layer.connections)))
        for number, channels in enumerate(layer.connections):
            joined[list(channels), number] = 1
        return np.tensordot(joined, seen, axes=1)  # (C, H, W)
    if isinstance(layer, Convolution):
        planes = counts.reshape(layer.groups, -1, *counts.shape[1:]).sum(axis=1)  # (groups, ...)
        seen = window_sum_backward(planes, layer.geometry(shape[1:]))
        return seen.repeat(shape[0] // layer.groups, axis=0)  # (C, H, W)
    return window_sum_backward(counts, layer.geometry(shape[1:]))  # pooling: channels apart


def _back_through_branches(branches, counts, shape):
    """Sum the counts of all paths; stacked channels go back to the path they came from."""
    total = np.zeros(shape)
    first = 0
    for path in branches.paths:
        own = counts
        if branches.join == "concatenate":
            last = first + path.output_shape(shape)[0]
            own = counts[first:last]
            first = last
        total += _back(path, own, shape)
    return total


def _back_through_transposed(layer, counts, shape):
    """Sum the counts of all outputs that an input is spread to: a convolution with ones."""
    planes = counts.reshape(layer.groups, -1, *counts.shape[1:]).sum(axis=1)  # (groups, ...)
    ones = np.ones((1, 1, *shapes.pair(layer.kernel_size, "kernel_size")))
    window = layer.stride, layer.padding, layer.dilation
    gathered = ops.conv2d(planes[:, None], ones, None, *window)[:, 0]  # (groups, H, W)
    gathered = gathered[:, : shape[1], : shape[2]]
    return gathered.repeat(shape[0] // layer.groups, axis=0)  # (C, H, W)
