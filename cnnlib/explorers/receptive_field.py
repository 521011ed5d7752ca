"""Stack layers and watch the receptive field of one output grow on the input.

    field += (k - 1)*d*jump        start -= p*jump        jump *= s

in that order for every layer, from field 1, jump 1, start 0. Unit i of the layer sees the
inputs start + i*jump to start + i*jump + field - 1; those outside the input are padding.
Taught in chapter 6; dilation and its gaps in chapter 11.
"""

from typing import ClassVar

from cnnlib import shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer
from cnnlib.receptive_field import FieldGrid

KEYS = ("kernel", "stride", "padding", "dilation")
LIMITS = {"kernel": (1, 11), "stride": (1, 4), "padding": (0, 5), "dilation": (1, 16)}
CONV3 = ("conv", 3)
CONV3_PADDED, POOL2 = ("conv", 3, 1, 1), ("pool", 2, 2)
VGG_BLOCK = (CONV3_PADDED, CONV3_PADDED, POOL2)
# Key -> name, size of the input, layers as (kind, kernel, stride, padding, dilation).
STACKS = {
    "three": ("three 3×3 convolutions", 16, (CONV3, CONV3, CONV3)),
    "seven": ("one 7×7 convolution", 16, (("conv", 7),)),
    "lenet": ("LeNet-5", 32, (("conv", 5), POOL2, ("conv", 5), POOL2, ("conv", 5))),
    "vgg": ("VGG, two blocks", 24, VGG_BLOCK + VGG_BLOCK),
    "resnet": ("ResNet, first layers", 32, (("conv", 7, 2, 3), ("pool", 3, 2, 1))),
    "dilated": ("dilation 1, 2, 4", 24, (CONV3, ("conv", 3, 1, 0, 2), ("conv", 3, 1, 0, 4))),
    "gridding": ("dilation 2, 2, 2", 24, (("conv", 3, 1, 0, 2),) * 3),
}


def read_layer(layer):
    """Return (kind, kernel, stride=1, padding=0, dilation=1) as a checked dictionary."""
    if not isinstance(layer, (tuple, list)) or not 2 <= len(layer) <= 5:
        raise ValueError(f"a layer is (kind, kernel, stride, padding, dilation), got {layer!r}")
    kind, *numbers = layer
    if kind not in ("conv", "pool"):
        raise ValueError(f'the kind of a layer must be "conv" or "pool", got {kind!r}')
    read = {"kind": kind}
    for key, value in zip(KEYS, [*numbers, *(1, 0, 1)[len(numbers) - 1 :]], strict=True):
        low, high = LIMITS[key]
        read[key] = shapes.integer(value, key, low)
        if read[key] > high:
            raise ValueError(f"{key} must be at most {high} in this explorer, got {value}")
    return read


