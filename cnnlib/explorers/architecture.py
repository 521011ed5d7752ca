"""Stack layers, or take a famous network, and read off what each layer costs and sees.

    parameters, multiply-adds, bytes and the receptive field of every layer, filled in

The arithmetic is that of `cnnlib.specs` and `cnnlib.receptive_field`. Taught in chapter 8.
"""

from typing import ClassVar

from cnnlib import receptive_field, specs
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer
from cnnlib.explorers.layer_lists import KINDS, MOST_LAYERS, plain_layers, read_network
from cnnlib.specs.tables import shortened

FAMOUS = {
    "lenet": specs.lenet5(),
    "convnet": specs.convnet([32, 64]),
    "alexnet": specs.alexnet_torchvision(),
    "alexnet2012": specs.alexnet(),
    "zfnet": specs.zfnet(),
    "vgg11": specs.vgg("A"),
    "vgg16": specs.vgg("D"),
    "nin": specs.nin(),
    "resnet18": specs.resnet(18),
    "resnet50": specs.resnet(50),
}
MOST = {"filters": 4096, "units": 4096, "kernel": 11, "stride": 4, "padding": 5, "groups": 4096}
MOST_CHANNELS, MOST_SIZE = 64, 512
COLUMNS = {"layer": 0, "output": 7, "parameters": 9.6, "MACs": 12, "bytes": 14.4, "field": 16.4}


def _config(network):
    channels, rows, _ = network.input_shape
    return {"channels": channels, "n": rows, "layers": read_network(network)}


