"""Max pooling gives what can be worked out by hand, what PyTorch gives, and what its loops give."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import (
    max_pool2d,
    max_pool2d_backward,
    max_pool2d_backward_naive,
    max_pool2d_naive,
)
from tests.ops.pool_cases import Case, count, generated, sees_the_image, torch_max_pool2d
from tests.ops.reference import answers, assert_close

FORWARD = pytest.mark.parametrize("forward", [max_pool2d, max_pool2d_naive])
BACKWARD = pytest.mark.parametrize("backward", [max_pool2d_backward, max_pool2d_backward_naive])
BLOCKS = pytest.mark.parametrize("seed", range(10))
BLOCK = 20  # generated cases a test
NAN, INF = np.nan, np.inf


def plane(*rows):
    """Write numbers as one image of one channel."""
    return np.array([rows], float)


SLIDE = plane([1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4])
EDGES = plane([3, 1, 0, 3], [3, 2, 1, 3], [3, 1, 1, 3], [3, 1, 1, 3])


def torchs_own(case):
    """Return PyTorch's operator for a case whose padding is symmetric, with its indices."""
    return lambda x: functional.max_pool2d(x, **case.options, return_indices=True)


@FORWARD
def test_two_slides_by_hand(forward):
    assert forward(SLIDE, 2).tolist() == [[[6, 8], [3, 4]]]
    assert forward(EDGES, 2, stride=1).tolist() == [[[3, 2, 3], [3, 2, 3], [3, 1, 3]]]


@FORWARD
def test_options_by_hand(forward):
    row = plane([5, 1, 2, 9, 3])
    assert forward(row, (1, 2)).tolist() == [[[5, 9]]]
    assert forward(row, (1, 2), ceil_mode=True).tolist() == [[[5, 9, 3]]]
    assert forward(row, (1, 2), dilation=(1, 3), stride=1).tolist() == [[[9, 3]]]
    assert forward(row, (1, 3), stride=2, padding=(0, 1)).tolist() == [[[5, 9, 9]]]
    assert forward(-row, (1, 3), stride=2, padding=(0, 1)).tolist() == [[[-1, -1, -3]]]
    assert forward(row, (1, 3), 2, ((0, 0), (2, 0))).tolist() == [[[5, 5, 9]]]
    assert forward(row, (1, 3), 1, "same").tolist() == [[[5, 5, 9, 9, 9]]]
    assert forward(row, (1, 2), 1, "full").tolist() == [[[5, 5, 2, 9, 9, 3]]]


@FORWARD
def test_indices_are_flat_places_of_the_plane_without_padding(forward):
    out, indices = forward(np.stack([SLIDE, -SLIDE]), 2, padding=1, return_indices=True)
    assert indices.dtype == np.int64
    assert indices[0].tolist() == [[[0, 2, 3], [4, 6, 7], [12, 14, 15]]]
    assert indices[1].tolist() == [[[0, 1, 3], [8, 10, 11], [12, 13, 15]]]
    assert np.array_equal(np.take(SLIDE, indices[0]), out[0])


@BACKWARD
def test_gradient_by_hand(backward):
    grad = plane([1, 10], [100, 1000])
    assert backward(grad, SLIDE, 2).tolist() == [
        [[0, 0, 0, 0], [0, 1, 0, 10], [100, 0, 0, 0], [0, 0, 0, 1000]]
    ]
    row = plane([1, 7, 2])  # the 7 wins both windows
    assert backward(plane([1, 10]), row, (1, 2), 1).tolist() == [[[0, 11, 0]]]


