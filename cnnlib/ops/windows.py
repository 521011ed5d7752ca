"""Padding, windows, and the matrix of all windows.

`windows` is a view: every kernel_size patch of an image, without copying a number.
`im2col` copies it into the columns of a matrix, after which a convolution is one product:

    output = weight.reshape(C_out, -1) @ im2col(x)

`col2im` is its adjoint: it adds every column back to where it came from.
Source: Chellapilla, Puri and Simard, "High performance convolutional neural networks for
document processing", 2006. Taught in chapter 2.
"""

from math import prod
from numbers import Real

import numpy as np
from numpy.lib.stride_tricks import as_strided

from cnnlib import shapes
from cnnlib.integers import pair, shown
from cnnlib.ops import arguments


def pad(x, padding, value=0.0):
    """Surround every image with a constant.

    Parameters
    ----------
    x : ndarray of shape (..., H, W)
    padding : int, (rows, columns) or ((top, bottom), (left, right))
    value : float
        What to fill in: 0 for convolution, −∞ for max pooling.

    Returns
    -------
    ndarray of shape (..., top + H + bottom, left + W + right)
        `x` itself where there is nothing to add.

    Raises
    ------
    ValueError
        If a number is negative, or `x` has fewer than two axes or no places.
    TypeError
        If `x` is not float32 or float64, `value` is no number, or `padding` is a name, which only
        a kernel gives a size.

    Examples
    --------
    >>> pad(np.ones((1, 1)), (0, 1))
    array([[0., 1., 0.]])
    """
    x = arguments.float_array(x, "x")
    if x.ndim < 2 or 0 in x.shape[-2:]:
        raise ValueError(f"x must have the shape (..., H, W), H and W at least 1, got {x.shape}")
    if isinstance(padding, str):
        raise TypeError(f"padding must be numbers where there is no kernel, got {padding!r}")
    if not isinstance(value, Real):
        raise TypeError(f"value must be a number, got {value!r}")
    try:
        value = float(value)
    except OverflowError as error:
        raise ValueError(f"value must fit into a float, got {shown(value)}") from error
    # Every place of the padded image is a window of one place; so Geometry checks the sizes.
    return surround(x, shapes.Geometry.of(x.shape[-2:], 1, padding=padding).padding, value)


def surround(x, sides, value=0.0):
    """Do what `pad` does with checked arguments; for inner loops."""
    (top, bottom), (left, right) = sides
    if not (top or bottom or left or right):
        return x
    h, w = x.shape[-2:]
    shape = (*x.shape[:-2], top + h + bottom, left + w + right)
    padded = np.full(shape, value, x.dtype) if value else np.zeros(shape, x.dtype)
    padded[..., top : top + h, left : left + w] = x
    return padded


def windows(x, kernel_size, stride=1, dilation=1):
    """View all windows of `x`; nothing is copied, so the result is read-only.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Already padded.
    kernel_size, stride, dilation : int or (int, int)

    Returns
    -------
    ndarray of shape (N, C, kh, kw, out_h, out_w)
        ``result[n, c, i, j, a, b]`` is ``x[n, c, a*stride + i*dilation, b*stride + j*dilation]``.

    Raises
    ------
    ValueError
        If the kernel does not fit.

    Examples
    --------
    >>> windows(np.arange(9.0).reshape(1, 1, 3, 3), kernel_size=2)[0, 0, :, :, 1, 1]
    array([[4., 5.],
           [7., 8.]])
    """
    x = arguments.as_array(x, "x")
    if x.ndim != 4:
        raise ValueError(f"x must have the shape (N, C, H, W), got {x.shape}")
    geometry = shapes.Geometry.of(x.shape[2:], kernel_size, stride, 0, dilation)
    return view_windows(x, geometry)


def view_windows(padded, geometry):
    """Do what `windows` does, with the strides and sizes of a geometry; for inner loops."""
    n, c = padded.shape[:2]
    (kh, kw), (sh, sw), (dh, dw) = geometry.kernel, geometry.stride, geometry.dilation
    image, channel, row, column = padded.strides
    return as_strided(
        padded,
        (n, c, kh, kw, *geometry.output),
        (image, channel, dh * row, dw * column, sh * row, sw * column),
        writeable=False,
    )


