"""The known networks by name, untrained or with weights from ImageNet.

Each is `build` of a specification; the names and shapes of its parameters are those of the official
checkpoint, so that the file loads as it is.
"""

from cnnlib import specs
from cnnlib.models.build import build
from cnnlib.models.weights import efficientnet_lite0_weights

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
