"""Global pooling: one number for every channel, whatever the size of the image.

    average[n, c] = mean over all places of x[n, c],     maximum[n, c] = their largest

The gradient of an average is grad_output[n, c] / (H*W) at every place; that of a maximum is
grad_output[n, c] at the place of the largest value, 0 elsewhere.

It is pooling with a window as large as the image. At the end of a network it replaces large fully
connected layers, and lets the network take images of any size. Lin, Chen and Yan, "Network in
network", 2014. Taught in chapters 4 and 7.
"""

import numpy as np

from cnnlib.ops import arguments


@arguments.without_float_warnings
def global_avg_pool2d(x):
    """Average every channel, as ``torch.nn.functional.adaptive_avg_pool2d(x, 1)`` does.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W) or (C, H, W)

    Returns
    -------
    ndarray of shape (N, C, 1, 1), or (C, 1, 1) for one image

    Raises
    ------
    ValueError, TypeError
        If the rank or dtype of `x` is wrong, or its images are empty.

    Examples
    --------
    >>> global_avg_pool2d(np.array([[[1.0, 2.0], [3.0, 6.0]]]))
    array([[[3.]]])
    """
    x, single = arguments.images(x, "x")
    out = x.mean(axis=(2, 3), keepdims=True)
    return out[0] if single else out


def global_avg_pool2d_backward(grad_output, x):
    """Carry a gradient back through `global_avg_pool2d`: all places of a channel share it alike.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, 1, 1) or (C, 1, 1)
    x : ndarray of shape (N, C, H, W) or (C, H, W)
        Only its shape and dtype matter.

    Returns
    -------
    ndarray of the shape of x

    Raises
    ------
    ValueError, TypeError
        As `global_avg_pool2d`, and if `grad_output` has not the shape or dtype of its output.

    Examples
    --------
    >>> global_avg_pool2d_backward(np.array([[[8.0]]]), np.zeros((1, 2, 2)))
    array([[[2., 2.],
            [2., 2.]]])
    """
    x, single = arguments.images(x, "x")
    grad = arguments.output_gradient(grad_output, (*x.shape[:2], 1, 1), single, x=x)
    result = np.empty(x.shape, x.dtype)
    result[...] = grad / (x.shape[2] * x.shape[3])
    return result[0] if single else result


def global_max_pool2d(x):
    """Keep the largest value of every channel, as ``adaptive_max_pool2d(x, 1)`` does.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W) or (C, H, W)

    Returns
    -------
    ndarray of shape (N, C, 1, 1), or (C, 1, 1) for one image
        NaN where a channel holds NaN.

    Raises
    ------
    ValueError, TypeError
        If the rank or dtype of `x` is wrong, or its images are empty.

    Examples
    --------
    >>> global_max_pool2d(np.array([[[1.0, 2.0], [3.0, 6.0]]]))
    array([[[6.]]])
    """
    x, single = arguments.images(x, "x")
    out = x.max(axis=(2, 3), keepdims=True)
    return out[0] if single else out


def global_max_pool2d_backward(grad_output, x):
    """Carry a gradient back through `global_max_pool2d`: to the first of the largest values.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, 1, 1) or (C, 1, 1)
    x : ndarray of shape (N, C, H, W) or (C, H, W)

    Returns
    -------
    ndarray of the shape of x
        In a channel with NaN the last NaN receives the gradient, as in PyTorch.

    Raises
    ------
    ValueError, TypeError
        As `global_max_pool2d`, and if `grad_output` has not the shape or dtype of its output.

    Examples
    --------
    >>> global_max_pool2d_backward(np.array([[[5.0]]]), np.array([[[1.0, 7.0], [7.0, 2.0]]]))
    array([[[0., 5.],
            [0., 0.]]])
    """
    x, single = arguments.images(x, "x")
    grad = arguments.output_gradient(grad_output, (*x.shape[:2], 1, 1), single, x=x)
    values = x.reshape(-1, x.shape[2] * x.shape[3])  # (N*C, H*W)
    winners = values.argmax(axis=1)  # the first of the largest, or the first NaN
    with_nan = np.flatnonzero(np.isnan(values[np.arange(len(values)), winners]))
    last = np.isnan(values[with_nan, ::-1]).argmax(axis=1)
    winners[with_nan] = values.shape[1] - 1 - last
    result = np.zeros(values.shape, x.dtype)
    result[np.arange(len(values)), winners] = grad.ravel()
    return result.reshape(x.shape[1:] if single else x.shape)
