"""Networks of lectures on training: a plain ConvNet, and one of blocks for larger images.

    ConvNet   (convolution, ReLU, perhaps pooling) for each width, 1x1 scores, mean over all places
    blocks    7x7 with stride 2, ReLU, max pooling; blocks of two 3x3 that halve; mean; dense

With batch normalization every convolution of the blocks network is followed by one and leaves the
bias to it; the lectures have none.
Both are convolutional to the end, so they take images of any size. Taught in chapter 7.
"""

from cnnlib import shapes
from cnnlib.specs.composites import Sequence
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import BatchNorm, ReLU
from cnnlib.specs.pooling import GlobalAveragePool, MaxPool


def convnet(
    layers=(32, 64),
    n_input_channels=3,
    kernel_size=3,
    stride=1,
    padding=0,
    pooling=None,
    classes=1,
    input_size=(32, 32),
):
    """Specify a ConvNet that scores every place and takes the mean.

    Parameters
    ----------
    layers : sequence of int
        Filters of each convolution.
    n_input_channels : int
    kernel_size, stride, padding
        Of every convolution.
    pooling : MaxPool, optional
        A pooling after each ReLU.
    classes : int
        One score can tell two classes apart, by its sign.
    input_size : (int, int)
        Rows and columns for which the table is made.

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If `layers` is empty.

    Examples
    --------
    >>> convnet([32, 64]).parameters  # 896 + 18496 + 65
    19457
    """
    if not layers:
        raise ValueError("layers must name the filters of at least one convolution")
    body = []
    for number, filters in enumerate(layers, 1):
        convolution = Convolution(filters, kernel_size, stride, padding, name=f"conv{number}")
        body += [convolution, ReLU()]
        if pooling is not None:
            body.append(pooling)
    scores = Convolution(classes, 1, name="classifier")
    body = Sequence(*body, scores, GlobalAveragePool(name="mean"))
    return Network("ConvNet", body, (n_input_channels, *input_size))


def block_network(
    layers=(32, 64, 128), n_input_channels=3, classes=1, input_size=(128, 128), batch_norm=False
):
    """Specify a network of blocks: a wide first look, then blocks that halve the image.

    Parameters
    ----------
    layers : sequence of int
        Filters of each block.
    n_input_channels : int
    classes : int
    input_size : (int, int)
        Rows and columns for which the table is made.
    batch_norm : bool
        Normalize after each convolution, before the ReLU.

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If `layers` is empty.
    TypeError
        If `batch_norm` is no bool.

    Examples
    --------
    >>> block_network().output_shape
    (1, 1, 1)
    """
    if not layers:
        raise ValueError("layers must name the filters of at least one block")
    batch_norm = shapes.flag(batch_norm, "batch_norm")
    first = convolution(32, 7, 2, "1", batch_norm)
    body = [*first, MaxPool(3, stride=2, padding=1, name="pool1")]
    for number, filters in enumerate(layers, 1):
        body.append(block(filters, name=f"block{number}", batch_norm=batch_norm))
    body += [GlobalAveragePool(name="mean"), Dense(classes, name="classifier")]
    return Network("Block network", Sequence(*body), (n_input_channels, *input_size))


def block(filters, stride=2, name="", batch_norm=False):
    """Return two 3x3 convolutions, the first with the stride, each rectified."""
    return Sequence(
        *convolution(filters, 3, stride, "1", batch_norm),
        *convolution(filters, 3, 1, "2", batch_norm),
        name=name,
    )


def convolution(filters, kernel_size, stride, number, batch_norm):
    """Return a convolution that keeps the size, but for its stride, and what follows it."""
    name = f"conv{number}"
    padding = kernel_size // 2
    layer = Convolution(filters, kernel_size, stride, padding, bias=not batch_norm, name=name)
    between = [BatchNorm(name=f"bn{number}")] if batch_norm else []
    return [layer, *between, ReLU()]
