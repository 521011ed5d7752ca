"""A locally connected layer: the windows of a convolution, with filters of their own at each place.

    z[o, a, b] = sum_cij w[a, b, o, c, i, j] * x[c, a*s + i, b*s + j] + bias[a, b, o]

It has the sparse connections of a convolution and shares nothing. Taught in chapter 9.
"""

import torch
from torch import nn
from torch.nn import functional as F

from cnnlib import shapes


class LocallyConnected2d(nn.Module):
    """A convolution whose weights are not shared between places.

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size, input_size : int or (int, int)
        Rows and columns; without shared weights, the layer takes images of one size only.
    stride : int or (int, int), optional

    Attributes
    ----------
    weight : tensor of shape (places, out_channels, in_channels*k_h*k_w)
    bias : tensor of shape (places, out_channels, 1)

    Raises
    ------
    ValueError
        If a size makes no sense, the window does not fit, or images of another size come.

    Examples
    --------
    >>> layer = LocallyConnected2d(1, 8, kernel_size=5, input_size=28)
    >>> layer(torch.zeros(3, 1, 28, 28)).shape
    torch.Size([3, 8, 24, 24])
    """

    def __init__(self, in_channels, out_channels, kernel_size, input_size, stride=1):
        super().__init__()
        fan_in = shapes.integer(in_channels, "in_channels", 1)
        self.kernel_size = shapes.pair(kernel_size, "kernel_size")
        self.input_size = shapes.pair(input_size, "input_size")
        self.stride = shapes.pair(stride, "stride")
        self.output_size = shapes.output_size(self.input_size, self.kernel_size, self.stride)
        places = self.output_size[0] * self.output_size[1]
        filters = shapes.integer(out_channels, "out_channels", 1)
        self.in_channels = fan_in
        fan_in *= self.kernel_size[0] * self.kernel_size[1]
        self.weight = nn.Parameter(torch.empty(places, filters, fan_in))
        self.bias = nn.Parameter(torch.empty(places, filters, 1))
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -(fan_in**-0.5), fan_in**-0.5)  # as nn.Conv2d does

    def forward(self, x):
        """Map (N, in_channels, *input_size) to (N, out_channels, *output_size)."""
        if x.ndim != 4 or tuple(x.shape[1:]) != (self.in_channels, *self.input_size):
            expected = ("N", self.in_channels, *self.input_size)
            raise ValueError(f"images must have the shape {expected}, got {tuple(x.shape)}")
        windows = F.unfold(x, self.kernel_size, stride=self.stride)  # (N, C*k_h*k_w, places)
        windows = windows.permute(2, 1, 0)  # (places, C*k_h*k_w, N)
        outputs = torch.baddbmm(self.bias, self.weight, windows)  # (places, out_channels, N)
        return outputs.permute(2, 1, 0).unflatten(2, self.output_size)
