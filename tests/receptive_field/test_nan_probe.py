"""NaN probes: what they find, in how many passes, and what they say where they would mislead."""

import warnings
from functools import partial
from math import ceil, log2

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from cnnlib import ops
from cnnlib.receptive_field import (
    Field,
    field_of,
    nan_affected,
    nan_bisect,
    nan_probe,
    path_counts,
    thin_network,
)
from cnnlib.specs import Convolution, MaxPool, ReLU
from tests.receptive_field.stacks import branched, inner_input, stacks


class Counted:
    """A function that counts how often it is called."""

    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, x):
        self.calls += 1
        return self.function(x)


def convolve(kernel_size=3, **settings):
    """Return a function that slides a kernel of ones over one channel."""
    weight = np.ones((1, 1, kernel_size, kernel_size))
    return lambda x: ops.conv2d(x, weight, **settings)


SMALL = [Convolution(1, 3, 2, 1), ReLU(), MaxPool(2), Convolution(1, (1, 3), dilation=2)]


def test_one_nan_marks_the_outputs_that_see_it():
    marked = nan_affected(convolve(2), np.zeros((1, 1, 3, 3)), (0, 1, 0))
    assert marked.shape == (1, 1, 2, 2)
    np.testing.assert_array_equal(marked[0, 0], [[True, False], [True, False]])


def test_channels_of_a_group_only():
    conv = nn.Conv2d(4, 4, 1, groups=2)
    marked = nan_affected(conv, torch.zeros(1, 4, 2, 2), (0, 1, 1))
    assert marked[0, :, 1, 1].tolist() == [True, True, False, False]
    assert nan_affected(conv, torch.zeros(1, 4, 2, 2), (1, 1)).sum() == 4


@given(stacks | branched)
def test_bisecting_finds_the_hull_of_what_paths_reach(layers):
    place, size = inner_input(layers)
    field = nan_bisect(thin_network(layers), np.zeros((1, 1, *size)), place)
    assert field == Field.around(path_counts(layers, (1, *size), place)) == field_of(layers, place)


@pytest.mark.parametrize("place", [(0, 0), (2, 1), (0, 1, 2)])
def test_exhaustive_probe_shows_the_holes(place):
    x = np.zeros((1, 1, 16, 34))
    expected = path_counts(SMALL, (1, 16, 34), place)[0] > 0
    np.testing.assert_array_equal(nan_probe(thin_network(SMALL), x, place), expected)
    hull = Field.around(expected)
    assert nan_bisect(thin_network(SMALL), x, place) == hull
    assert 0 < expected.sum() < hull.size[0] * hull.size[1]


@given(st.integers(3, 300), st.integers(3, 300), st.data())
def test_bisecting_takes_logarithmically_many_passes(h, w, data):
    row, column = data.draw(st.integers(0, h - 3)), data.draw(st.integers(0, w - 3))
    function = Counted(lambda x: x[..., 2:, 2:] + x[..., :-2, :-2])
    field = nan_bisect(function, np.zeros((1, 1, h, w)), (row, column))
    assert field == Field((row, row + 2), (column, column + 2))
    assert function.calls <= 2 * ceil(log2(h)) + 2 * ceil(log2(w)) + 1


def test_exhaustive_probe_takes_one_pass_a_place():
    function = Counted(convolve(3))
    nan_probe(function, np.zeros((1, 1, 6, 7)), (1, 1))
    assert function.calls == 6 * 7 + 1


@pytest.mark.parametrize("shape", [(1, 1, 12, 13), (3, 1, 12, 13), (1, 12, 13)])
@pytest.mark.parametrize("kind", [np.zeros, torch.zeros])
def test_arrays_and_tensors_batches_and_single_images(shape, kind):
    if kind is np.zeros:
        function = convolve(3, stride=2, padding=1)
    else:
        function = nn.Conv2d(1, 1, 3, stride=2, padding=1)
    expected = field_of([Convolution(1, 3, 2, 1)], (2, 6)).inside((12, 13))
    assert nan_bisect(function, kind(shape), (2, 6)) == expected
    assert Field.around(nan_probe(function, kind(shape), (2, 6))) == expected


def test_planes_without_channels():
    def difference(x):
        return x[1:] - x[:-1]

    assert nan_bisect(difference, np.zeros((9, 4)), (3, 1)) == Field((3, 4), (1, 1))


def test_input_is_left_as_it_was():
    x = np.ones((2, 1, 9, 9))
    nan_bisect(convolve(3), x, (2, 2))
    assert (x == 1).all()


def test_scores_of_a_classifier_see_everything_without_a_warning():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(32, 5))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert nan_bisect(net, torch.zeros(1, 1, 6, 6), (4,)) == Field((0, 5), (0, 5))


def test_zero_weights_pass_nan():
    conv = nn.Conv2d(1, 1, 5)
    nn.init.zeros_(conv.weight)
    assert nan_bisect(conv, torch.zeros(1, 1, 9, 9), (2, 2)) == Field((2, 6), (2, 6))


