"""Layers as data: what a layer is, written down once, without the numbers it learns.

A layer knows its window (kernel_size, stride, padding, dilation) and, for an input of shape
(C, H, W), its output shape and its cost:

    weights = out_channels * C/groups * kh * kw        MACs = weights * out_h * out_w
    bytes = 4 * out_channels * out_h * out_w           (of its output, in float32)

Tables, receptive fields and PyTorch modules are all made from these objects, so that no two
of them can disagree. Taught in chapters 3, 6 and 8.
"""

from dataclasses import MISSING, dataclass, field, fields, replace
from math import prod

from cnnlib import shapes
from cnnlib.specs.padding import SAME_UPPER, same_upper_padding


@dataclass(frozen=True, repr=False)
class Layer:
    """What all layers share. Without methods of its own a layer keeps its channels and costs 0.

    Attributes
    ----------
    name : str
        As the network's paper calls it, such as "conv1"; keyword only.
    key : str
        Where its weights lie in the PyTorch module, such as "features.0"; keyword only, and by
        default the name.
    """

    name: str = field(default="", kw_only=True)
    key: str = field(default="", kw_only=True)

    def __repr__(self):
        written = []
        for entry in sorted(fields(self), key=lambda entry: entry.kw_only):  # the name comes last
            value = getattr(self, entry.name)
            if entry.default is MISSING:
                written.append(repr(value))
            elif value != entry.default:
                written.append(f"{entry.name}={value!r}")
        return f"{type(self).__name__}({', '.join(written)})"

    @property
    def label(self):
        """The name of the layer, or of its class if it has none."""
        return self.name or type(self).__name__

    def windowed(self, size=None):
        """Return the layer with a window of fixed size; most layers have one already.

        `size` is (rows, columns) of its input, needed by layers that look at all of it.
        """
        return self

    def geometry(self, size):
        """Return how the windows lie on an input of (rows, columns): a ``shapes.Geometry``."""
        size = shapes.pair(size, "input_size")
        layer = self.windowed(size)
        window = layer.kernel_size, layer.stride, layer.padding, layer.dilation
        return shapes.Geometry.of(size, *window, getattr(layer, "ceil_mode", False))

    def output_size(self, size):
        """Return (rows, columns) of the output for (rows, columns) of the input."""
        return self.geometry(size).output

    def output_shape(self, input_shape):
        """Return (C, H, W) of the output for (C, H, W) of the input."""
        channels, *size = image_shape(input_shape)
        return (channels, *self.output_size(tuple(size)))

    def weights(self, input_shape):
        """Count what is multiplied: weights, and the scales of a normalization."""
        return 0

    def biases(self, input_shape):
        """Count what is added: biases, and the shifts of a normalization."""
        return 0

    def parameters(self, input_shape):
        """Count all that is learned."""
        return self.weights(input_shape) + self.biases(input_shape)

    def macs(self, input_shape):
        """Count the multiply-accumulate operations of convolutions and dense layers."""
        return 0

    def activations(self, input_shape):
        """Count the values that a forward pass writes: those of the output."""
        return prod(self.output_shape(input_shape))

    def bytes(self, input_shape, value_bytes=4):
        """Count the bytes of `activations`; `value_bytes` is 4 for float32, 2 for float16."""
        return shapes.integer(value_bytes, "value_bytes", 1) * self.activations(input_shape)


