"""Two small classifiers to compare: a fully connected one and a convolutional one.

The multilayer perceptron (MLP) joins every pixel to every hidden unit.  The ConvNet repeats
convolution, ReLU, pooling, and ends in one fully connected layer.  Both are plain
``torch.nn.Sequential``, so ``print(net)`` shows all there is.  Chapter 1 trains them side by side.
"""

from itertools import pairwise

from torch import nn

from cnnlib.training.seeding import seeded


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
    channels, height, width = image_shape
    sizes = [channels * height * width, *hidden, classes]
    with seeded(seed):
        layers = [nn.Flatten()]  # (N, C, H, W) -> (N, C*H*W)
        for inputs, outputs in pairwise(sizes):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])  # no ReLU on the scores


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
    channels, height, width = image_shape
    if not widths:
        raise ValueError("a ConvNet needs at least one width")
    if kernel_size % 2 == 0:
        raise ValueError(f"kernel_size must be odd to keep the size, got {kernel_size}")
    rows, columns = height >> len(widths), width >> len(widths)  # halved once for each width
    if rows == 0 or columns == 0:
        raise ValueError(f"{len(widths)} poolings leave nothing of a {height}x{width} image")
    with seeded(seed):
        layers = []
        for inputs, outputs in pairwise([channels, *widths]):
            convolution = nn.Conv2d(inputs, outputs, kernel_size, padding=kernel_size // 2)
            layers += [convolution, nn.ReLU(), nn.MaxPool2d(2)]
        if global_pooling:
            layers[-1] = nn.AdaptiveMaxPool2d(1)  # (N, C, H, W) -> (N, C, 1, 1)
            rows = columns = 1
        layers += [nn.Flatten(), nn.Linear(rows * columns * widths[-1], classes)]
    return nn.Sequential(*layers)
