"""A convolution in which each filter sees only some of the input's channels, by a table.

LeNet-5 of 1998 connected its sixteen C3 maps to three, four or all six maps of S2, "to break the
symmetry" and to keep the number of connections low:

    weights = connections * kh * kw           connections = sum of the lengths of the table's rows

LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998,
table I. Taught in chapter 8.
"""

from dataclasses import dataclass
from math import prod

from cnnlib import shapes
from cnnlib.specs.layers import Layer, check_window, image_shape


@dataclass(frozen=True, repr=False)
class PartialConvolution(Layer):
    """A convolution with a table of connections; other arguments as of `Convolution`.

    Attributes
    ----------
    connections : tuple of tuple of int
        For each output channel the input channels that it sees.

    Examples
    --------
    >>> layer = PartialConvolution(((0, 1), (1, 2), (0, 1, 2)), kernel_size=5)
    >>> layer.output_shape((3, 14, 14)), layer.parameters((3, 14, 14))
    ((3, 10, 10), 178)
    """

    connections: tuple
    kernel_size: int | tuple
    stride: int | tuple = 1
    padding: int | tuple | str = 0
    dilation: int | tuple = 1
    bias: bool = True

    def __post_init__(self):
        rows = tuple(tuple(row) for row in self.connections)
        if not rows or not all(rows):
            raise ValueError(f"connections must name a channel for every filter, got {rows!r}")
        for row in rows:
            for channel in row:
                shapes.integer(channel, "connections", 0)
            if len({*row}) < len(row):
                raise ValueError(f"connections of one filter must differ, got {row!r}")
        object.__setattr__(self, "connections", rows)  # the class is frozen
        check_window(self, self.padding)
        shapes.flag(self.bias, "bias")

    @property
    def out_channels(self):
        """How many filters there are."""
        return len(self.connections)

    def output_shape(self, input_shape):
        """Return (C, H, W) of the output for (C, H, W) of the input."""
        channels, *size = image_shape(input_shape)
        highest = max(max(row) for row in self.connections)
        if highest >= channels:
            raise ValueError(
                f"{self.label}: connections name channel {highest}, but the input has only "
                f"{channels} channels, counted from 0"
            )
        return (self.out_channels, *self.output_size(tuple(size)))

    def weights(self, input_shape):
        """Count one kernel for each connection."""
        self.output_shape(input_shape)
        return sum(map(len, self.connections)) * prod(shapes.pair(self.kernel_size, "kernel_size"))

    def biases(self, input_shape):
        """Count one bias a filter, if it has biases."""
        return self.out_channels if self.bias else 0

    def macs(self, input_shape):
        """Count the products: every weight once for every place of the output."""
        return self.weights(input_shape) * prod(self.output_size(input_shape[1:]))
