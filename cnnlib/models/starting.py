"""How large the first weights are: large enough that a signal survives many ReLUs.

    variance of a weight = 2 / (inputs of its unit)

A ReLU drops half of what comes in; the 2 makes up for it. K. He et al., "Delving deep into
rectifiers", 2015. Used in chapter 13.
"""

import torch
from torch import nn

from cnnlib.training.seeding import seeded


def he_start(net, seed=0):
    """Draw the weights of all convolutions and dense layers anew, for ReLU; biases become 0.

    Parameters
    ----------
    net : torch.nn.Module
        Changed in place.
    seed : int, optional

    Returns
    -------
    torch.nn.Module
        The same network.

    Raises
    ------
    ValueError
        If it has no such layer.

    Examples
    --------
    >>> layer = he_start(nn.Conv2d(50, 80, kernel_size=2))  # 200 inputs a unit
    >>> round(layer.weight.std().item(), 2)
    0.1
    """
    layers = [m for m in net.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    if not layers:
        raise ValueError(f"{type(net).__name__} has no convolution or dense layer to start")
    with seeded(seed), torch.no_grad():
        for layer in layers:
            nn.init.kaiming_normal_(layer.weight)
            if layer.bias is not None:
                layer.bias.zero_()
    return net
