"""Max unpooling: put every maximum back to where max pooling had found it, zeros elsewhere.

    output[n, c].ravel()[indices[n, c, a, b]] = x[n, c, a, b]
    grad_x[n, c, a, b] = grad_output[n, c].ravel()[indices[n, c, a, b]]

The indices are what a decoder needs to know of its encoder to draw sharp borders. Zeiler, Taylor
and Fergus, "Adaptive deconvolutional networks for mid and high level feature learning", 2011;
Badrinarayanan, Kendall and Cipolla, "SegNet", 2017. Taught in chapters 4 and 12.
"""

from dataclasses import dataclass

import numpy as np

from cnnlib import shapes
from cnnlib.integers import LIMIT, pair
from cnnlib.ops import arguments

ADVICE = "if the image that was pooled had another size, give it: output_size=image.shape[-2:]"


def max_unpool2d(x, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Undo `max_pool2d` as far as it can be undone.

    Parameters
    ----------
    x : ndarray of shape (N, C, h, w) or (C, h, w)
        The maxima.
    indices : ndarray of integers of the shape of x
        Where they were, as `max_pool2d` returns it.
    kernel_size, stride, padding
        As given to `max_pool2d`.
    output_size : (int, int) or the shape of the image, optional
        Rows and columns of the result, which pooling may have rounded away: say it wherever a
        window did not end with the image. It may differ by less than one stride from the default,
        the smallest size that gives h x w windows. Indices of an image of another width are
        refused where they lie outside of their windows; a single row of windows cannot tell.

    Returns
    -------
    ndarray of shape (N, C, H, W) or (C, H, W)
        Where an index occurs twice, its last value in reading order.

    Raises
    ------
    ValueError
        If a shape does not fit, or an index lies outside of the result; without `output_size`
        also if one lies outside of its window, since the image then had another size.
    TypeError
        If `x` is not float32 or float64, `indices` are no integers, or an option has the wrong
        type.

    Examples
    --------
    >>> x, indices = np.array([[[6.0, 8.0]]]), np.array([[[5, 3]]])
    >>> max_unpool2d(x, indices, kernel_size=2)
    array([[[0., 0., 0., 8.],
            [0., 6., 0., 0.]]])
    """
    call = _Call.of(x, indices, kernel_size, stride, padding, output_size)
    out = np.zeros((*call.x.shape[:2], *call.size), call.x.dtype)
    out.reshape(-1)[call.places] = call.x.ravel()
    return out[0] if call.single else out


def max_unpool2d_naive(x, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Compute `max_unpool2d` value by value.

    Takes and returns what `max_unpool2d` does; meant for reading, and for tests.

    Examples
    --------
    >>> max_unpool2d_naive(np.array([[[6.0]]]), np.array([[[2]]]), kernel_size=2)
    array([[[0., 0.],
            [6., 0.]]])
    """
    call = _Call.of(x, indices, kernel_size, stride, padding, output_size)
    out = np.zeros((*call.x.shape[:2], *call.size), call.x.dtype)
    for n, c, a, b in np.ndindex(call.x.shape):
        row, column = divmod(call.indices[n, c, a, b], call.size[1])
        out[n, c, row, column] = call.x[n, c, a, b]
    return out[0] if call.single else out


def max_unpool2d_backward(
    grad_output, x, indices, kernel_size, stride=None, padding=0, output_size=None
):
    """Carry the gradient of a loss back through `max_unpool2d`: read it where x was put.

    Parameters
    ----------
    grad_output : ndarray of the shape that ``max_unpool2d(x, indices, ...)`` returns
    x, indices, kernel_size, stride, padding, output_size
        As given to `max_unpool2d`. Of `x` only shape and dtype matter.

    Returns
    -------
    ndarray of the shape of x
        Where an index occurs twice, each of its values receives the gradient, as in PyTorch; this
        is right when both were the same maximum, seen by two windows.

    Raises
    ------
    ValueError, TypeError
        As `max_unpool2d`, and if `grad_output` has not the shape or dtype of its output.

    Examples
    --------
    >>> grad_output = np.array([[[1.0, 2.0], [3.0, 4.0]]])
    >>> max_unpool2d_backward(grad_output, np.array([[[6.0]]]), np.array([[[2]]]), kernel_size=2)
    array([[[3.]]])
    """
    call = _Call.of(x, indices, kernel_size, stride, padding, output_size)
    shape = (*call.x.shape[:2], *call.size)
    grad = arguments.output_gradient(grad_output, shape, call.single, x=call.x)
    result = grad.ravel()[call.places].reshape(call.x.shape)
    return result[0] if call.single else result


@dataclass(frozen=True)
class _Call:
    """The checked arguments of one call."""

    x: np.ndarray  # (N, C, h, w)
    indices: np.ndarray  # (N, C, h, w)
    size: tuple  # (H, W)
    single: bool  # x came as (C, h, w)

    @classmethod
    def of(cls, x, indices, kernel_size, stride, padding, output_size):
        x, single = arguments.images(x, "x")
        leading = x.shape[1:2] if single else x.shape[:2]
        if isinstance(output_size, (tuple, list)) and tuple(output_size[:-2]) == leading:
            output_size = output_size[-2:]
        geometry = _geometry(x.shape[2:], kernel_size, stride, padding, output_size)
        advice = "" if output_size is not None else f"; {ADVICE}"
        indices = arguments.plane_indices(
            indices, "indices", x.shape, single, geometry.size, advice
        )
        if output_size is None:
            _require_own_windows(indices, geometry)
        return cls(x, indices, geometry.size, single)

    @property
    def places(self):
        """Return flat places in the whole output, one for each value of x.ravel()."""
        planes = self.indices.reshape(-1, self.x.shape[2] * self.x.shape[3])  # (N*C, h*w)
        starts = np.arange(len(planes))[:, None] * (self.size[0] * self.size[1])
        return (planes + starts).ravel()


def _geometry(output, kernel_size, stride, padding, output_size):
    """Return how the windows lay on the image: of the size asked for, if it can have been that."""
    kernel = pair(kernel_size, "kernel_size")
    stride = kernel if stride is None else pair(stride, "stride")
    sides = shapes.resolve_padding(padding, kernel, stride)
    if output_size is None:
        size = shapes.transposed_output_size(output, kernel, stride, sides)
    else:
        size = pair(output_size, "output_size")
        smallest = tuple(
            (output[axis] - 1) * stride[axis] - sum(sides[axis]) + kernel[axis] for axis in (0, 1)
        )
        if any(abs(size[axis] - smallest[axis]) >= stride[axis] for axis in (0, 1)):
            raise ValueError(
                f"output_size {size} must differ from {smallest}, the size that follows from "
                f"the other arguments, by less than the stride {stride}"
            )
    if size[0] * size[1] > LIMIT:
        raise ValueError(f"output_size {size}, as asked for or from the stride, is too large")
    return shapes.Geometry(size, kernel, stride, sides, dilation=(1, 1), output=tuple(output))


def _require_own_windows(indices, geometry):
    """Refuse places (N, C, h, w) outside of their windows: they count places of another image."""
    rows, columns = np.divmod(indices, geometry.size[1])
    first_rows = shapes.window_starts(geometry, 0)[:, None]  # (h, 1)
    first_columns = shapes.window_starts(geometry, 1)  # (w,)
    kh, kw = geometry.kernel
    own_rows = (first_rows <= rows) & (rows < first_rows + kh)
    own_columns = (first_columns <= columns) & (columns < first_columns + kw)
    if not (own_rows & own_columns).all():
        raise ValueError(
            f"indices lie outside of their windows on an image of {geometry.size}, the smallest "
            f"that has {geometry.output} windows; {ADVICE}"
        )