class ReceptiveField(Explorer):
    """Layers that can be added, changed and removed, with the field of one output.

    Parameters
    ----------
    layers : str or sequence of (kind, kernel, stride, padding, dilation), at most 8
        A name of `STACKS`, as "lenet", or layers; kind is "conv" or "pool", and stride 1,
        padding 0 and dilation 1 may be left out.
    n : int, 4 to 40, optional
        Size of the input along an axis; 16, or what the named stack is drawn on.
    planar : bool
        Draw two axes, as maps, instead of one.
    weighted : bool
        Shade every input by the number of paths that lead from it to the output.

    Raises
    ------
    ValueError, TypeError
        For settings out of these ranges, or a layer that does not fit.

    Examples
    --------
    >>> [row["field"] for row in ReceptiveField("lenet").fields()]
    [1, 5, 6, 14, 16, 32]
    """

    tag = "cnn-receptive-field"
    element = "ReceptiveField"
    sources = ("fields.js", "field_figure.js", "receptive_field.js")
    styles = ("receptive_field.css",)
    constants: ClassVar[dict] = {
        "STACKS": {
            key: {"name": name, "n": n, "layers": [read_layer(layer) for layer in layers]}
            for key, (name, n, layers) in STACKS.items()
        }
    }

    def __init__(self, layers="three", n=None, planar=False, weighted=False):
        if isinstance(layers, str):
            if layers not in STACKS:
                raise ValueError(f"layers must be one of {tuple(STACKS)} or layers, got {layers!r}")
            _, drawn_on, layers = STACKS[layers]
            n = drawn_on if n is None else n
        elif not isinstance(layers, (tuple, list)):
            raise TypeError(f"layers must be a name or a sequence of layers, got {layers!r}")
        self.n = shapes.integer(16 if n is None else n, "n", 4)
        self.layers = [read_layer(layer) for layer in layers]
        if self.n > 40 or len(self.layers) > 8:
            raise ValueError(
                "n must be at most 40 and layers at most 8 in this explorer, "
                f"got n {self.n} and {len(self.layers)} layers"
            )
        self.planar, self.weighted = bool(planar), bool(weighted)
        self.fields()  # refuses a layer that does not fit

    def fields(self):
        """Compute the table that the explorer shows.

        Returns
        -------
        list of dict
            One for the input and one for each layer: size `n`, `jump`, `field`, `start`.
        """
        n, grid = self.n, FieldGrid()
        rows = [_row(n, grid)]
        for layer in self.layers:
            window = [layer[key] for key in KEYS]
            n, grid = shapes.output_size(n, *window), grid.after(*window)
            rows.append(_row(n, grid))
        return rows

    def reached(self, chosen):
        """Return, for every layer, its units that feed unit `chosen` of the last layer.

        Parameters
        ----------
        chosen : int

        Returns
        -------
        list of set of int
            From the input to the last layer; padding is left out.
        """
        rows, sets = self.fields(), [{chosen}]
        for row, layer in zip(rows[-2::-1], self.layers[::-1], strict=True):
            stride, dilation, padding = layer["stride"], layer["dilation"], layer["padding"]
            taps = [dilation * a - padding for a in range(layer["kernel"])]
            places = {unit * stride + tap for unit in sets[0] for tap in taps}
            sets.insert(0, {place for place in places if 0 <= place < row["n"]})
        return sets

    def config(self):
        """Return what the element starts from."""
        return {
            "n": self.n,
            "layers": self.layers,
            "planar": self.planar,
            "weighted": self.weighted,
        }

    def still(self):
        """Return the still figure: rows of units, the field of the middle output marked."""
        rows = self.fields()
        chosen = (rows[-1]["n"] - 1) // 2
        parts, step = [], 20 / svg.CELL  # one input is 20 pixels wide
        for level, (row, units) in enumerate(zip(rows, self.reached(chosen), strict=True)):
            down = 1.7 * (len(rows) - 1 - level) + 0.5
            side = max(0.8, min(row["jump"] * 0.7, row["jump"] - 0.2)) * step
            first = row["start"] + row["field"] / 2  # where the middle of unit 0 lies
            lefts = [(first + unit * row["jump"]) * step - side / 2 for unit in range(row["n"])]
            places = [(down, left, 0.6, side) for left in lefts]
            color = svg.OUTPUT if level == len(rows) - 1 else svg.INPUT
            parts += [
                svg.boxes([places[unit] for unit in sorted(units)], color, 0.5),
                svg.boxes(places, "currentColor"),
                svg.text(down - 0.25, 0, self._label(level, row), 12, "start"),
            ]
        width = max(self.n * step, 9)
        return svg.figure(1.7 * len(rows) - 0.5, width, self.description(), *parts)

    def _label(self, level, row):
        if level == 0:
            return f"input, {row['n']}"
        layer = self.layers[level - 1]
        words = [f"{level}: {layer['kind']} {layer['kernel']}"]
        words += [f"{k} {layer[k]}" for k in ("stride", "dilation") if layer[k] > 1]
        return f"{', '.join(words)} \N{RIGHTWARDS ARROW} {row['n']}, field {row['field']}"

    def description(self):
        """Say the figure in words."""
        rows = self.fields()
        chosen = (rows[-1]["n"] - 1) // 2
        labels = "; ".join(self._label(level, row) for level, row in enumerate(rows))
        first = rows[-1]["start"] + chosen * rows[-1]["jump"]
        return (
            f"Receptive field. {labels}. Output {chosen} sees inputs {svg.number(first)} to "
            f"{svg.number(first + rows[-1]['field'] - 1)}."
        )

    def __repr__(self):
        layers = ", ".join(f"{layer['kind']} {layer['kernel']}" for layer in self.layers)
        return f"ReceptiveField({layers or 'no layers'} on {self.n})"


def _row(n, grid):
    """Return one row of the table: a layer of n units along an axis, and their fields."""
    return {"n": n, "jump": grid.jump[0], "field": grid.size[0], "start": grid.start[0]}
