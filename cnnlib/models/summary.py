"""The table of any PyTorch module, by watching one image pass through it.

Every module without modules inside gets a row when it runs, under its place in the network. What is
computed between modules, as ``x.mean()`` or ``functional.relu(x)``, has no row. For modules that
`build` makes, the numbers are those of the specification. Taught in chapter 8.
"""

from contextlib import ExitStack
from math import prod

import torch
from torch import nn

from cnnlib import shapes
from cnnlib.models.layers import ChannelScale, PaddedAvgPool2d, TableConv2d
from cnnlib.specs.tables import NetworkTable, Row, without_places

# What writes over its input, or only reads it in another shape.
IN_PLACE = (
    *(nn.ReLU, nn.Hardtanh, nn.LeakyReLU, nn.ELU, nn.GELU, nn.SiLU, nn.Hardswish, nn.Hardsigmoid),
    *(nn.Tanh, nn.Sigmoid, nn.Softmax, nn.LogSoftmax, nn.Dropout, nn.Dropout2d),
    *(nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d, ChannelScale),
    *(nn.Identity, nn.Flatten, nn.Unflatten),
)
CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d, TableConv2d)
TRANSPOSED = (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)
# What multiplies no weights with values, as MACs are counted here.
FREE = (
    *IN_PLACE,
    *(nn.MaxPool1d, nn.MaxPool2d, nn.AvgPool1d, nn.AvgPool2d, PaddedAvgPool2d),
    *(nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool2d, nn.AdaptiveMaxPool1d, nn.AdaptiveMaxPool2d),
    *(nn.LocalResponseNorm, nn.GroupNorm, nn.LayerNorm, nn.Upsample),
    *(nn.ZeroPad2d, nn.ReflectionPad2d, nn.ReplicationPad2d, nn.PixelShuffle),
)


def summary(net, input_shape=(3, 224, 224), value_bytes=4):
    """Make the table of a module: outputs, activations, weights, multiply-adds and bytes.

    Parameters
    ----------
    net : torch.nn.Module
        Run once on zeros in evaluation mode, on its own device; left as it was.
    input_shape : (int, int, int), optional
        Channels, rows and columns of one image.
    value_bytes : int, optional
        4 for float32.

    Returns
    -------
    specs.tables.NetworkTable
        Parameters that are frozen do not count. A module that runs twice has two rows, the second
        without parameters. Multiply-adds of a kind of module that is not known here are "?".

    Raises
    ------
    TypeError
        If `net` is no module; for a specification, ask its own ``table()``.
    ValueError
        If a module does not fit what reaches it; the message names it.

    Examples
    --------
    >>> net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1))
    >>> print(summary(net, (1, 9, 9)))
    Sequential: 80 parameters
    layer  output  activations  weights   MACs  bytes
    input  1×9×9            81        0      0    324
    0      8×7×7           392       72  3,528  1,568
    2      8                 8        0      0     32
    sum                    481       72  3,528  1,924
    """
    if not isinstance(net, nn.Module):
        raise TypeError(
            f"net must be a torch.nn.Module, got {type(net).__name__}; a specification makes its "
            f"own table with .table()"
        )
    value_bytes = shapes.integer(value_bytes, "value_bytes", 1)
    rows = [Row("input", tuple(input_shape), prod(input_shape), 0, 0, 0)]
    seen = set()
    with ExitStack() as stack:
        for name, module in net.named_modules():
            if _is_watched(module):
                watch = _watcher(name or type(module).__name__, rows, seen)
                handle = module.register_forward_hook(watch)
                stack.callback(handle.remove)
        reached = [("the network", input_shape)]
        for name, module in net.named_modules():
            stack.callback(module.register_forward_pre_hook(_noting(name, reached)).remove)
        try:
            _run(net, input_shape)
        except RuntimeError as error:
            name, shape = reached[-1]
            raise ValueError(f"{name} does not fit its input {shape}: {error}") from error
    return NetworkTable(type(net).__name__, tuple(rows), value_bytes)


def _is_watched(module):
    """Watch modules without modules inside, and those that hold parameters beside them."""
    has_own = any(True for _ in module.parameters(recurse=False))
    return has_own or not any(True for _ in module.children())


def _run(net, input_shape):
    """Run the network on zeros in evaluation mode and put every module back into its mode."""
    modes = {module: module.training for module in net.modules()}
    parameter = next(net.parameters(), torch.zeros(()))
    x = torch.zeros(1, *input_shape, device=parameter.device, dtype=parameter.dtype)
    net.eval()
    try:
        with torch.no_grad():
            net(x)
    finally:
        for module, training in modes.items():
            module.training = training


def _noting(name, reached):
    """Return a hook that notes which module runs, and the shape (C, H, W) that reaches it."""

    def note(module, inputs):
        shape = tuple(inputs[0].shape[1:]) if inputs and torch.is_tensor(inputs[0]) else "?"
        reached.append((f"{name} ({type(module).__name__})".strip(), shape))

    return note


def _watcher(name, rows, seen):
    """Return a forward hook that adds a row for its module."""

    def watch(module, inputs, output):
        shape = tuple(output.shape[1:]) if isinstance(output, torch.Tensor) else ()
        learned = [] if module in seen else _own_parameters(module)
        seen.add(module)
        weights = sum(size for key, size in learned if "bias" not in key)
        biases = sum(size for key, size in learned if "bias" in key)
        written = 0 if _writes_nothing(module) else prod(shape)
        macs = _macs(module, inputs, output)
        rows.append(Row(name, without_places(shape), written, weights, biases, macs))

    return watch


def _own_parameters(module):
    """Return name and size of the parameters of a module itself that are trained."""
    own = module.named_parameters(recurse=False)
    return [(key, parameter.numel()) for key, parameter in own if parameter.requires_grad]


def _writes_nothing(module):
    """Tell whether a module needs no room, because it works in place or only joins others."""
    return isinstance(module, IN_PLACE) or any(True for _ in module.children())


def _macs(module, inputs, output):
    """Count the multiply-adds of one image, or return None if they are not known."""
    if isinstance(module, CONVOLUTIONS):
        return module.weight.numel() * prod(output.shape[2:])
    if isinstance(module, TRANSPOSED):
        return module.weight.numel() * prod(inputs[0].shape[2:])
    if isinstance(module, nn.Linear):
        return module.weight.numel() * prod(output.shape[1:-1])
    if isinstance(module, FREE) or not any(True for _ in module.parameters()):
        return 0
    return None