class ArchitectureBuilder(Explorer):
    """A network, layer by layer: shapes, parameters, multiply-adds, memory, receptive field.

    Parameters
    ----------
    network : str or specs.Network
        A name, such as "lenet", "alexnet", "vgg16" or "resnet50", or a specification of square
        convolutions, poolings, activations, normalizations, dense layers and residual blocks, one
        after the other. Layers that do not fit are allowed: the explorer says so.

    Raises
    ------
    ValueError, TypeError
        For an unknown name, a layer of another kind, or numbers out of the explorer's ranges.

    Examples
    --------
    >>> ArchitectureBuilder("lenet").rows()[1]
    {'output': (6, 28, 28), 'parameters': 156, 'macs': 117600, 'bytes': 18816, 'field': 5}
    """

    tag = "cnn-architecture"
    element = "ArchitectureBuilder"
    sources = (
        "layer_kinds.js",
        "layer_rows.js",
        "layer_formulas.js",
        "layer_editor.js",
        "architecture.js",
    )
    styles = ("architecture.css",)
    constants: ClassVar[dict] = {
        "FAMOUS": {key: {"name": one.name, **_config(one)} for key, one in FAMOUS.items()}
    }

    def __init__(self, network="lenet"):
        if isinstance(network, str):
            if network not in FAMOUS:
                raise ValueError(f"network must be one of {tuple(FAMOUS)}, got {network!r}")
            network = FAMOUS[network]
        elif not isinstance(network, specs.Network):
            raise TypeError(f"network must be a name or a specs.Network, got {network!r}")
        channels, rows, columns = network.input_shape
        if rows != columns or rows > MOST_SIZE or channels > MOST_CHANNELS:
            raise ValueError(
                f"the input must be square, with at most {MOST_CHANNELS} channels and {MOST_SIZE} "
                f"rows in this explorer, got {network.input_shape}"
            )
        self.network = network
        self.layers = read_network(network)
        if not 1 <= len(self.layers) <= MOST_LAYERS:
            raise ValueError(f"there must be 1 to {MOST_LAYERS} layers, got {len(self.layers)}")
        for kind, *numbers in self.layers:
            _require_in_range(kind, numbers)

    def rows(self):
        """Compute the table that the explorer shows.

        Returns
        -------
        list of dict
            One for the input and one for each layer: `output` (C, H, W), `parameters`, `macs`,
            `bytes` of what it writes, and its receptive `field` along an axis.

        Raises
        ------
        ValueError
            If a layer does not fit what reaches it; the message names it.
        """
        layers = plain_layers(self.network)
        grids = [grid for _, grid in receptive_field.field_table(self._body(layers)).rows]
        shape = self.network.input_shape
        values = shape[0] * shape[1] * shape[2]
        rows = [{"output": shape, "parameters": 0, "macs": 0, "bytes": 4 * values, "field": 1}]
        for layer, grid in zip(layers, grids, strict=True):
            row = {
                "output": layer.output_shape(shape),
                "parameters": layer.parameters(shape),
                "macs": layer.macs(shape),
                "bytes": layer.bytes(shape),
                "field": grid.size[0],
            }
            rows.append(row)
            shape = row["output"]
        return rows

    def _body(self, layers):
        return specs.Network(self.network.name, specs.Sequence(*layers), self.network.input_shape)

    def config(self):
        """Return what the element starts from."""
        return _config(self.network)

    def still(self):
        """Return the still figure: the table, without what writes over its input."""
        try:
            rows = self.rows()
        except ValueError as error:
            return f"<p>Not all layers fit: {svg.escape(str(error))}.</p>"
        step, parts = 0.75, []
        names = ["input", *(_words(*layer) for layer in self.layers)]
        shown = [(name, row) for name, row in zip(names, rows, strict=True) if row["bytes"]]
        lines = [COLUMNS, *(self._cells(name, row) for name, row in shown), self._sums(rows)]
        for number, cells in enumerate(lines):
            for column, (name, across) in zip(cells, COLUMNS.items(), strict=True):
                anchor = "start" if name == "layer" else "end"
                parts.append(svg.text((number + 0.5) * step, across, column, 12, anchor))
        return svg.figure(len(lines) * step, 16.6, self.description(), *parts)

    @staticmethod
    def _cells(name, row):
        numbers = [shortened(row[key]) for key in ("parameters", "macs", "bytes", "field")]
        return [name, "\N{MULTIPLICATION SIGN}".join(map(str, row["output"])), *numbers]

    @staticmethod
    def _sums(rows):
        sums = [shortened(sum(row[key] for row in rows)) for key in ("parameters", "macs", "bytes")]
        return ["sum", "", *sums, ""]

    def description(self):
        """Say the figure in words."""
        rows = self.rows()
        c, h, w = self.network.input_shape
        return (
            f"The layers of {self.network.name} for an input of {c} by {h} by {w}, with their "
            f"output, parameters, multiply-adds, bytes and receptive field. Together "
            f"{sum(row['parameters'] for row in rows):,} parameters and "
            f"{sum(row['macs'] for row in rows):,} multiply-adds; the output is "
            f"{' by '.join(map(str, rows[-1]['output']))}."
        )

    def __repr__(self):
        name, shape = self.network.name, self.network.input_shape
        return f"ArchitectureBuilder({name}, {len(self.layers)} layers on {shape})"


def _words(kind, *numbers):
    """Name a layer as the rows of the table do."""
    if kind == "conv":
        filters, kernel, *_, groups = numbers
        name = f"conv {kernel}\N{MULTIPLICATION SIGN}{kernel}, {filters}"
        return name if groups == 1 else f"{name}, {groups} groups"
    if kind in ("max", "mean"):
        return f"{kind} pool {numbers[0]}\N{MULTIPLICATION SIGN}{numbers[0]}"
    if numbers:
        return f"{kind} {numbers[0]}"
    names = {"norm": "batch norm", "global": "global mean", "relu": "ReLU", "relu6": "ReLU6"}
    return {**names, "lrn": "local norm"}.get(kind, kind)


def _require_in_range(kind, numbers):
    for name, number in zip(KINDS[kind], numbers, strict=True):
        most = MOST.get(name, 1)
        if number > most:
            raise ValueError(
                f"{name} must be at most {most} in this explorer, got {number} in {kind}"
            )
