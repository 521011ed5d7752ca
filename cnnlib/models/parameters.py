"""How many numbers a network learns."""

from torch import nn


def count_parameters(module):
    """Count the trainable parameters of a module: weights and biases.

    Parameters
    ----------
    module : torch.nn.Module

    Returns
    -------
    int

    Raises
    ------
    TypeError
        If it is none: a specification knows its count, as ``network.parameters``.

    Examples
    --------
    Three maps of 3x3 weights and a bias each:

    >>> from torch import nn
    >>> count_parameters(nn.Conv2d(1, 3, kernel_size=3))
    30
    """
    if not isinstance(module, nn.Module):
        raise TypeError(
            f"module must be a torch.nn.Module, got {type(module).__name__}; a specification has "
            f"its number of parameters as .parameters"
        )
    return sum(p.numel() for p in module.parameters() if p.requires_grad)
