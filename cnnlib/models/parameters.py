"""How many numbers a network learns."""


def count_parameters(module):
    """Count the trainable parameters of a module: weights and biases.

    Parameters
    ----------
    module : torch.nn.Module

    Returns
    -------
    int

    Examples
    --------
    Three maps of 3x3 weights and a bias each:

    >>> from torch import nn
    >>> count_parameters(nn.Conv2d(1, 3, kernel_size=3))
    30
    """
    return sum(p.numel() for p in module.parameters() if p.requires_grad)
