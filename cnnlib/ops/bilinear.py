"""The kernel with which a transposed convolution interpolates.

    kernel[i, j] = (1 - |i - center| / stride) * (1 - |j - center| / stride)

Each value is stamped as a tent that falls to zero over `stride` places, so that between two
neighbors the tents add up to a straight line. Long, Shelhamer and Darrell, "Fully convolutional
networks for semantic segmentation", 2015, start their up-convolutions with it. Taught in
chapter 12.
"""

import numpy as np

from cnnlib import shapes


def bilinear_kernel(stride, dtype=np.float64):
    """Return the kernel that enlarges by `stride` and interpolates bilinearly.

    Use it with the same `stride` and ``padding=(len(kernel) - stride) // 2``; the output then has
    `stride` times the rows and columns. Within half an input pixel of the border, where a
    neighbor is missing, the output is too small: divide it by what an image of ones becomes.

    Parameters
    ----------
    stride : int
        By which factor to enlarge.
    dtype : dtype
        Of the kernel: float32 or float64.

    Returns
    -------
    ndarray of shape (k, k)
        With ``k = 2*stride - stride % 2``. Its values add up to ``stride**2``.

    Raises
    ------
    ValueError
        If `stride` is below 1, or `dtype` is not float32 or float64.
    TypeError
        If `stride` is no integer.

    Examples
    --------
    >>> bilinear_kernel(2) * 16
    array([[1., 3., 3., 1.],
           [3., 9., 9., 3.],
           [3., 9., 9., 3.],
           [1., 3., 3., 1.]])
    """
    stride = shapes.integer(stride, "stride", 1)
    if np.dtype(dtype) not in (np.float32, np.float64):
        raise ValueError(f"dtype must be float32 or float64, got {np.dtype(dtype)}")
    size = 2 * stride - stride % 2
    distance = np.abs(np.arange(size) - (size - 1) / 2)
    tent = 1 - distance / stride
    return np.outer(tent, tent).astype(dtype)