@pytest.mark.parametrize("kernel", [1, 2, 3])
def test_of_equal_values_the_first_wins(kernel):
    x = np.zeros((2, 3, 7, 6))
    case = Case(x.shape, kernel, 1, kernel // 2)
    grad = np.random.default_rng(0).standard_normal((2, 3, *case.output))
    out, indices = max_pool2d(x, **case.options, return_indices=True)
    theirs, their_indices = torchs_own(case)(torch.tensor(x))
    assert np.array_equal(indices, their_indices)
    assert np.array_equal(out, theirs)
    _, grad_x = answers(lambda t: torchs_own(case)(t)[0], grad, x)
    assert_close(max_pool2d_backward(grad, x, **case.options), grad_x)


@FORWARD
def test_nan_wins_and_the_last_one_gives_the_index(forward):
    x = plane([1, NAN, 3], [NAN, 2, NAN], [0, 0, 9])
    out, indices = forward(x, 3, return_indices=True)
    assert np.isnan(out).all()
    assert indices.tolist() == [[[5]]]
    assert np.isnan(forward(x, 2, 1)).tolist() == [[[True, True], [True, True]]]
    assert forward(plane([1, 2, NAN]), (1, 2), 1)[0, 0, 0] == 2  # windows beside it do not see it


@FORWARD
def test_minus_infinity_everywhere_still_has_an_index_inside(forward):
    x = np.full((1, 4, 4), -INF)
    out, indices = forward(x, 3, 2, 1, return_indices=True)
    assert np.all(out == -INF)
    assert indices.tolist() == [[[0, 1], [4, 5]]]


def special_values(case, seed):
    """Draw x with ties, and by turns with NaN, with −∞, with neither."""
    rng = np.random.default_rng(seed)
    x = rng.integers(-2, 3, case.x).astype(float)
    x[rng.random(x.shape) < 0.15] = [NAN, -INF, INF, 0][seed % 4]
    return x


@BLOCKS
def test_agrees_with_torchs_own_down_to_ties_nan_and_indices(seed):
    for number, case in enumerate(generated(seed, BLOCK, symmetric=True)):
        x = special_values(case, number)
        (theirs, their_indices) = torchs_own(case)(torch.tensor(x))
        out, indices = max_pool2d(x, **case.options, return_indices=True)
        assert np.array_equal(indices, their_indices), case
        assert np.array_equal(out, theirs, equal_nan=True), case
        assert np.array_equal(max_pool2d(x, **case.options), out, equal_nan=True), case
        grad = np.random.default_rng(number).standard_normal(out.shape)
        _, grad_x = answers(lambda t, case=case: torchs_own(case)(t)[0], grad, x)
        assert_close(max_pool2d_backward(grad, x, **case.options), grad_x)
        assert_close(max_pool2d_backward(grad, x, **case.options, indices=indices), grad_x)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@BLOCKS
def test_agrees_with_torch_for_every_form_of_padding(seed, dtype):
    for number, case in enumerate(generated(100 + seed, BLOCK)):
        x = case.array(number, dtype)
        out = max_pool2d(x, **case.options)
        grad = np.random.default_rng(number).standard_normal(out.shape).astype(dtype)
        theirs, grad_x = answers(lambda t, case=case: torch_max_pool2d(t, case), grad, x)
        assert np.array_equal(out, theirs), case
        assert_close(max_pool2d_backward(grad, x, **case.options), grad_x)


@BLOCKS
def test_agrees_with_the_loops(seed):
    for number, case in enumerate(generated(200 + seed, BLOCK)):
        x = special_values(case, number)
        fast = max_pool2d(x, **case.options, return_indices=True)
        slow = max_pool2d_naive(x, **case.options, return_indices=True)
        for ours, theirs in zip(fast, slow, strict=True):
            assert ours.dtype == theirs.dtype
            assert np.array_equal(ours, theirs, equal_nan=True), case
        grad = np.random.default_rng(number).standard_normal(fast[0].shape)
        assert_close(
            max_pool2d_backward(grad, x, **case.options),
            max_pool2d_backward_naive(grad, x, **case.options),
        )


@pytest.mark.parametrize("kernel", [1, 2, 3, 4])
@pytest.mark.parametrize("stride", [1, 2, 3, 4])
def test_every_small_row_with_ceil_mode(kernel, stride):
    """The last window may start in the image only, and may reach beyond its padding."""
    for n in range(1, 9):
        for padding in range(kernel // 2 + 1):
            axis = n, kernel, stride, (padding, padding), 1, True
            x = np.random.default_rng(n).standard_normal((1, 1, 1, n))
            options = ((1, kernel), (1, stride), (0, padding))
            if count(*axis) < 1:
                with pytest.raises(ValueError, match="kernel_size"):
                    max_pool2d(x, *options, ceil_mode=True)
            elif sees_the_image(*axis):
                theirs = functional.max_pool2d(torch.tensor(x), *options, ceil_mode=True)
                assert np.array_equal(max_pool2d(x, *options, ceil_mode=True), theirs)


@pytest.mark.parametrize("case", generated(7, 12), ids=str)
def test_backward_is_what_differences_measure(case):
    x = case.array()
    grad = np.random.default_rng(1).standard_normal(max_pool2d(x, **case.options).shape)
    measured = numerical_gradient(lambda a: max_pool2d(a, **case.options), x, grad)
    assert relative_error(max_pool2d_backward(grad, x, **case.options), measured) < 1e-8


def test_more_taps_than_a_byte_counts():
    x = np.random.default_rng(0).standard_normal((2, 2, 24, 23))
    grad = np.random.default_rng(1).standard_normal((2, 2, 5, 3))
    theirs, grad_x = answers(lambda t: functional.max_pool2d(t, (20, 21), 1), grad, x)
    assert np.array_equal(max_pool2d(x, (20, 21), 1), theirs)
    assert_close(max_pool2d_backward(grad, x, (20, 21), 1), grad_x)


@pytest.mark.parametrize(("kernel", "stride"), [(2, 2), (3, 2), (3, 1)])
def test_several_chunks(kernel, stride):
    x = np.random.default_rng(0).standard_normal((3, 70, 40, 36))  # 2.4 MB
    case = Case(x.shape, kernel, stride, 1)
    grad = np.random.default_rng(1).standard_normal((3, 70, *case.output))
    theirs, grad_x = answers(lambda t: torchs_own(case)(t)[0], grad, x)
    assert np.array_equal(max_pool2d(x, **case.options), theirs)
    assert_close(max_pool2d_backward(grad, x, **case.options), grad_x)
