"""The hourglass: sizes come back, skips carry detail, both forms cost the same."""

import pytest
import torch

from cnnlib.models import Hourglass, count_parameters


@pytest.mark.parametrize("skips", [True, False])
@pytest.mark.parametrize("size", [(32, 32), (16, 40)])
def test_scores_have_the_size_of_the_image(skips, size):
    net = Hourglass(classes=5, skips=skips)
    assert net(torch.zeros(2, 3, *size)).shape == (2, 5, *size)


def test_skips_cost_no_parameters():
    counts = [count_parameters(Hourglass(skips=skips)) for skips in (True, False)]
    assert counts[0] == counts[1]


def test_skips_bring_what_the_narrow_part_loses():
    image = torch.rand(1, 3, 32, 32)
    moved = image.roll(1, dims=-1)
    for skips in (True, False):
        net = Hourglass(skips=skips)
        with torch.no_grad():
            net.down[0].weight.zero_()  # nothing goes through the narrow part
            changed = not torch.equal(net(image), net(moved))
        assert changed == skips


def test_same_seed_same_weights():
    first, second = Hourglass(seed=3), Hourglass(seed=3)
    assert torch.equal(first.up[0].weight, second.up[0].weight)
    assert not torch.equal(first.up[0].weight, Hourglass(seed=4).up[0].weight)


def test_sizes_that_do_not_halve():
    with pytest.raises(ValueError, match=r"multiples of 8, got \(1, 3, 30, 32\)"):
        Hourglass()(torch.zeros(1, 3, 30, 32))


def test_one_width_is_no_hourglass():
    with pytest.raises(ValueError, match="at least two"):
        Hourglass(widths=(8,))
