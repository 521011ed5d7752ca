"""Padding that depends on the size of the input: "same" as TensorFlow counts it.

There are ceil(n / stride) outputs, also with a stride, so the padding of one axis is

    total = max((ceil(n / stride) - 1)*stride + dilation*(kernel_size - 1) + 1 - n, 0)

and the odd place goes to the end. ONNX calls it SAME_UPPER. With stride 2 and a 3x3 kernel an even
size gets (0, 1) where PyTorch's padding=1 means (1, 1): the same size, other windows. Weights
trained with one are wrong with the other. Taught in chapter 9.
"""

from cnnlib import shapes

SAME_UPPER = "same_upper"


def same_upper_padding(size, kernel_size, stride=1, dilation=1):
    """Return the padding ((top, bottom), (left, right)) that keeps ceil(n / stride) places.

    Parameters
    ----------
    size : int or (int, int)
        Rows and columns of the input.
    kernel_size, stride, dilation : int or (int, int)

    Returns
    -------
    ((int, int), (int, int))

    Examples
    --------
    >>> same_upper_padding((224, 225), kernel_size=3, stride=2)
    ((0, 1), (1, 1))
    """
    arguments = {"kernel_size": kernel_size, "stride": stride, "dilation": dilation}
    pairs = [shapes.pair(value, name) for name, value in arguments.items()]
    axes = zip(shapes.pair(size, "size"), *pairs, strict=True)
    return tuple(_axis_padding(*axis) for axis in axes)


def _axis_padding(n, kernel_size, stride, dilation):
    """Return (before, after) along one axis."""
    outputs = -(-n // stride)
    covered = (outputs - 1) * stride + dilation * (kernel_size - 1) + 1
    total = max(covered - n, 0)
    return total // 2, total - total // 2
