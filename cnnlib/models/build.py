"""Any specification as a PyTorch module.

    layers one after the other   torch.nn.Sequential
    branches                     Joined: named modules, run along a plan

A layer's place in the module is its `key`, else its name; a sequence without any names is numbered,
as ``torch.nn.Sequential`` does. "features.0" lies in a part called features. A named block is a
part of its own; an unnamed one lays its layers into the part around it, which is how ResNet's
blocks get torchvision's names, and all FCNs the same ones.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import groupby

from torch import nn

from cnnlib.models.joined import Join, Joined
from cnnlib.models.leaves import module_of
from cnnlib.specs import (
    AveragePool,
    Branches,
    Convolution,
    Dense,
    Dropout,
    GlobalAveragePool,
    GlobalMaxPool,
    MaxPool,
    Network,
    PartialConvolution,
    Sequence,
    TransposedConvolution,
)
from cnnlib.training.seeding import seeded

GLOBAL = (GlobalAveragePool, GlobalMaxPool)
ON_MAPS = (AveragePool, Convolution, MaxPool, PartialConvolution, TransposedConvolution, *GLOBAL)


def build(network, seed=0):
    """Build the PyTorch module of a specification.

    Parameters
    ----------
    network : specs.Network
    seed : int, optional
        Fixes the initial weights, which are drawn as PyTorch's layers draw them.

    Returns
    -------
    torch.nn.Module
        Maps (N, C, H, W) to scores (N, classes) if the network ends in a dense layer or a global
        pooling, else to maps (N, classes, out_h, out_w). Any size of image that its layers take.

    Raises
    ------
    TypeError
        If `network` is no specification, or holds a layer that has no module.
    ValueError
        If a layer does not fit its input, or two layers claim the same place in the module.

    Examples
    --------
    >>> from cnnlib import specs
    >>> build(specs.lenet5())
    Sequential(
      (conv1): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))
      (tanh): Tanh()
      (pool1): AvgPool2d(kernel_size=2, stride=2, padding=0)
      (conv2): Conv2d(6, 16, kernel_size=(5, 5), stride=(1, 1))
      (tanh2): Tanh()
      (pool2): AvgPool2d(kernel_size=2, stride=2, padding=0)
      (flatten): Flatten(start_dim=1, end_dim=-1)
      (fc1): Linear(in_features=400, out_features=120, bias=True)
      (tanh3): Tanh()
      (fc2): Linear(in_features=120, out_features=84, bias=True)
      (tanh4): Tanh()
      (fc3): Linear(in_features=84, out_features=10, bias=True)
    )
    """
    if not isinstance(network, Network):
        raise TypeError(f"network must be a specs.Network, got {type(network).__name__}")
    network.require_fit()
    layers = network.body.layers
    with seeded(seed):
        part = _Part(is_named=_has_names(layers))
        plan, is_flat = _lay(layers, network.input_shape, False, part)
        if layers and isinstance(layers[-1], GLOBAL) and not is_flat:
            plan.append(part.add(nn.Flatten()))  # (N, C, 1, 1) -> (N, C)
        return _assemble(part.modules, plan)


@dataclass
class _Part:
    """The modules of one part by their names, or by numbers if nothing in it has a name."""

    is_named: bool
    modules: dict = field(default_factory=dict)

    def add(self, module, key=""):
        """Add a module under its key, or find it a name; return the name."""
        key = key or self._free_name(module)
        if key in self.modules:
            raise ValueError(f"two layers are called {key!r}: give one of them another name or key")
        self.modules[key] = module
        return key

    def _free_name(self, module):
        if not self.is_named:
            return str(len(self.modules))
        kind = type(module).__name__.lower()
        number = 1
        while (name := kind if number == 1 else f"{kind}{number}") in self.modules:
            number += 1
        return name


def _lay(layers, shape, is_flat, part):
    """Make the modules of `layers` in a part; return the plan, and whether its output is flat."""
    plan = []
    for index, layer in enumerate(layers):
        if not is_flat and _is_dense_end(layers[index:]):
            plan.append(part.add(nn.Flatten()))  # (N, C, H, W) -> (N, C*H*W)
            is_flat = True
        elif isinstance(layer, ON_MAPS) and is_flat:
            plan.append(part.add(nn.Unflatten(1, shape)))  # (N, C) -> (N, C, 1, 1)
            is_flat = False
        if not isinstance(layer, (Branches, Sequence)):
            plan.append(part.add(module_of(layer, shape, is_flat), layer.key or layer.name))
        elif layer.key or layer.name:
            inner = _Part(is_named=_has_names(_parts(layer)))
            inner_plan, is_flat = _lay_composite(layer, shape, is_flat, inner)
            plan.append(part.add(_assemble(inner.modules, inner_plan), layer.key or layer.name))
        else:
            inner_plan, is_flat = _lay_composite(layer, shape, is_flat, part)
            plan += inner_plan
        shape = layer.output_shape(shape)
    return plan, is_flat


def _lay_composite(layer, shape, is_flat, part):
    """Lay the layers of a sequence, or of all paths of branches, into a part."""
    if isinstance(layer, Sequence):
        return _lay(layer.layers, shape, is_flat, part)
    plans, flat = [], set()
    for path in layer.paths:
        named = bool(path.key or path.name)
        plan, ends_flat = _lay([path] if named else path.layers, shape, is_flat, part)
        plans.append(tuple(plan))
        flat.add(ends_flat)
    if len(flat) > 1:
        raise ValueError(f"the paths of {layer.label} must all end in dense layers, or none")
    return [Join(tuple(plans), layer.join)], flat.pop()


def _assemble(modules, plan):
    """Put the modules of a part together: in a row, or along a plan with joins."""
    if all(isinstance(step, str) for step in plan):
        return nn.Sequential(_grouped(modules))
    return Joined(modules, tuple(plan))


def _grouped(modules):
    """Put the modules whose keys begin with one word and a dot into a part of that name."""
    grouped = OrderedDict()
    for head, keys in groupby(modules, key=lambda key: key.split(".")[0]):
        inner = {key.partition(".")[2]: modules[key] for key in keys}
        if head in grouped:
            raise ValueError(f"the layers of {head!r} must follow each other")
        grouped[head] = inner[""] if "" in inner else nn.Sequential(_grouped(inner))
    return grouped


def _is_dense_end(layers):
    """Tell whether a dense layer comes next; dropout may stand before it."""
    return isinstance(next((r for r in layers if not isinstance(r, Dropout)), None), Dense)


def _has_names(layers):
    """Tell whether any layer of one part has a name or a key."""
    return any(layer.key or layer.name or _has_names(_parts(layer)) for layer in layers)


def _parts(layer):
    """Return the layers of a sequence, the paths of branches, and nothing for other layers."""
    return layer.paths if isinstance(layer, Branches) else getattr(layer, "layers", ())
