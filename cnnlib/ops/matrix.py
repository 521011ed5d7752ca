"""Convolution written out as one matrix: a fully connected layer with most weights at zero.

    C @ x.ravel() == conv2d(x, weight).ravel()
    C.T @ y.ravel() == conv_transpose2d(y, weight).ravel()

C has a row for every output and a column for every input. Its rows hold the same few weights,
each moved to where its window lies. C.T carries the gradient of the output back to x, and is the
transposed convolution with the same weights. Dumoulin and Visin, "A guide to convolution
arithmetic for deep learning", 2016, chapter 4. Taught in chapters 2 and 12.
"""

from math import prod

import numpy as np

from cnnlib import shapes
from cnnlib.integers import LIMIT, integer, pair
from cnnlib.ops import arguments
from cnnlib.ops.conv import conv2d
from cnnlib.ops.conv_transpose import conv_transpose2d


def convolution_matrix(weight, input_size, stride=1, padding=0, dilation=1, groups=1):
    """Write `conv2d` for images of one size as a matrix.

    Parameters
    ----------
    weight : ndarray of shape (C_out, C_in/groups, kh, kw), or (kh, kw) for a single channel
    input_size : int or (int, int)
        Rows and columns of the image.
    stride, padding, dilation, groups
        As in `conv2d`.

    Returns
    -------
    ndarray of shape (C_out*out_h*out_w, C_in*H*W)
        Dense; meant for small images.

    Raises
    ------
    ValueError, TypeError
        As `conv2d`.

    Examples
    --------
    >>> convolution_matrix(np.array([[1.0, 2.0], [3.0, 4.0]]), (2, 3))
    array([[1., 2., 0., 3., 4., 0.],
           [0., 1., 2., 0., 3., 4.]])
    """
    weight = _four_axes(weight, "(C_out, C_in/groups, kh, kw)")
    h, w = pair(input_size, "input_size")
    channels = weight.shape[1] * integer(groups, "groups", 1)
    geometry = shapes.Geometry.of((h, w), weight.shape[2:], stride, padding, dilation)
    units = _units((channels, h, w), len(weight) * prod(geometry.output), weight.dtype)
    return _columns(conv2d(units, weight, None, stride, padding, dilation, groups))


def transposed_convolution_matrix(
    weight, input_size, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    """Write `conv_transpose2d` for images of one size as a matrix.

    It is the transpose of the `convolution_matrix` of the same weights, for images of the size
    that the transposed convolution puts out.

    Parameters
    ----------
    weight : ndarray of shape (C_in, C_out/groups, kh, kw), or (kh, kw) for a single channel
    input_size : int or (int, int)
        Rows and columns of the image that is enlarged.
    stride, padding, output_padding, groups, dilation
        As in `conv_transpose2d`.

    Returns
    -------
    ndarray of shape (C_out*H*W, C_in*h*w)
        Dense; meant for small images.

    Raises
    ------
    ValueError, TypeError
        As `conv_transpose2d`.

    Examples
    --------
    >>> transposed_convolution_matrix(np.array([[1.0, 2.0, 3.0]]), (1, 2), stride=2)
    array([[1., 0.],
           [2., 0.],
           [3., 1.],
           [0., 2.],
           [0., 3.]])
    """
    weight = _four_axes(weight, "(C_in, C_out/groups, kh, kw)")
    h, w = pair(input_size, "input_size")
    options = stride, padding, output_padding, groups, dilation
    none = np.zeros((0, len(weight), h, w), weight.dtype)  # no image: checks all, and has a shape
    outputs = prod(conv_transpose2d(none, weight, None, *options).shape[1:])
    units = _units((len(weight), h, w), outputs, weight.dtype)
    return _columns(conv_transpose2d(units, weight, None, *options))


def _four_axes(weight, meaning):
    """Return weight with channel axes, which a single channel may leave out."""
    weight = arguments.float_array_of_rank(weight, "weight", (2, 4), f"{meaning} or (kh, kw)")
    return arguments.filters(weight if weight.ndim == 4 else weight[None, None], meaning)


def _units(shape, outputs, dtype):
    """Return all images with one 1 among zeros: what a linear map makes of them is its matrix."""
    inputs = prod(shape)
    if inputs * max(inputs, outputs) > LIMIT:
        raise ValueError(
            f"input_size {shape[1:]} asks for a dense matrix of {outputs} rows and {inputs} "
            f"columns, which is meant for small images"
        )
    return np.eye(inputs, dtype=dtype).reshape(-1, *shape)


def _columns(outputs):
    """Write the outputs of all unit images, (inputs, C, H, W), as the columns of the matrix."""
    return np.ascontiguousarray(outputs.reshape(len(outputs), -1).T)
