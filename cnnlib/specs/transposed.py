"""Transposed convolution as data: it spreads each value over a window of a larger map.

    output size = (n - 1)*stride - before - after + dilation*(kernel_size - 1) + output_padding + 1

Its filters may be learned, or fixed to bilinear interpolation as in FCN; then nothing is learned.
Long, Shelhamer and Darrell, "Fully convolutional networks for semantic segmentation", 2015.
Taught in chapters 12 and 13.
"""

from dataclasses import dataclass
from math import prod

from cnnlib import shapes
from cnnlib.specs.layers import Layer, check_window, image_shape, keep_integers


@dataclass(frozen=True, repr=False)
class TransposedConvolution(Layer):
    """A transposed convolution; arguments as in ``ops.conv_transpose2d``.

    Attributes
    ----------
    bilinear : bool
        The filters are those of bilinear interpolation, one a channel, and stay as they are:
        nothing is learned. Needs groups = out_channels and no bias.

    Examples
    --------
    >>> TransposedConvolution(21, kernel_size=4, stride=2, padding=1).output_shape((21, 7, 7))
    (21, 14, 14)
    """

    out_channels: int
    kernel_size: int | tuple
    stride: int | tuple = 1
    padding: int | tuple | str = 0
    output_padding: int | tuple = 0
    groups: int = 1
    bias: bool = True
    dilation: int | tuple = 1
    bilinear: bool = False

    def __post_init__(self):
        keep_integers(self, "out_channels", "groups")
        shapes.pair(self.output_padding, "output_padding", 0)
        check_window(self, self.padding)
        shapes.flag(self.bias, "bias")
        shapes.flag(self.bilinear, "bilinear")
        if self.bilinear:
            self._check_bilinear()

    def geometry(self, size):
        """Refuse: no window of the input belongs to an output, many outputs share one."""
        raise ValueError(
            f"{self.label} is a transposed convolution: its outputs see windows of different "
            f"sizes, so it has no geometry; ask receptive_field.nan_bisect what one of them sees"
        )

    def output_size(self, size):
        """Return (rows, columns) of the output for (rows, columns) of the input."""
        window = self.kernel_size, self.stride, self.padding, self.output_padding, self.dilation
        return shapes.transposed_output_size(shapes.pair(size, "input_size"), *window)

    def output_shape(self, input_shape):
        """Return (C, H, W) of the output for (C, H, W) of the input."""
        self.weight_shape(input_shape)
        return (self.out_channels, *self.output_size(input_shape[1:]))

    def weight_shape(self, input_shape):
        """Return (C_in, C_out/groups, kh, kw)."""
        channels = image_shape(input_shape)[0]
        if channels % self.groups or self.out_channels % self.groups:
            raise ValueError(
                f"groups={self.groups} must divide the {channels} channels of the "
                f"input and out_channels={self.out_channels}"
            )
        kernel = shapes.pair(self.kernel_size, "kernel_size")
        return (channels, self.out_channels // self.groups, *kernel)

    def weights(self, input_shape):
        """Count the learned numbers in the filters: none if they are bilinear."""
        return 0 if self.bilinear else prod(self.weight_shape(input_shape))

    def biases(self, input_shape):
        """Count one bias a filter, if it has biases."""
        return self.out_channels if self.bias else 0

    def macs(self, input_shape):
        """Count the products: every weight once for every place of the input."""
        return prod(self.weight_shape(input_shape)) * prod(input_shape[1:])

    def _check_bilinear(self):
        """Refuse settings with which fixed filters would not interpolate channel by channel."""
        if self.bias or self.groups != self.out_channels:
            raise ValueError(
                f"{self.label}: bilinear filters treat each channel alone, so they need "
                f"groups=out_channels and bias=False, got out_channels={self.out_channels}, "
                f"groups={self.groups}, bias={self.bias}"
            )
        stride = shapes.integer(self.stride, "stride of bilinear filters", 1)
        side = 2 * stride - stride % 2
        if shapes.pair(self.kernel_size, "kernel_size") != (side, side):
            raise ValueError(
                f"{self.label}: bilinear filters for stride {stride} are {side}x{side}, got "
                f"kernel_size={self.kernel_size}"
            )


def bilinear_upsampling(channels, factor, name="", key=""):
    """Return the layer that enlarges a map by bilinear interpolation, with nothing to learn.

    Parameters
    ----------
    channels : int
        Of the input and the output.
    factor : int
        How many times more rows and columns the output has.
    name, key : str
        As of every layer.

    Returns
    -------
    TransposedConvolution

    Examples
    --------
    >>> bilinear_upsampling(21, 32).output_shape((21, 7, 7))
    (21, 224, 224)
    """
    factor = shapes.integer(factor, "factor", 1)
    kernel_size = 2 * factor - factor % 2
    window = {"stride": factor, "padding": (kernel_size - factor) // 2}
    fixed = {"groups": channels, "bias": False, "bilinear": True}
    return TransposedConvolution(channels, kernel_size, **window, **fixed, name=name, key=key)
