"""Weights from one network to another: what has one name goes over, dense layers as convolutions.

A dense layer on (C, H, W) has the weights of a convolution with a kernel of HxW, in the same order,
so reshaping is all it takes to make a classifier fully convolutional. Long, Shelhamer and Darrell,
"Fully convolutional networks for semantic segmentation", 2015. Taught in chapters 11 and 13.
"""

import torch


def copy_weights(source, target):
    """Copy all weights that both networks have under one name; leave the others of the target.

    Parameters
    ----------
    source : torch.nn.Module or dict of str to tensor
        A network or a state dictionary.
    target : torch.nn.Module
        Changed in place; it shares no memory with the source.

    Returns
    -------
    tuple of str
        The names of the target that the source does not have.

    Raises
    ------
    ValueError
        If weights of one name have different numbers of values, or no name is common.

    Examples
    --------
    >>> from torch import nn
    >>> target = nn.Sequential(nn.Conv2d(3, 5, kernel_size=4), nn.Conv2d(5, 2, kernel_size=1))
    >>> copy_weights(nn.Sequential(nn.Linear(3 * 4 * 4, 5)), target)
    ('1.weight', '1.bias')
    """
    given = source.state_dict() if isinstance(source, torch.nn.Module) else source
    wanted = target.state_dict()  # its tensors are those of the network
    common = [name for name in wanted if name in given]
    if not common:
        raise ValueError(
            f"the networks have no name in common: {[*given][:3]}... and {[*wanted][:3]}..."
        )
    for name in common:
        if given[name].numel() != wanted[name].numel():
            raise ValueError(
                f"{name} has the shape {tuple(given[name].shape)} in the source and "
                f"{tuple(wanted[name].shape)} in the target, another number of values"
            )
    with torch.no_grad():
        for name in common:
            wanted[name].copy_(given[name].reshape(wanted[name].shape))
    return tuple(name for name in wanted if name not in given)
