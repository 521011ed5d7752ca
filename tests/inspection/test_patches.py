"""Patches are the strongest windows, cut at the field, neither shifted nor moved at borders."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib import models, specs
from cnnlib.inspection import activations, layer_field, stack_patches, top_patches
from cnnlib.receptive_field import FieldGrid, field_table, nan_bisect
from tests.inspection.networks import images, stack

LAYER, UNIT, SIZE = "3", 2, (48, 56)
NET, IMAGES = stack(), images(6, size=SIZE)


def best(**options):
    return top_patches(NET, LAYER, IMAGES, UNIT, **options)


@pytest.mark.parametrize("per_image", [1, 3, None])
def test_the_strongest_places_by_a_full_sort(per_image):
    maps = activations(NET, LAYER, IMAGES)[:, UNIT]
    places = sorted(np.ndindex(maps.shape), key=lambda place: -maps[place])
    limit = maps.size if per_image is None else per_image
    expected, taken = [], [0] * len(maps)
    for place in places:
        if taken[place[0]] < limit:
            taken[place[0]] += 1
            expected.append(place)
    patches = best(count=10, per_image=per_image)
    assert [(patch.image, *patch.place) for patch in patches] == expected[:10]
    assert [patch.activation for patch in patches] == [maps[place] for place in expected[:10]]


def test_the_window_is_that_of_the_nan_probe():
    for patch in best(count=12, per_image=None):
        image = torch.from_numpy(IMAGES[patch.image][None])
        probed = nan_bisect(lambda x: NET[:4](x), image, patch.place)
        assert patch.field.inside(SIZE) == probed
        (top, bottom), (left, right) = probed.rows, probed.columns
        assert np.array_equal(
            patch.pixels, IMAGES[patch.image, :, top : bottom + 1, left : right + 1]
        )


def activation_of_crop(patch, shift=(0, 0)):
    """Lay the crop, cut with a shift, into noise where the field of the place is, and run."""
    image, canvas = IMAGES[patch.image], images(1, size=SIZE, seed=9)[0]
    seen = patch.field.inside(SIZE)
    (top, bottom), (left, right) = seen.rows, seen.columns
    target = np.s_[:, top : bottom + 1, left : right + 1]
    canvas[target] = np.roll(image, (-shift[0], -shift[1]), axis=(1, 2))[target]
    return activations(NET, LAYER, canvas[None])[0, UNIT][patch.place]


def test_what_lies_outside_the_window_does_not_matter():
    for patch in best(count=6):
        assert activation_of_crop(patch) == patch.activation


@pytest.mark.parametrize("step", [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_shifting_the_crop_by_one_jump_gives_the_neighbor_and_lowers_the_activation(step):
    jump = layer_field(NET, LAYER, (2, 64, 64)).jump
    maps = activations(NET, LAYER, IMAGES)[:, UNIT]
    shift = tuple(s * j for s, j in zip(step, jump, strict=True))
    inner = [patch for patch in best(count=6) if is_inside(patch, shift)]
    assert len(inner) >= 2
    for patch in inner:
        row, column = (p + s for p, s in zip(patch.place, step, strict=True))
        moved = activation_of_crop(patch, shift)
        assert moved == pytest.approx(maps[patch.image, row, column])
        assert moved < patch.activation


def is_inside(patch, shift):
    """Tell whether the field lies on the image, as it is and shifted."""
    spans = zip((patch.field.rows, patch.field.columns), shift, SIZE, strict=True)
    return all(
        min(first, first + by) >= 0 and max(last, last + by) < n for (first, last), by, n in spans
    )


def test_a_given_field_and_a_measured_one_give_the_same_patches():
    net = models.build(specs.lenet5())
    pictures = images(4, channels=1, size=(32, 32)).astype(np.float32)
    given = top_patches(net, "pool1", pictures, 3, field=field_table(specs.lenet5())["pool1"])
    measured = top_patches(net, "pool1", pictures, 3)
    assert [patch.field for patch in given] == [patch.field for patch in measured]
    assert {patch.pixels.shape for patch in given} == {(1, 6, 6)}


def test_patches_are_cut_from_other_pictures_if_given():
    pictures = np.arange(6.0)[:, None, None, None] * np.ones((6, 3, *SIZE))
    for patch in best(pictures=pictures):
        assert patch.pixels.shape[0] == 3
        assert np.all(patch.pixels == patch.image)
    with pytest.raises(ValueError, match=r"pictures \(5, 3, .* do not match images \(6, 2"):
        best(pictures=pictures[1:])


def test_clipped_patches_keep_their_place_in_the_whole_field():
    patches = best(count=6)
    whole = stack_patches(patches, fill=np.nan)
    assert whole.shape == (6, 2, 15, 15)
    for stacked, patch in zip(whole, patches, strict=True):
        inside = ~np.isnan(stacked)
        assert inside.sum() == patch.pixels.size
        assert np.array_equal(stacked[inside], patch.pixels.ravel())
        assert np.isnan(stacked[:, : max(0, -patch.field.rows[0])]).all()
        assert np.isnan(stacked[:, :, : max(0, -patch.field.columns[0])]).all()


def test_places_that_see_only_padding_are_left_out():
    net = nn.Sequential(nn.Conv2d(1, 1, 1, padding=2)).double()
    nn.init.ones_(net[0].weight)
    nn.init.zeros_(net[0].bias)
    dark = -np.ones((1, 1, 3, 3))  # padding, with 0, is brighter
    grid = FieldGrid(start=(-2, -2))
    patches = top_patches(net, "0", dark, 0, field=grid, per_image=None, count=100)
    assert len(patches) == 9
    assert {patch.activation for patch in patches} == {-1.0}
    assert min(patch.place for patch in patches) == (2, 2)


def test_equal_activations_come_in_the_order_of_images_and_places():
    patches = top_patches(NET, LAYER, np.zeros_like(IMAGES), UNIT, count=4, per_image=None)
    assert [patch.image for patch in patches] == [0, 0, 0, 0]
    assert [patch.place for patch in patches] == sorted(patch.place for patch in patches)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": 6}, "'3' has units 0 to 5, not 6"),
        ({"layer": "7"}, r"'7' has no places: its output is \(6, 3\)"),
        ({"count": 0}, "count must be at least 1"),
        ({"per_image": 0}, "per_image must be at least 1"),
        ({"images": IMAGES[:, :, :14, :14]}, r"reach the border of an input of \(14, 14\)"),
    ],
)
def test_wrong_arguments_are_named(options, message):
    arguments = {"net": NET, "layer": LAYER, "images": IMAGES, "unit": UNIT} | options
    with pytest.raises(ValueError, match=message):
        top_patches(**arguments)


def test_nothing_to_stack():
    with pytest.raises(ValueError, match="at least one patch"):
        stack_patches([])
