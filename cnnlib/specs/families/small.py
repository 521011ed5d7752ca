"""The course's small nets: a perceptron, a ConvNet, and two ways to shrink an image.

None of their layers has a name, so their modules are numbered as ``torch.nn.Sequential`` does. The
builders in ``cnnlib.models`` carry the same names. Springenberg et al., "Striving for simplicity",
2015, ask whether a network needs pooling. Taught in chapters 1 and 4.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import ReLU
from cnnlib.specs.pooling import GlobalAveragePool, GlobalMaxPool, MaxPool

WINDOW = 3  # of the convolutions and poolings that shrink
SIDE = 32  # rows and columns for which their tables are made; they take any


def mlp(image_shape=(1, 8, 8), hidden=(64,), classes=10):
    """Specify a fully connected classifier; arguments as of ``models.mlp``.

    Parameters
    ----------
    image_shape : (int, int, int)
    hidden : sequence of int
    classes : int

    Returns
    -------
    Network

    Examples
    --------
    >>> mlp((1, 8, 8), hidden=(64,)).parameters
    4810
    """
    layers = []
    for units in hidden:
        layers += [Dense(units), ReLU()]
    return Network("MLP", Sequence(*layers, Dense(classes)), image_shape)


def small_convnet(
    image_shape=(1, 8, 8), widths=(16, 32), kernel_size=3, classes=10, global_pooling=False
):
    """Specify a small ConvNet; arguments as of ``models.small_convnet``.

    Parameters
    ----------
    image_shape : (int, int, int)
    widths : sequence of int
    kernel_size : int
    classes : int
    global_pooling : bool

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If there is no width, the kernel is even, or the poolings leave nothing of the image.

    Examples
    --------
    >>> small_convnet((1, 8, 8)).parameters
    6090
    """
    _, height, width = image_shape
    _require_widths(widths)
    if kernel_size % 2 == 0:
        raise ValueError(f"kernel_size must be odd to keep the size, got {kernel_size}")
    if min(height, width) >> len(widths) == 0:  # halved once for each width
        raise ValueError(f"{len(widths)} poolings leave nothing of a {height}x{width} image")
    layers = []
    for filters in widths:
        convolution = Convolution(filters, kernel_size, padding=kernel_size // 2)
        layers += [convolution, ReLU(), MaxPool(2)]
    if global_pooling:
        layers[-1] = GlobalMaxPool()
    return Network("small ConvNet", Sequence(*layers, Dense(classes)), image_shape)


def strided_convnet(channels=1, widths=(32, 64, 128), stride=3, classes=10):
    """Specify a ConvNet that shrinks by stride; arguments as of ``models.strided_convnet``.

    Parameters
    ----------
    channels : int
    widths : sequence of int
    stride : int
    classes : int

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If there is no width.

    Examples
    --------
    >>> strided_convnet().parameters
    93962
    """
    return _shrinking("strided ConvNet", channels, widths, classes, stride, pooling=())


def pooled_convnet(channels=1, widths=(32, 64, 128), stride=None, classes=10):
    """Specify a ConvNet that shrinks by pooling; arguments as of ``models.pooled_convnet``.

    Parameters
    ----------
    channels : int
    widths : sequence of int
    stride : int, optional
    classes : int

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If there is no width.

    Examples
    --------
    >>> pooled_convnet().parameters == strided_convnet().parameters
    True
    """
    pooling = (MaxPool(WINDOW, stride, padding=WINDOW // 2),)
    return _shrinking("pooled ConvNet", channels, widths, classes, 1, pooling)


def _shrinking(name, channels, widths, classes, stride, pooling):
    """Repeat convolution, ReLU and perhaps pooling; end in the mean of each map and scores."""
    _require_widths(widths)
    layers = []
    for filters in widths:
        convolution = Convolution(filters, WINDOW, stride, padding=WINDOW // 2)
        layers += [convolution, ReLU(), *pooling]
    layers += [GlobalAveragePool(), Dense(classes)]
    return Network(name, Sequence(*layers), (channels, SIDE, SIDE))


def _require_widths(widths):
    if not widths:
        raise ValueError("a ConvNet needs at least one width")
