"""Layers that specifications have and ``torch.nn`` does not.

Padding by side or by the size of the input, average pooling with dilation, convolution along a
table of connections, and a learned scale for each channel. The names of their parameters are
those of the PyTorch layers next to them.
"""

import torch
from torch import nn
from torch.nn import functional

from cnnlib import shapes
from cnnlib.specs import SAME_UPPER
from cnnlib.specs.padding import same_upper_padding


class PaddedConv2d(nn.Conv2d):
    """A convolution whose padding differs from side to side, or follows from the input's size.

    Parameters
    ----------
    in_channels, out_channels, kernel_size, stride, dilation, groups, bias
        As for ``torch.nn.Conv2d``.
    sides : ((int, int), (int, int)) or "same_upper"
        Places above, below, left and right; or "same" as TensorFlow counts it.

    Examples
    --------
    >>> PaddedConv2d(3, 8, 3, stride=2, sides="same_upper")(torch.zeros(1, 3, 10, 9)).shape
    torch.Size([1, 8, 5, 5])
    """

    def __init__(self, *arguments, sides, **settings):
        super().__init__(*arguments, **settings)
        self.sides = sides

    def forward(self, x):
        """Pad, then convolve: (N, C, H, W) to (N, C_out, out_h, out_w)."""
        return super().forward(pad(x, self.sides_for(x.shape[2:])))

    def sides_for(self, size):
        """Return ((top, bottom), (left, right)) for an input of (rows, columns)."""
        if self.sides != SAME_UPPER:
            return self.sides
        return same_upper_padding(tuple(size), self.kernel_size, self.stride, self.dilation)

    def extra_repr(self):
        """Add the padding to what ``torch.nn.Conv2d`` writes."""
        return f"{super().extra_repr()}, sides={self.sides!r}"


class PaddedMaxPool2d(nn.MaxPool2d):
    """A max pooling whose padding differs from side to side, or is wide because of dilation."""

    def __init__(self, *arguments, sides, **settings):
        super().__init__(*arguments, **settings)
        self.sides = sides

    def forward(self, x):
        """Pad with what no maximum is, then pool."""
        return super().forward(pad(x, self.sides, -torch.inf))

    def extra_repr(self):
        """Add the padding to what ``torch.nn.MaxPool2d`` writes."""
        return f"{super().extra_repr()}, sides={self.sides!r}"


class PaddedAvgPool2d(nn.Module):
    """The mean of each window, padding counted as zeros; with dilation and padding by side."""

    def __init__(self, kernel_size, stride, dilation, sides):
        super().__init__()
        self.kernel_size = shapes.pair(kernel_size, "kernel_size")
        self.stride = shapes.pair(stride, "stride")
        self.dilation = shapes.pair(dilation, "dilation")
        self.sides = sides

    def forward(self, x):
        """Convolve each channel with equal weights that add up to 1."""
        rows, columns = self.kernel_size
        kernel = x.new_full((x.shape[1], 1, rows, columns), 1 / (rows * columns))  # (C, 1, kh, kw)
        window = {"stride": self.stride, "dilation": self.dilation, "groups": x.shape[1]}
        return functional.conv2d(pad(x, self.sides), kernel, **window)

    def extra_repr(self):
        """Write the window."""
        fields = ("kernel_size", "stride", "dilation", "sides")
        return ", ".join(f"{field}={getattr(self, field)}" for field in fields)


class TableConv2d(nn.Module):
    """A convolution in which each output channel sees only the inputs that a table names.

    Parameters
    ----------
    connections : sequence of sequence of int
        For each output channel its input channels.
    in_channels : int
    kernel_size : (int, int)
    **window
        Stride, padding and dilation, as for ``torch.nn.functional.conv2d``.

    Attributes
    ----------
    weight : tensor of shape (connections, kh, kw)
        One filter for each connection, in the order of the table.
    """

    def __init__(self, connections, in_channels, kernel_size, bias=True, **window):
        super().__init__()
        outputs = [number for number, inputs in enumerate(connections) for _ in inputs]
        inputs = [channel for row in connections for channel in row]
        self.register_buffer("outputs", torch.tensor(outputs), persistent=False)
        self.register_buffer("inputs", torch.tensor(inputs), persistent=False)
        self.in_channels, self.out_channels = in_channels, len(connections)
        self.kernel_size, self.window = tuple(kernel_size), window
        bound = (kernel_size[0] * kernel_size[1] * len(inputs) / len(connections)) ** -0.5
        self.weight = nn.Parameter(torch.empty(len(inputs), *kernel_size).uniform_(-bound, bound))
        biases = torch.empty(len(connections)).uniform_(-bound, bound)
        self.bias = nn.Parameter(biases) if bias else None

    def dense_weight(self):
        """Return the filters (C_out, C_in, kh, kw), zeros where nothing is connected."""
        dense = self.weight.new_zeros(self.out_channels, self.in_channels, *self.kernel_size)
        return dense.index_put((self.outputs, self.inputs), self.weight)

    def forward(self, x):
        """Convolve along the connections."""
        return functional.conv2d(x, self.dense_weight(), self.bias, **self.window)

    def extra_repr(self):
        """Write channels, kernel and the number of connections."""
        sizes = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}"
        return f"{sizes}, connections={len(self.inputs)}"


class ChannelScale(nn.Module):
    """A learned factor and a learned shift for each channel."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        """Scale and shift x (N, C, H, W)."""
        return x * self.weight[:, None, None] + self.bias[:, None, None]  # (C) -> (C, 1, 1)

    def extra_repr(self):
        """Write the channels."""
        return f"{len(self.weight)}"


def pad(x, sides, value=0.0):
    """Pad x (N, C, H, W) above, below, left and right."""
    (top, bottom), (left, right) = sides
    return functional.pad(x, (left, right, top, bottom), value=value)
