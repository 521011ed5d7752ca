"""A seeded block repeats itself and leaves nothing behind."""

import pytest
import torch

from cnnlib.training import seeded


def test_same_seed_same_numbers():
    draws = []
    for seed in (0, 0, 1):
        with seeded(seed):
            draws.append(torch.rand(4))
    assert torch.equal(draws[0], draws[1])
    assert not torch.equal(draws[0], draws[2])


def test_outer_generator_continues_as_if_nothing_happened():
    torch.manual_seed(5)
    expected = torch.rand(2)
    torch.manual_seed(5)
    first = torch.rand(1)
    with seeded(0):
        torch.rand(100)
    assert torch.equal(torch.cat([first, torch.rand(1)]), expected)


@pytest.mark.parametrize("before", [True, False])
def test_deterministic_algorithms_inside_and_as_before_outside(before):
    torch.use_deterministic_algorithms(before)
    try:
        with seeded(0):
            assert torch.are_deterministic_algorithms_enabled()
        assert torch.are_deterministic_algorithms_enabled() is before
    finally:
        torch.use_deterministic_algorithms(False)


def test_an_error_inside_restores_everything():
    torch.manual_seed(5)
    state = torch.random.get_rng_state()
    with pytest.raises(RuntimeError), seeded(0):
        torch.rand(2) @ torch.rand(3)
    assert torch.equal(torch.random.get_rng_state(), state)
    assert not torch.are_deterministic_algorithms_enabled()
