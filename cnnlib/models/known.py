"""The known networks by name, untrained or with weights from ImageNet.

Each is `build` of a specification. The names and shapes of its parameters are those of the official
checkpoint, so that the file loads as it is: EfficientNet-Lite0's ships with an installed package,
the others are torchvision's and are downloaded once.
"""

from functools import partial

from cnnlib import specs
from cnnlib.models.build import build
from cnnlib.models.weights import efficientnet_lite0_weights, torchvision_weights

WEIGHTS = (None, "imagenet")


def efficientnet_lite0(weights=None, seed=0):
    """Build EfficientNet-Lite0, in evaluation mode if it is trained.

    Parameters
    ----------
    weights : {None, "imagenet"}, optional
        "imagenet" takes the weights that an installed package ships; no network is needed.
    seed : int, optional
        Fixes the initial weights, if there are no others.

    Returns
    -------
    torch.nn.Sequential
        Maps (N, 3, 224, 224), as `imagenet_input` makes it, to scores (N, 1000).

    Raises
    ------
    ValueError
        If `weights` is anything else, or the file is not the expected one.
    FileNotFoundError
        If the package is not installed.

    Examples
    --------
    >>> efficientnet_lite0().conv_stem
    PaddedConv2d(3, 32, kernel_size=(3, 3), stride=(2, 2), bias=False, sides='same_upper')
    """
    return _known(specs.efficientnet_lite0(), efficientnet_lite0_weights, weights, seed)


def alexnet(weights=None, seed=0):
    """Build torchvision's AlexNet, in evaluation mode if it is trained.

    Parameters
    ----------
    weights : {None, "imagenet"}, optional
        "imagenet" takes torchvision's weights, which are downloaded once.
    seed : int, optional
        Fixes the initial weights, if there are no others.

    Returns
    -------
    torch.nn.Sequential
        Maps (N, 3, 224, 224), as `imagenet_input` makes it, to scores (N, 1000).

    Raises
    ------
    ValueError
        If `weights` is anything else.
    datasets.downloads.DownloadError
        If the weights cannot be downloaded; the message says why.

    Examples
    --------
    >>> alexnet().features[0]
    Conv2d(3, 64, kernel_size=(11, 11), stride=(4, 4), padding=(2, 2))
    """
    return _torchvision("alexnet", specs.alexnet_torchvision(), weights, seed)


def vgg11(weights=None, seed=0):
    """Build VGG-11, configuration A. Takes and returns what `alexnet` does."""
    return _torchvision("vgg11", specs.vgg("A"), weights, seed)


def vgg13(weights=None, seed=0):
    """Build VGG-13, configuration B. Takes and returns what `alexnet` does."""
    return _torchvision("vgg13", specs.vgg("B"), weights, seed)


def vgg16(weights=None, seed=0):
    """Build VGG-16, configuration D. Takes and returns what `alexnet` does."""
    return _torchvision("vgg16", specs.vgg("D"), weights, seed)


def vgg19(weights=None, seed=0):
    """Build VGG-19, configuration E. Takes and returns what `alexnet` does."""
    return _torchvision("vgg19", specs.vgg("E"), weights, seed)


def resnet18(weights=None, seed=0):
    """Build ResNet-18. Takes and returns what `alexnet` does.

    Examples
    --------
    >>> len(resnet18().layer1)
    2
    """
    return _torchvision("resnet18", specs.resnet(18), weights, seed)


def resnet34(weights=None, seed=0):
    """Build ResNet-34. Takes and returns what `alexnet` does.

    Examples
    --------
    >>> len(resnet34().layer1)
    3
    """
    return _torchvision("resnet34", specs.resnet(34), weights, seed)


def resnet50(weights=None, seed=0):
    """Build ResNet-50, stride on the 3x3. Takes and returns what `alexnet` does.

    Examples
    --------
    >>> len(resnet50().layer1)
    3
    """
    return _torchvision("resnet50", specs.resnet(50, stride_on_3x3=True), weights, seed)


def _torchvision(name, network, weights, seed):
    """Build a network of torchvision's, and load its weights if they are asked for."""
    return _known(network, partial(torchvision_weights, name), weights, seed)


def _known(network, load, weights, seed):
    """Build a network and load what `load` returns, if it is asked for."""
    if weights not in WEIGHTS:
        raise ValueError(f"weights must be one of {WEIGHTS}, got {weights!r}")
    state = load() if weights else None  # a missing file is told before anything is built
    module = build(network, seed)
    if state is not None:
        module.load_state_dict(state, strict=True)
        module.eval()
    return module
