"""What all pooling operators share: which places a window sees, and sums over windows.

Pooling slides a window over every channel on its own and keeps one number of each. Padding holds
nothing: places outside of the image are left out, which for a maximum is padding with −∞ and for
a sum padding with 0. Windows are rectangles, so maximum and sum are separable,

    max over (i, j) of x[i, j]  =  max over j of (max over i of x[i, j])

kh + kw steps instead of kh * kw. One step takes a slice of whole images: for one tap (place of the
kernel) the values that all windows see there. Taught in chapter 4.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from cnnlib import shapes
from cnnlib.ops import arguments

CHUNK_BYTES = 1 << 19  # of planes: with a few arrays of their size, a core's second-level cache


@dataclass(frozen=True)
class Pooling:
    """The checked arguments of one call."""

    x: np.ndarray  # (N, C, H, W)
    geometry: shapes.Geometry
    single: bool  # x came as (C, H, W)

    @classmethod
    def of(cls, x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
        """Check the arguments that the operators share; every window must see the image."""
        x, single = arguments.images(x, "x")
        kernel = shapes.pair(kernel_size, "kernel_size")
        stride = kernel if stride is None else stride
        ceil_mode = arguments.flag(ceil_mode, "ceil_mode")
        geometry = shapes.Geometry.of(x.shape[2:], kernel, stride, padding, dilation, ceil_mode)
        _refuse_empty_windows(geometry)
        return cls(x, geometry, single)

    @property
    def output_shape(self):
        """Return (N, C, out_h, out_w)."""
        return (*self.x.shape[:2], *self.geometry.output)

    @property
    def planes(self):
        """Return every channel of every image, (N*C, H, W)."""
        return self.x.reshape(-1, *self.x.shape[2:])

    def output_planes(self, grad_output):
        """Check `grad_output` and return it as (N*C, out_h, out_w)."""
        grad = arguments.output_gradient(grad_output, self.output_shape, self.single, x=self.x)
        return grad.reshape(-1, *self.geometry.output)

    def images(self, planes):
        """Write (N*C, h, w) in the form in which x came: (N, C, h, w) or (C, h, w)."""
        return planes if self.single else planes.reshape(*self.x.shape[:2], *planes.shape[1:])

    def chunks(self):
        """Cut the planes into slices that stay in the cache."""
        count = max(1, CHUNK_BYTES // (self.x.itemsize * self.x.shape[2] * self.x.shape[3]))
        total = self.x.shape[0] * self.x.shape[1]
        return [slice(i, min(i + count, total)) for i in range(0, total, count)]


def window_places(geometry, a, b):
    """Yield the places (row, column) of the image that window (a, b) sees, row by row."""
    (sh, sw), (dh, dw), ((top, _), (left, _)) = geometry.stride, geometry.dilation, geometry.padding
    for i, j in np.ndindex(geometry.kernel):
        row, column = a * sh + i * dh - top, b * sw + j * dw - left
        if 0 <= row < geometry.size[0] and 0 <= column < geometry.size[1]:
            yield row, column


def axis_taps(geometry, axis):
    """Return, for each tap along one axis, which windows see the image by it, and where.

    Tap i of window a lies on place ``a*stride + i*dilation - before``. Returns a list of
    (i, slice of windows, slice of places); the two slices are equally long. Taps that only ever
    see padding are left out.
    """
    n, count, s = geometry.size[axis], geometry.output[axis], geometry.stride[axis]
    taps = []
    for i in range(geometry.kernel[axis]):
        shift = i * geometry.dilation[axis] - geometry.padding[axis][0]
        first = max(0, -(shift // s))  # the first window with a*s + shift >= 0
        stop = min(count, (n - 1 - shift) // s + 1)
        if first < stop:
            places = slice(first * s + shift, (stop - 1) * s + shift + 1, s)
            taps.append((i, slice(first, stop), places))
    return taps


def plane_taps(geometry):
    """Return (number, windows, places) for each tap of the kernel, counted row by row.

    `windows` and `places` index arrays (planes, out_h, out_w) and (planes, H, W).
    """
    rows, columns = axis_taps(geometry, 0), axis_taps(geometry, 1)
    return [
        (i * geometry.kernel[1] + j, (slice(None), *windows), (slice(None), *places))
        for (i, *down), (j, *along) in product(rows, columns)
        for windows, places in [tuple(zip(down, along, strict=True))]
    ]


def combine_windows(planes, geometry, combine, neutral):
    """Reduce every window by np.add or np.maximum, (P, H, W) -> (P, out_h, out_w).

    `neutral` changes no result: 0 for a sum, −∞ for a maximum.
    """
    (oh, ow), w = geometry.output, geometry.size[1]
    down = np.full((len(planes), oh, w), neutral, planes.dtype)
    for _, windows, places in axis_taps(geometry, 0):
        combine(down[:, windows], planes[:, places], out=down[:, windows])
    out = np.full((len(planes), oh, ow), neutral, planes.dtype)
    for _, windows, places in axis_taps(geometry, 1):
        combine(out[:, :, windows], down[:, :, places], out=out[:, :, windows])
    return out


def spread_windows(grad, geometry):
    """Add each value to all places of its window: the adjoint of summing windows."""
    (oh, _), (h, w) = geometry.output, geometry.size
    along = np.zeros((len(grad), oh, w), grad.dtype)
    for _, windows, places in axis_taps(geometry, 1):
        along[:, :, places] += grad[:, :, windows]
    result = np.zeros((len(grad), h, w), grad.dtype)
    for _, windows, places in axis_taps(geometry, 0):
        result[:, places] += along[:, windows]
    return result


def _refuse_empty_windows(geometry):
    """Refuse padding so wide that a whole window would lie in it: it has no maximum."""
    for axis, name in enumerate(("rows", "columns")):
        seen = np.zeros(geometry.output[axis], bool)
        for _, windows, _ in axis_taps(geometry, axis):
            seen[windows] = True
        if not seen.all():
            raise ValueError(
                f"padding {geometry.padding[axis]} of the {name} is too wide: window "
                f"{seen.argmin()} of {len(seen)} sees nothing but padding (kernel_size "
                f"{geometry.kernel[axis]}, dilation {geometry.dilation[axis]}); padding of at "
                f"most half of the kernel is always small enough without dilation"
            )
