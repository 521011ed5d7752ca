"""Two small classifiers to compare: a fully connected one and a convolutional one.

The multilayer perceptron (MLP) joins every pixel to every hidden unit.  The ConvNet repeats
convolution, ReLU, pooling, and ends in one fully connected layer.  Both are built from their
specifications as plain ``torch.nn.Sequential``, so ``print(net)`` shows all there is.  Chapter 1
trains them side by side.
"""

from cnnlib import specs
from cnnlib.models.build import build


def mlp(image_shape=(1, 8, 8), hidden=(64,), classes=10, seed=0):
    """Build a fully connected classifier: flatten, then linear layers with ReLU between them.

    Parameters
    ----------
    image_shape : (int, int, int), optional
        Channels, rows and columns of one image.
    hidden : sequence of int, optional
        Units of each hidden layer; empty for a linear classifier.
    classes : int, optional
    seed : int, optional
        Fixes the initial weights.

    Returns
    -------
    torch.nn.Sequential
        Maps (N, C, H, W) to scores (N, classes).

    Examples
    --------
    >>> from cnnlib.models import count_parameters
    >>> count_parameters(mlp((1, 8, 8), hidden=(64,)))  # 64*64 + 64 + 64*10 + 10
    4810
    """
    return build(specs.mlp(image_shape, hidden, classes), seed)


def small_convnet(
    image_shape=(1, 8, 8),
    widths=(16, 32),
    kernel_size=3,
    classes=10,
    global_pooling=False,
    seed=0,
):
    """Build a ConvNet: convolution, ReLU and 2x2 max pooling for each width, then a linear layer.

    The convolutions are padded to keep the size; each pooling halves it, rounding down.

    Parameters
    ----------
    image_shape : (int, int, int), optional
        Channels, rows and columns of one image.
    widths : sequence of int, optional
        Feature maps of each convolution.
    kernel_size : int, optional
        Odd.
    classes : int, optional
    global_pooling : bool, optional
        Let the last pooling take the maximum of each whole feature map, so that the linear layer
        no longer sees where a feature was found.
    seed : int, optional
        Fixes the initial weights.

    Returns
    -------
    torch.nn.Sequential
        Maps (N, C, H, W) to scores (N, classes).

    Raises
    ------
    ValueError
        If there is no width, the kernel is even, or the poolings leave nothing of the image.

    Examples
    --------
    >>> from cnnlib.models import count_parameters
    >>> count_parameters(small_convnet((1, 8, 8)))  # 160 + 4640 + (32*2*2)*10 + 10
    6090
    """
    arguments = image_shape, widths, kernel_size, classes, global_pooling
    return build(specs.small_convnet(*arguments), seed)
