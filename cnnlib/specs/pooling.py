"""Poolings as data: they summarize each window, channel by channel, and learn nothing.

Arguments as in ``ops.max_pool2d`` and ``ops.avg_pool2d``. Taught in chapters 4 and 8.
"""

from dataclasses import dataclass

from cnnlib import shapes
from cnnlib.specs.layers import Layer, check_window, known_size


@dataclass(frozen=True, repr=False)
class Pool(Layer):
    """What the poolings share: a window on each channel; `stride` None means `kernel_size`."""

    kernel_size: int | tuple
    stride: int | tuple | None = None
    padding: int | tuple | str = 0
    dilation: int | tuple = 1
    ceil_mode: bool = False

    def __post_init__(self):
        if self.stride is None:
            object.__setattr__(self, "stride", self.kernel_size)  # the class is frozen
        check_window(self, self.padding)
        shapes.flag(self.ceil_mode, "ceil_mode")

    def geometry(self, size):
        """Return how the windows lie, and refuse those that see padding alone."""
        geometry = super().geometry(size)
        shapes.require_windows_see_image(geometry)
        return geometry


@dataclass(frozen=True, repr=False)
class MaxPool(Pool):
    """The largest value of each window, as ``ops.max_pool2d``: without a stride windows touch.

    Examples
    --------
    >>> MaxPool(3, stride=2).output_shape((96, 55, 55))
    (96, 27, 27)
    """


@dataclass(frozen=True, repr=False)
class AveragePool(Pool):
    """The mean of each window, as ``ops.avg_pool2d``."""


@dataclass(frozen=True, repr=False)
class GlobalAveragePool(Layer):
    """The mean of each channel: an average pooling whose window is the whole input."""

    def windowed(self, size=None):
        """Return the pooling whose window is `size`."""
        return AveragePool(known_size(size, self), stride=1, name=self.name, key=self.key)


@dataclass(frozen=True, repr=False)
class GlobalMaxPool(Layer):
    """The largest value of each channel: a max pooling whose window is the whole input."""

    def windowed(self, size=None):
        """Return the pooling whose window is `size`."""
        return MaxPool(known_size(size, self), stride=1, name=self.name, key=self.key)