def scatter_windows(patches, geometry):
    """Add patches (N, C, kh, kw, out_h, out_w) back to where they were seen: (N, C, H, W), a view.

    One slice addition for every place of the kernel; within one such slice no place occurs twice.
    """
    (top, bottom), (left, right) = geometry.padding
    (h, w), (oh, ow) = geometry.size, geometry.output
    (sh, sw), (dh, dw) = geometry.stride, geometry.dilation
    padded = np.zeros((*patches.shape[:2], top + h + bottom, left + w + right), patches.dtype)
    for i, j in np.ndindex(geometry.kernel):
        rows = slice(i * dh, i * dh + (oh - 1) * sh + 1, sh)
        columns = slice(j * dw, j * dw + (ow - 1) * sw + 1, sw)
        padded[:, :, rows, columns] += patches[:, :, i, j]
    return crop(padded, geometry)


def crop(padded, geometry):
    """View the part of a padded array that `pad` had surrounded."""
    (top, _), (left, _) = geometry.padding
    h, w = geometry.size
    return padded[..., top : top + h, left : left + w]


def im2col(x, kernel_size, stride=1, padding=0, dilation=1):
    """Copy every window into a column of a matrix, as ``torch.nn.functional.unfold`` does.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W) or (C, H, W)
    kernel_size, stride, dilation : int or (int, int)
    padding : any form that ``shapes.resolve_padding`` takes

    Returns
    -------
    ndarray of shape (N, C*kh*kw, out_h*out_w) or (C*kh*kw, out_h*out_w)
        One column a window, from left to right, then from top to bottom.

    Raises
    ------
    ValueError, TypeError
        If the kernel does not fit, or a rank or dtype is wrong.

    Examples
    --------
    >>> im2col(np.arange(9.0).reshape(1, 3, 3), kernel_size=2)
    array([[0., 1., 3., 4.],
           [1., 2., 4., 5.],
           [3., 4., 6., 7.],
           [4., 5., 7., 8.]])
    """
    x, single = arguments.images(x, "x")
    geometry = shapes.Geometry.of(x.shape[2:], kernel_size, stride, padding, dilation)
    view = view_windows(surround(x, geometry.padding), geometry)
    shape = len(x), prod(view.shape[1:4]), prod(geometry.output)  # (N, C*kh*kw, L)
    columns = view.copy().reshape(shape)  # never a view of x
    return columns[0] if single else columns


@arguments.without_float_warnings
def col2im(columns, output_size, kernel_size, stride=1, padding=0, dilation=1):
    """Add every column back to its window: the adjoint of `im2col`, not its inverse.

    Parameters
    ----------
    columns : ndarray of shape (N, C*kh*kw, L) or (C*kh*kw, L)
    output_size : (int, int)
        Rows and columns of the images that `im2col` took apart.
    kernel_size, stride, padding, dilation
        As given to `im2col`.

    Returns
    -------
    ndarray of shape (N, C, H, W) or (C, H, W)
        Every place holds the sum over the windows that saw it.

    Raises
    ------
    ValueError, TypeError
        If the number of rows or columns does not fit the other arguments, or the dtype is wrong.

    Examples
    --------
    How many 2x2 windows of a 3x3 image see each of its places:

    >>> col2im(np.ones((4, 4)), (3, 3), kernel_size=2)[0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    columns = arguments.float_array_of_rank(
        columns, "columns", (2, 3), "(N, C*kh*kw, L) or (C*kh*kw, L)"
    )
    single = columns.ndim == 2
    columns = columns[None] if single else columns
    size = pair(output_size, "output_size")
    geometry = shapes.Geometry.of(size, kernel_size, stride, padding, dilation)
    taps, places = prod(geometry.kernel), prod(geometry.output)
    if columns.shape[1] % taps or columns.shape[1] == 0 or columns.shape[2] != places:
        raise ValueError(
            f"columns must have the shape (N, C*{taps}, {places}), since a kernel of "
            f"{geometry.kernel} has {taps} places and fits {geometry.output} times into "
            f"{size}; got {columns.shape}"
        )
    channels = columns.shape[1] // taps
    patches = columns.reshape(len(columns), channels, *geometry.kernel, *geometry.output)
    result = np.ascontiguousarray(scatter_windows(patches, geometry))
    return result[0] if single else result
