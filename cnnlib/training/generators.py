"""The states of all random generators that a training run may draw from, to be put back later.

PyTorch's own on every device, NumPy's and Python's global ones (transforms of images draw from
them), and the one that a DataLoader was given.  Plain numbers and tensors, so that a file of them
loads without running code.
"""

import random

import numpy as np
import torch


def state(loader=None):
    """Return the states as a dictionary of tensors, numbers and tuples."""
    name, keys, *rest = np.random.get_state()  # noqa: NPY002 - the global one is meant
    own = getattr(loader, "generator", None)
    return {
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        "mps": torch.mps.get_rng_state() if torch.backends.mps.is_available() else None,
        "numpy": (name, keys.tolist(), *rest),
        "python": random.getstate(),
        "loader": own.get_state() if own is not None else None,
    }


def restore(states, loader=None):
    """Put back what `state` returned; a device that is not there is passed over."""
    torch.set_rng_state(states["torch"])
    if len(states["cuda"]) == torch.cuda.device_count() and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(states["cuda"])
    if states["mps"] is not None and torch.backends.mps.is_available():
        torch.mps.set_rng_state(states["mps"])
    name, keys, *rest = states["numpy"]
    np.random.set_state((name, np.array(keys, np.uint32), *rest))  # noqa: NPY002
    random.setstate(states["python"])
    own = getattr(loader, "generator", None)
    if own is not None and states["loader"] is not None:
        own.set_state(states["loader"])
