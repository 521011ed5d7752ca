"""Convolution written out as one matrix: a fully connected layer with most weights at zero.

    C @ x.ravel() == conv2d(x, weight).ravel()

C has a row for every output and a column for every input. Its rows hold the same few weights,
each moved to where its window lies. C.T carries gradients back, and is the transposed
convolution. Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016,
chapter 4. Taught in chapters 2 and 12.
"""

from math import prod

import numpy as np

from cnnlib import shapes
from cnnlib.ops import arguments
from cnnlib.ops.conv import conv2d


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
    weight = arguments.array(weight, "weight", (2, 4), "(C_out, C_in/groups, kh, kw) or (kh, kw)")
    weight = weight if weight.ndim == 4 else weight[None, None]
    weight = arguments.filters(weight, "(C_out, C_in/groups, kh, kw)")
    h, w = shapes.pair(input_size, "input_size")
    channels = weight.shape[1] * shapes.integer(groups, "groups", 1)
    geometry = shapes.Geometry.of((h, w), weight.shape[2:], stride, padding, dilation)
    inputs, outputs = channels * h * w, len(weight) * prod(geometry.output)
    if inputs * max(inputs, outputs) > shapes.MOST_PLACES:
        raise ValueError(
            f"input_size {h, w} asks for a dense matrix of {outputs} rows and {inputs} columns, "
            f"which is meant for small images"
        )
    # What a linear map does to the unit images, one 1 among zeros, are the columns of its matrix.
    units = np.eye(inputs, dtype=weight.dtype).reshape(-1, channels, h, w)
    outputs = conv2d(units, weight, None, stride, padding, dilation, groups)
    return np.ascontiguousarray(outputs.reshape(len(units), -1).T)