@pytest.mark.parametrize("kind", [np.zeros, torch.zeros])
def test_relu_and_max_pooling_keep_nan(kind):
    if kind is np.zeros:

        def function(x):
            return ops.max_pool2d(ops.relu(x), 3, 2)
    else:
        function = nn.Sequential(nn.ReLU(), nn.MaxPool2d(3, 2))
    assert nan_probe(function, kind((1, 1, 9, 9)), (1, 1)).sum() == 9


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("probe", [nan_affected, nan_probe, nan_bisect])
def test_training_mode_of_batch_normalization_is_named(probe, hidden):
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4))
    function = (lambda x: net(x)) if hidden else net  # the hidden one shows only by its flood
    with pytest.raises(ValueError, match=r"(?s)training mode.*network\.eval\(\)"):
        probe(function, torch.zeros(1, 1, 8, 8), (2, 2))
    assert net[1].running_mean.isnan().any() == hidden


def test_evaluation_mode_of_batch_normalization_is_fine():
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4)).eval()
    assert nan_bisect(net, torch.zeros(1, 1, 8, 8), (2, 2)) == Field((2, 4), (2, 4))


def test_batch_statistics_at_test_time_flood_too():
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4, track_running_stats=False)).eval()
    with pytest.raises(ValueError, match="mixes the images of a batch"):
        nan_bisect(net, torch.zeros(1, 1, 8, 8), (2, 2))


@pytest.mark.parametrize("norm", [nn.InstanceNorm2d(4), nn.GroupNorm(2, 4)])
def test_normalization_over_the_image_is_warned_of(norm):
    net = nn.Sequential(nn.Conv2d(1, 4, 3), norm)
    with pytest.warns(UserWarning, match="the field is the whole input.*instance, group"):
        field = nan_bisect(net, torch.zeros(1, 1, 8, 8), (2, 2))
    assert field == Field((0, 7), (0, 7))


def test_input_smaller_than_the_field_is_warned_of():
    with pytest.warns(UserWarning, match="take a larger one"):
        nan_bisect(convolve(9, padding=4), np.zeros((1, 1, 4, 4)), (1, 1))


@pytest.mark.parametrize(
    "function",
    [np.nan_to_num, lambda x: np.fmax(x, 0), lambda x: (x > 0).astype(float), np.zeros_like],
)
def test_functions_that_drop_nan_are_refused(function):
    with pytest.raises(ValueError, match=r"does not depend on x, or the function drops NaN"):
        nan_bisect(function, np.zeros((1, 1, 4, 4)), (1, 1))


def test_functions_that_drop_a_lonely_nan_are_refused():
    with pytest.raises(ValueError, match="drops NaN unless several inputs are NaN at once"):
        nan_bisect(lambda x: np.fmax(x[..., 1:], x[..., :-1]), np.zeros((1, 1, 8, 8)), (3, 3))


def test_running_averages_spoiled_by_nan_are_named():
    net = nn.BatchNorm2d(1)
    with pytest.warns(UserWarning, match=r"network\.eval\(\)"):  # hidden, and one image alone
        nan_bisect(lambda x: net(x[None])[0], torch.zeros(1, 4, 4), (1, 1))
    with pytest.raises(ValueError, match=r"(?s)NaN for x itself.*spoiled the running averages"):
        nan_bisect(net.eval(), torch.zeros(1, 1, 4, 4), (1, 1))


def test_bfloat16_is_refused():
    conv, x = nn.Conv2d(1, 1, 3).bfloat16(), torch.zeros(1, 1, 9, 9, dtype=torch.bfloat16)
    for probe in (nan_affected, nan_probe, nan_bisect):
        with pytest.raises(TypeError, match=r"bfloat16.*Probe the network in float32"):
            probe(conv, x, (2, 2))


@pytest.mark.parametrize("kernel_size", [2, 3, 4, 5])
def test_fields_of_up_sampling_alternate(kernel_size):
    weight = np.ones((1, 1, kernel_size, kernel_size))
    spread = partial(ops.conv_transpose2d, weight=weight, stride=2, padding=1)
    for i in range(6, 10):
        seen = [a for a in range(12) if 0 <= i + 1 - 2 * a < kernel_size]
        field = nan_bisect(spread, np.zeros((1, 1, 12, 12)), (i, i))
        assert field.rows == field.columns == (seen[0], seen[-1])


@pytest.mark.parametrize("shape", [(1, 1, 4, 4), (1, 4, 4)])
def test_functions_that_make_nan_are_refused(shape):
    with np.errstate(invalid="ignore"), pytest.raises(ValueError, match="NaN for x itself"):
        nan_bisect(lambda x: x / 0, np.zeros(shape), (1, 1))


def test_functions_that_lose_the_batch_are_refused():
    for lose in (lambda x: x[:1], np.sum):
        with pytest.raises(ValueError, match="axis of the batch"):
            nan_bisect(lose, np.zeros((1, 1, 4, 4)), (1, 1))


@pytest.mark.parametrize("place", [(7, 0), (1, 0, 0), (0, 0, 0, 0), 3])
@pytest.mark.parametrize("probe", [nan_probe, nan_bisect])
def test_output_places_outside_are_refused(probe, place):
    with pytest.raises(ValueError, match=r"output_place must lie inside \(1, 7, 7\)"):
        probe(convolve(3), np.zeros((1, 1, 9, 9)), place)


def test_input_places_outside_are_refused():
    with pytest.raises(ValueError, match=r"input_place must lie inside \(1, 9, 9\)"):
        nan_affected(convolve(3), np.zeros((1, 1, 9, 9)), (9, 0))


def test_inputs_with_nan_are_refused():
    with pytest.raises(ValueError, match="x must not hold NaN"):
        nan_bisect(convolve(3), np.full((1, 1, 9, 9), np.nan), (0, 0))
