"""What all pooling operators share: which places a window sees, and sums over windows.

Pooling slides a window over every channel on its own and keeps one number of each. Padding holds
nothing: places outside of the image are left out, which for a maximum is padding with −∞ and for
a sum padding with 0. Windows are rectangles, so maximum and sum are separable,

    max over (i, j) of x[i, j]  =  max over j of (max over i of x[i, j])

kh + kw steps instead of kh * kw. One step takes a slice of whole images: for one tap (place of the
kernel) the values that all windows see there. Taught in chapter 4.
"""

from dataclasses import dataclass, replace

import numpy as np

from cnnlib import shapes
from cnnlib.integers import flag, pair
from cnnlib.ops import arguments
from cnnlib.shapes.seen import seeable_places

CHUNK_BYTES = 1 << 20  # of planes: with a few arrays of their size, a core's second-level cache


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
        kernel = pair(kernel_size, "kernel_size")
        stride = kernel if stride is None else stride
        ceil_mode = flag(ceil_mode, "ceil_mode")
        geometry = shapes.Geometry.of(x.shape[2:], kernel, stride, padding, dilation, ceil_mode)
        shapes.require_windows_see_image(geometry)
        return cls(x, _without_idle_taps(geometry), single)

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

    def empty_output(self):
        """Return memory for one plane of outputs a plane, (N*C, out_h, out_w)."""
        return np.empty((self.x.shape[0] * self.x.shape[1], *self.geometry.output), self.x.dtype)

    def empty_input(self):
        """Return memory for the gradient of all planes, (N*C, H, W)."""
        return np.empty((self.x.shape[0] * self.x.shape[1], *self.geometry.size), self.x.dtype)

    def images(self, planes):
        """Write (N*C, h, w) in the form in which x came: (N, C, h, w) or (C, h, w)."""
        return planes if self.single else planes.reshape(*self.x.shape[:2], *planes.shape[1:])

    def chunks(self):
        """Cut the planes into slices that stay in the cache."""
        count = max(1, CHUNK_BYTES // (self.x.itemsize * self.x.shape[2] * self.x.shape[3]))
        total = self.x.shape[0] * self.x.shape[1]
        return [slice(i, min(i + count, total)) for i in range(0, total, count)]


def window_places(geometry, a, b, include_padding=False):
    """Yield the places (row, column) of the image that window (a, b) sees, row by row."""
    (sh, sw), (dh, dw) = geometry.stride, geometry.dilation
    (top, _), (left, _) = geometry.padding
    rows, columns = (seeable_places(geometry, axis, include_padding) for axis in (0, 1))
    for i, j in np.ndindex(geometry.kernel):
        row, column = a * sh + i * dh - top, b * sw + j * dw - left
        if row in rows and column in columns:
            yield row, column


def windows_are_disjoint(geometry, axis):
    """Tell whether each window ends before the next begins, so that none share a place."""
    reach = geometry.dilation[axis] * (geometry.kernel[axis] - 1)
    return geometry.stride[axis] > reach


def axis_taps(geometry, axis):
    """Return, for each tap along one axis, which windows see the image by it, and where.

    Tap i of window a lies on place ``a*stride + i*dilation - before``. Returns a list of
    (i, slice of windows, slice of places); the two slices are equally long. Taps that only ever
    see padding are left out.
    """
    n, count = geometry.size[axis], geometry.output[axis]
    s = geometry.stride[axis]
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
    taps = []
    for i, out_rows, rows in axis_taps(geometry, 0):
        for j, out_columns, columns in axis_taps(geometry, 1):
            number = i * geometry.kernel[1] + j
            taps.append((number, np.s_[:, out_rows, out_columns], np.s_[:, rows, columns]))
    return taps


@arguments.without_float_warnings
def combine_windows(planes, geometry, combine, neutral, out=None):
    """Reduce every window by np.add or np.maximum, (P, H, W) -> (P, out_h, out_w).

    `neutral` changes no result: 0 for a sum, −∞ for a maximum. Rows are combined before columns,
    since whole rows lie together in memory.
    """
    down = _combine_axis(planes, geometry, 0, combine, neutral)
    return _combine_axis(down, geometry, 1, combine, neutral, out)


def _combine_axis(a, geometry, axis, combine, neutral, out=None):
    """Reduce along the rows (axis 0) or columns (axis 1) of planes alone."""
    count = geometry.output[axis]
    if out is None:
        shape = (count, a.shape[2]) if axis == 0 else (a.shape[1], count)
        out = np.empty((len(a), *shape), a.dtype)
    leading = (slice(None),) * (axis + 1)  # all of the axes before this one
    taps = axis_taps(geometry, axis)
    # Starting with a tap that all windows see, the result need not be filled beforehand.
    taps.sort(key=lambda tap: tap[1].stop - tap[1].start, reverse=True)
    if taps[0][1] != slice(0, count):
        out.fill(neutral)
    for number, (_, windows, places) in enumerate(taps):
        reduced = out[*leading, windows]
        seen = a[*leading, places]
        if number == 0:
            reduced[...] = seen
        else:
            combine(reduced, seen, out=reduced)
    return out


@arguments.without_float_warnings
def window_sum_backward(grad, geometry):
    """Add each value to all places of its window: the adjoint of summing windows."""
    return _axis_sum_backward(_axis_sum_backward(grad, geometry, 1), geometry, 0)


def _axis_sum_backward(a, geometry, axis):
    """Add back along the rows (axis 0) or columns (axis 1) of planes alone."""
    n = geometry.size[axis]
    shape = (n, a.shape[2]) if axis == 0 else (a.shape[1], n)
    result = np.zeros((len(a), *shape), a.dtype)
    leading = (slice(None),) * (axis + 1)
    disjoint = windows_are_disjoint(geometry, axis)
    for _, windows, places in axis_taps(geometry, axis):
        if disjoint:
            result[*leading, places] = a[*leading, windows]
        else:
            result[*leading, places] += a[*leading, windows]
    return result


def _without_idle_taps(geometry):
    """Cut a kernel that reaches beyond the padded image, as in `ceil_mode`, to what it can see."""
    kernel = []
    for axis in (0, 1):
        length = geometry.size[axis] + sum(geometry.padding[axis])
        most = (length - 1) // geometry.dilation[axis] + 1
        kernel.append(min(geometry.kernel[axis], most))
    return replace(geometry, kernel=tuple(kernel))
