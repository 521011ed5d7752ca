"""Look at the layers of a network while it runs.

PyTorch calls a forward hook with the output of a module, each time that the module has run.
`recording` hangs hooks on some modules, keeps what they get, and takes them off again.
"""

from contextlib import contextmanager

import torch

from cnnlib.integers import integer
from cnnlib.training.examples import to_images
from cnnlib.training.measure import evaluating


@contextmanager
def recording(net, layers):
    """Keep the outputs of chosen layers while the network runs.

    Parameters
    ----------
    net : torch.nn.Module
    layers : str or sequence of str
        Names as ``net.named_modules()`` gives them.

    Yields
    ------
    dict of str to tensor
        Output of each layer in the latest forward pass: a copy, since a ReLU in place would write
        into it, without gradients.

    Raises
    ------
    ValueError
        If the network has no module of that name, or runs one more than once in a forward pass.
    TypeError
        If the output of a module is not one tensor.

    Examples
    --------
    >>> from torch import nn
    >>> net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
    >>> with recording(net, ["0", "1"]) as outputs:
    ...     _ = net(torch.ones(5, 3))
    >>> outputs["1"].shape, bool((outputs["1"] == outputs["0"].clamp(min=0)).all())
    (torch.Size([5, 4]), True)
    """
    outputs, ran = {}, set()
    handles = [net.register_forward_pre_hook(lambda module, inputs: ran.clear())]
    try:
        for name in [layers] if isinstance(layers, str) else layers:
            hook = _keeper(name, outputs, ran)
            handles.append(find_layer(net, name).register_forward_hook(hook))
        yield outputs
    finally:
        for handle in handles:
            handle.remove()


def activations(net, layers, images, batch_size=64):
    """Compute the outputs of chosen layers for images, in evaluation mode.

    Parameters
    ----------
    net : torch.nn.Module
    layers : str or sequence of str
        Names as ``net.named_modules()`` gives them.
    images : array_like of float of shape (N, C, H, W)
    batch_size : int, optional
        Images at a time.

    Returns
    -------
    ndarray of shape (N, ...), or dict of str to ndarray
        The output for one name, and a dictionary for a sequence of names.

    Raises
    ------
    ValueError, TypeError
        As `recording`, and if `images` are no images.

    Examples
    --------
    >>> from cnnlib import datasets, models
    >>> net = models.mlp()
    >>> activations(net, "2", datasets.digits().images[:7]).shape
    (7, 64)
    """
    names = [layers] if isinstance(layers, str) else list(layers)
    parts = {name: [] for name in names}
    images = to_images(net, images)
    with evaluating(net), recording(net, names) as outputs:
        for batch in images.split(integer(batch_size, "batch_size", 1)):
            net(batch)
            for name in names:
                parts[name].append(outputs[name].cpu())
    arrays = {name: torch.cat(part).numpy() for name, part in parts.items()}
    return arrays[layers] if isinstance(layers, str) else arrays


def find_layer(net, name):
    """Return the module of this name, or say which names there are."""
    modules = dict(net.named_modules())
    if name not in modules:
        names = ", ".join(repr(name) for name in modules if name)
        raise ValueError(f"the network has no module {name!r}; there are {names}")
    return modules[name]


def _keeper(name, outputs, ran):
    """Return a hook that keeps the output of one module."""

    def keep(module, inputs, output):
        if name in ran:
            raise ValueError(
                f"the network runs {name!r} more than once, so it has no one output: take the "
                f"module around it, or the one before it"
            )
        if not isinstance(output, torch.Tensor):
            raise TypeError(f"{name!r} must return one tensor, got {type(output).__name__}")
        ran.add(name)
        outputs[name] = output.detach().clone()

    return keep