@dataclass(frozen=True, repr=False)
class Convolution(Layer):
    """A convolution; arguments as in ``ops.conv2d``. Its input channels come from its input.

    Padding may also be "same_upper": as many zeros as leave ceil(h / stride) places, an odd one at
    the end, as TensorFlow counts them.
    Its methods take the shape (C, H, W) of an input: `output_shape`, `weights`, `biases`,
    `parameters`, `macs`, `bytes`.

    Examples
    --------
    >>> Convolution(96, kernel_size=11, stride=4).output_shape((3, 227, 227))
    (96, 55, 55)
    """

    out_channels: int
    kernel_size: int | tuple
    stride: int | tuple = 1
    padding: int | tuple | str = 0
    dilation: int | tuple = 1
    groups: int = 1
    bias: bool = True

    def __post_init__(self):
        keep_integers(self, "out_channels", "groups")
        shapes.flag(self.bias, "bias")
        check_window(self, padding=0 if self.padding == SAME_UPPER else self.padding)

    def windowed(self, size=None):
        """Return the convolution with its padding in numbers."""
        if self.padding != SAME_UPPER:
            return self
        window = self.kernel_size, self.stride, self.dilation
        return replace(self, padding=same_upper_padding(known_size(size, self), *window))

    def output_shape(self, input_shape):
        """Return (C, H, W) of the output for (C, H, W) of the input."""
        return (self.weight_shape(input_shape)[0], *self.output_size(input_shape[1:]))

    def weight_shape(self, input_shape):
        """Return (C_out, C_in/groups, kh, kw)."""
        channels = image_shape(input_shape)[0]
        if channels % self.groups or self.out_channels % self.groups:
            raise ValueError(
                f"groups={self.groups} must divide the {channels} channels of the "
                f"input and out_channels={self.out_channels}"
            )
        kernel = shapes.pair(self.kernel_size, "kernel_size")
        return (self.out_channels, channels // self.groups, *kernel)

    def weights(self, input_shape):
        """Count the numbers in the filters."""
        return prod(self.weight_shape(input_shape))

    def biases(self, input_shape):
        """Count one bias a filter, if it has biases."""
        return self.out_channels if self.bias else 0

    def macs(self, input_shape):
        """Count the products: every weight once for every place of the output."""
        return self.weights(input_shape) * prod(self.output_size(input_shape[1:]))


@dataclass(frozen=True, repr=False)
class Dense(Layer):
    """A fully connected layer: a convolution whose window is the whole input.

    Attributes
    ----------
    out_features : int
        Units, which are the numbers that come out.
    bias : bool
        Whether each unit adds one.

    Examples
    --------
    >>> Dense(4096).parameters((256, 6, 6))
    37752832
    """

    out_features: int
    bias: bool = True

    def __post_init__(self):
        keep_integers(self, "out_features")
        shapes.flag(self.bias, "bias")

    def windowed(self, size=None):
        """Return the convolution with the same weights, and a window of `size`."""
        kernel = known_size(size, self)
        named = {"name": self.name, "key": self.key}
        return Convolution(self.out_features, kernel, bias=self.bias, **named)

    def output_shape(self, input_shape):
        """Return (out_features, 1, 1)."""
        image_shape(input_shape)
        return (self.out_features, 1, 1)

    def weights(self, input_shape):
        """Count one weight for each pair of input and output."""
        return self.out_features * prod(image_shape(input_shape))

    def biases(self, input_shape):
        """Count one bias an output, if it has biases."""
        return self.out_features if self.bias else 0

    def macs(self, input_shape):
        """Count the products: every weight once."""
        return self.weights(input_shape)


def image_shape(value):
    """Return the shape of an image as three integers, or say what came instead."""
    if not isinstance(value, (tuple, list)) or len(value) != 3:
        raise ValueError(f"input_shape must be (channels, rows, columns), got {value!r}")
    return tuple(shapes.integer(n, "input_shape", 1) for n in value)


def keep_integers(layer, *names):
    """Check fields that count from 1, and keep Python's integers: NumPy's overflow in products."""
    for name in names:
        value = shapes.integer(getattr(layer, name), name, 1)
        object.__setattr__(layer, name, value)  # the class is frozen


def check_window(layer, padding):
    """Refuse a window that fits no input, when the layer is written down."""
    shapes.resolve_padding(padding, layer.kernel_size, layer.stride, layer.dilation)


def known_size(size, layer):
    """Return `size` as a pair, or say why the layer needs it."""
    if size is None:
        raise ValueError(
            f"input_size is needed: the window or the padding of {layer.label} depends on the size "
            f"of its input, which follows from (rows, columns) of the network's input"
        )
    return shapes.pair(size, "size")
