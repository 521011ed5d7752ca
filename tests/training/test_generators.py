"""Every generator goes on from where it was."""

import random

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader

from cnnlib.training import generators


def draw(own):
    return (
        torch.rand(3).tolist(),
        np.random.rand(3).tolist(),  # noqa: NPY002
        [random.random() for _ in range(3)],
        torch.rand(3, generator=own).tolist(),
    )


@pytest.fixture(autouse=True)
def undisturbed():
    before = generators.state()
    yield
    generators.restore(before)


def test_the_same_numbers_are_drawn_again():
    own = torch.Generator().manual_seed(7)
    loader = DataLoader([1, 2], generator=own)
    states = generators.state(loader)
    first = draw(own)
    assert draw(own) != first
    generators.restore(states, loader)
    assert draw(own) == first


def test_a_file_of_states_loads_as_plain_values(tmp_path):
    torch.save(generators.state(), tmp_path / "states.pt")
    states = torch.load(tmp_path / "states.pt", weights_only=True)
    own = torch.Generator()
    first = draw(own.manual_seed(0))
    generators.restore(states)
    assert draw(own.manual_seed(0)) == first
