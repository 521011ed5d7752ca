"""Run the function under the probe so that it leaves everything as it was.

It gets a copy, since a ReLU in place writes into its input; PyTorch records no graph for a
forward pass that nobody differentiates, which saves most of its memory; and a network whose
normalization would learn from the probe is refused. Nothing here imports PyTorch. See chapter 6.
"""

import sys
from contextlib import nullcontext

import numpy as np


def run(function, x):
    """Return function(x), one array or tensor, without a graph."""
    torch = sys.modules.get("torch") if hasattr(x, "requires_grad_") else None
    with torch.no_grad() if torch else nullcontext():
        return one_array(function(x))


def one_array(output, name="function"):
    """Return `output` of a function, or say that it must be one array or tensor."""
    if not (hasattr(output, "shape") and hasattr(output, "dtype")):
        raise TypeError(
            f"{name} must return one array or tensor, got {type(output).__name__}: take one part "
            f"of it, as in lambda *arguments: {name}(*arguments)[0]"
        )
    return output


def to_numpy(values):
    """Return an array or a tensor, on whatever device, as a NumPy array."""
    if not hasattr(values, "detach"):
        return np.asarray(values)
    values = values.detach().cpu()
    return np.asarray(values.float() if "bfloat16" in str(values.dtype) else values)  # NumPy: none


def is_nan(values):
    """Return where an array or a tensor is NaN, as a NumPy array."""
    return to_numpy(values != values)


def refuse_training(function, harm):
    """Refuse a PyTorch module that holds batch normalization in training mode."""
    for module in function.modules() if hasattr(function, "modules") else ():
        # A frozen one, with constants for its averages, has the name and no momentum.
        learns = "BatchNorm" in type(module).__name__ and hasattr(module, "momentum")
        if learns and module.training:
            raise ValueError(
                f"{type(module).__name__} is in training mode: it takes its mean over the whole "
                f"batch, so {harm}. Call network.eval() first"
            )
