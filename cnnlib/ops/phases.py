"""The input gradient of a convolution by phases: one convolution at stride 1, and interleaving.

It is also the transposed convolution, in whose words this is written: x (here `grad`) is stamped
onto a larger output (here the gradient of the image). Output rows R with the same (R + top) mod
stride make up one phase. They meet the same taps of the kernel, every stride-th:

    phase p:  output[p + m*stride - top] = sum over q of x[m - q] * weight[p + q*stride]

So each phase is a convolution of x with a small flipped kernel. All phases see the same windows;
they are channels of one result, which is then interleaved. Nothing is added to memory piece by
piece, which is what makes ``products.input_gradient`` slow. Shi et al., "Real-time single image
and video super-resolution using an efficient sub-pixel convolutional neural network", 2016, call
it sub-pixel convolution. Taught in chapter 12.
"""

import numpy as np

from cnnlib import shapes
from cnnlib.ops import products
from cnnlib.ops.windows import pad

MOST_WORK = 1.5  # of phases, filled up with zeros, as a multiple of what the formula asks for


def input_gradient(grad, weight, geometry, groups):
    """Compute ``products.input_gradient``, by phases where that is exact and faster."""
    if not (_worth_it(weight, geometry, groups) and _exact(grad, weight, geometry)):
        return products.input_gradient(grad, weight, geometry, groups)
    taps = [-(-k // s) for k, s in zip(geometry.kernel, geometry.stride, strict=True)]  # a phase
    inner = shapes.Geometry.of(
        grad.shape[2:], taps, 1, _inner_padding(grad, taps, geometry), geometry.dilation
    )
    filters = _phase_filters(weight, geometry.stride, taps, groups)
    phases = products.correlate(grad, filters, inner, groups)
    if geometry.stride == (1, 1) and inner.output == geometry.size:
        return phases  # there is one phase alone
    channels = weight.shape[1] * groups
    phases = phases.reshape(len(grad), channels, *geometry.stride, *inner.output)
    out = np.zeros((len(grad), channels, *geometry.size), grad.dtype)
    for i, from_rows, to_rows in _interleaved(geometry, inner, 0):
        for j, from_columns, to_columns in _interleaved(geometry, inner, 1):
            out[:, :, to_rows, to_columns] = phases[:, :, i, j, from_rows, from_columns]
    return out


def _worth_it(weight, geometry, groups):
    """Tell whether phases are likely to be faster, from what they multiply.

    A kernel that the stride does not divide is filled up with zeros. And the products have a row
    for every channel and phase, where those of ``products.input_gradient`` have one for every
    filter: long sums in few rows are slow.
    """
    axes = zip(geometry.kernel, geometry.stride, strict=True)
    work = np.prod([-(-k // s) * s / k for k, s in axes])
    rows = weight.shape[1] * np.prod(geometry.stride)
    filters = len(weight) // groups
    return work <= MOST_WORK and 2 * rows >= filters


def _exact(grad, weight, geometry):
    """Tell whether phases give exactly what adding stamp by stamp gives.

    Stride and dilation together would mix the phases. Phases also multiply by zeros that are not
    in the formula, around the image and behind a kernel that the stride does not divide; then the
    other factor must not be infinite or NaN.
    """
    axes = list(zip(geometry.kernel, geometry.stride, geometry.dilation, strict=True))
    if any(s > 1 and d > 1 for _, s, d in axes) or not np.isfinite(weight).all():
        return False
    return all(k % s == 0 for k, s, _ in axes) or bool(np.isfinite(grad).all())


def _phase_filters(weight, stride, taps, groups):
    """(C_out, C_in/groups, kh, kw) -> (C_in*sh*sw, C_out/groups, *taps), flipped."""
    (sh, sw), (th, tw) = stride, taps
    filters, channels, kh, kw = weight.shape
    whole = pad(weight, ((0, th * sh - kh), (0, tw * sw - kw)))
    split = whole.reshape(groups, filters // groups, channels, th, sh, tw, sw)
    flipped = split[:, :, :, ::-1, :, ::-1]
    return flipped.transpose(0, 2, 4, 6, 1, 3, 5).reshape(-1, filters // groups, th, tw)


def _inner_padding(grad, taps, geometry):
    """Return the zeros around x: all that a tap can reach, but for what would be cut off anyway."""
    sides = []
    for axis, count in enumerate(taps):
        before = geometry.padding[axis][0]
        s = geometry.stride[axis]
        reach = geometry.dilation[axis] * (count - 1)
        needed = (geometry.size[axis] - 1 + before) // s + 1 - grad.shape[2 + axis]
        sides.append((reach - min(reach, before // s), min(reach, max(0, needed))))
    return tuple(sides)


def _interleaved(geometry, inner, axis):
    """Yield for every phase of one axis its number, which of its values are kept, and where."""
    n = geometry.size[axis]
    s = geometry.stride[axis]
    before = geometry.padding[axis][0]
    reach = inner.dilation[axis] * (inner.kernel[axis] - 1)
    missing = reach - inner.padding[axis][0]  # values that were not computed, at the start
    for phase in range(s):
        first = max(missing, -((phase - before) // s))  # what comes earlier is cut off as padding
        stop = min(missing + inner.output[axis], (n - 1 + before - phase) // s + 1)
        place = first * s + phase - before
        if first < stop:
            places = slice(place, place + (stop - first - 1) * s + 1, s)
            yield phase, slice(first - missing, stop - missing), places
