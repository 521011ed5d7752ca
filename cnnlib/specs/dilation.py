"""Any network without some of its strides, by dilation, and with the same weights.

A layer whose stride s is taken away keeps its rate; all layers after it read every s-th place:

    strided   out[a]   = sum of w[i] * x[s*a - p + d*i]
    dense     out[r*a] = the same value, after  stride 1, dilation r*d, padding r*p

where r is the product of the strides taken away before (the rate of the layer's input); that of its
output is r*s. So the dense output, sampled every r*s places, is the strided one, exactly. Chen et
al., "Semantic image segmentation with deep convolutional nets", 2015; Yu, Koltun and Funkhouser,
"Dilated residual networks", 2017. Taught in chapter 11.
"""

from dataclasses import dataclass, replace

from cnnlib import shapes
from cnnlib.specs.composites import Branches, Sequence
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.padding import SAME_UPPER
from cnnlib.specs.partial import PartialConvolution
from cnnlib.specs.pointwise import Pointwise
from cnnlib.specs.pooling import AveragePool, GlobalAveragePool, GlobalMaxPool, MaxPool

WINDOWED = (Convolution, PartialConvolution, MaxPool, AveragePool)
GLOBAL = (GlobalAveragePool, GlobalMaxPool)


def dilated(network, output_stride):
    """Specify the network whose output keeps a higher resolution, by dilation for stride.

    Parameters
    ----------
    network : Network
        Without transposed convolutions.
    output_stride : int
        How many input pixels lie between two places of the output; a product of the network's
        first strides, such as 8 or 16 for a network of stride 32.

    Returns
    -------
    Network
        With the same parameters under the same names. A dense layer on a dilated map becomes the
        convolution with its weights (``models.copy_weights`` reshapes them). A global pooling
        takes its mean over the denser places, as in torchvision, so what follows differs.

    Raises
    ------
    ValueError
        If a layer does not fit its input, the strides do not multiply to `output_stride` on the
        way, or a layer cannot be dilated:
        a transposed convolution, or an average pooling whose windows reach beyond the padding.

    Examples
    --------
    >>> from cnnlib.specs import resnet
    >>> dense = dilated(resnet(18).up_to("conv5_2"), output_stride=8)
    >>> dense.output_shape, dense.parameters == resnet(18).up_to("conv5_2").parameters
    ((512, 28, 28), True)
    """
    output_stride = shapes.integer(output_stride, "output_stride", 1)
    network.require_fit()
    start = _Grid(network.input_shape[1:], (1, 1), (1, 1), output_stride)
    body, end = _dilate(network.body, start)
    if max(end.stride) < output_stride:
        raise ValueError(
            f"output_stride must be at most the stride of {network.name}, {max(end.stride)}, "
            f"got {output_stride}"
        )
    return replace(network, name=f"{network.name}, output stride {output_stride}", body=body)


@dataclass(frozen=True)
class _Grid:
    """Between two layers: size of the strided map, strides kept, and rate of the dense map."""

    size: tuple
    stride: tuple
    rate: tuple
    wanted: int

    @property
    def is_plain(self):
        """Whether no stride has been taken away."""
        return self.rate == (1, 1)


def _dilate(layer, grid):
    """Return a layer in its dense form, and the grid after it."""
    if isinstance(layer, Sequence):
        layers = []
        for part in layer.layers:
            part, grid = _dilate(part, grid)
            layers.append(part)
        return Sequence(*layers, name=layer.name, key=layer.key), grid
    if isinstance(layer, Branches):
        return _dilate_branches(layer, grid)
    if isinstance(layer, Pointwise):
        return layer, grid
    if isinstance(layer, GLOBAL):
        return layer, replace(grid, size=(1, 1), rate=(1, 1))
    if isinstance(layer, Dense):
        dense = layer if grid.is_plain else _dense_form(layer.windowed(grid.size), grid, (1, 1))
        return dense, replace(grid, size=(1, 1))
    if isinstance(layer, WINDOWED):
        return _dilate_window(layer, grid)
    raise ValueError(f"{layer.label}: a {type(layer).__name__} cannot be dilated")


def _dilate_branches(layer, grid):
    """Dilate all paths, which must end on one grid."""
    paths, ends = zip(*(_dilate(path, grid) for path in layer.paths), strict=True)
    if len(set(ends)) > 1:
        strides = [end.stride for end in ends]
        raise ValueError(f"the paths of {layer.label} must have one stride, got {strides}")
    return Branches(*paths, join=layer.join, name=layer.name, key=layer.key), ends[0]


def _dilate_window(layer, grid):
    """Dilate a convolution or a pooling, and take its stride away where enough is reached."""
    own = shapes.pair(layer.stride, "stride")
    axes = range(2)
    kept = tuple(_kept_stride(layer, own[n], grid.stride[n], grid.wanted) for n in axes)
    dense = layer if grid.is_plain and kept == own else _dense_form(layer, grid, kept)
    after = replace(
        grid,
        size=layer.output_size(grid.size),
        stride=tuple(grid.stride[n] * kept[n] for n in axes),
        rate=tuple(grid.rate[n] * own[n] // kept[n] for n in axes),
    )
    return dense, after


def _kept_stride(layer, own, before, wanted):
    """Return the stride that a layer keeps along one axis: its own, or 1."""
    if own * before <= wanted:
        return own
    if before == wanted:
        return 1
    raise ValueError(
        f"output_stride {wanted} cannot be reached: {layer.label} takes the stride from {before} "
        f"to {own * before}; ask for one of these"
    )


def _dense_form(layer, grid, stride):
    """Return a layer with another stride, its dilation and padding multiplied by the rate."""
    sides = _sides_of_all_windows(layer, grid.size)
    layer = layer.windowed(grid.size)
    kernel = shapes.pair(layer.kernel_size, "kernel_size")
    dilation = shapes.pair(layer.dilation, "dilation")
    axes = range(2)
    changes = {
        "stride": _short(stride),
        # A single place has nothing to spread.
        "dilation": _short(
            tuple(dilation[n] * (grid.rate[n] if kernel[n] > 1 else 1) for n in axes)
        ),
        "padding": _written([tuple(grid.rate[n] * p for p in sides[n]) for n in axes]),
    }
    if isinstance(layer, (MaxPool, AveragePool)):
        changes["ceil_mode"] = False
    return replace(layer, **changes)


def _sides_of_all_windows(layer, size):
    """Return the padding that holds all windows, also those that `ceil_mode` lets stick out."""
    geometry = layer.geometry(size)
    sides = []
    for n, (before, after) in enumerate(geometry.padding):
        if layer.padding == SAME_UPPER:  # with stride 1, too, the size stays
            after = geometry.dilation[n] * (geometry.kernel[n] - 1) - before
        last = (geometry.output[n] - 1) * geometry.stride[n]
        covered = last + geometry.dilation[n] * (geometry.kernel[n] - 1) + 1
        beyond = max(covered - before - size[n] - after, 0)
        if beyond and isinstance(layer, AveragePool):
            raise ValueError(
                f"{layer.label}: with ceil_mode the last windows average over fewer places, which "
                f"no dilation can do"
            )
        sides.append((before, after + beyond))
    return sides


def _short(pair):
    """Return one number for two equal ones."""
    return pair[0] if pair[0] == pair[1] else pair


def _written(sides):
    """Write ((top, bottom), (left, right)) as (rows, columns) or one number, if that says all."""
    if any(before != after for before, after in sides):
        return tuple(sides)
    return _short(tuple(before for before, _ in sides))
