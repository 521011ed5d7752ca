"""Lp pooling gives what can be worked out by hand, what PyTorch gives, and what its loops give."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import lp_pool2d, lp_pool2d_backward, lp_pool2d_backward_naive, lp_pool2d_naive
from tests.ops.pool_cases import Case, generated, torch_lp_pool2d
from tests.ops.reference import answers, assert_close

FORWARD = pytest.mark.parametrize("forward", [lp_pool2d, lp_pool2d_naive])
BACKWARD = pytest.mark.parametrize("backward", [lp_pool2d_backward, lp_pool2d_backward_naive])
ORDERS = pytest.mark.parametrize("p", [1, 1.5, 2, 3, 4, 6, 7.5])
BLOCKS = pytest.mark.parametrize("seed", range(4))
BLOCK = 12  # generated cases a test


def plane(*rows):
    """Write numbers as one image of one channel."""
    return np.array([rows], float)


@FORWARD
def test_norms_by_hand(forward):
    x = plane([3, -4, 0], [0, 0, -2])
    assert forward(x, 2, 2, 1).tolist() == [[[5, np.sqrt(20)]]]
    assert forward(x, 1, 2, 1).tolist() == [[[7, 6]]]
    assert forward(x, 2, (1, 2), ceil_mode=True).tolist() == [[[5, 0], [0, 2]]]
    assert forward(x, 2, (1, 2), (1, 3), ((0, 0), (1, 0))).tolist() == [[[3], [0]]]
    assert forward(plane([3, 9, 4]), 2, (1, 2), dilation=(1, 2)).tolist() == [[[5]]]
    assert forward(plane([-1, -2, -2, -3]), 3, (1, 4)) == pytest.approx(44 ** (1 / 3))


@BACKWARD
def test_gradients_by_hand(backward):
    x = plane([3, -4, 3])
    assert backward(plane([10]), x[..., :2], 2, (1, 2)).tolist() == [[[6, -8]]]
    assert backward(plane([10, 5]), x, 2, (1, 2), 1).tolist() == [[[6, -12, 3]]]
    assert backward(plane([10]), x, 1, (1, 3)).tolist() == [[[10, -10, 10]]]


@ORDERS
@BACKWARD
def test_a_window_of_zeros_passes_no_gradient_as_in_torch(backward, p):
    x = np.zeros((1, 2, 4))
    x[0, 0, 3] = 2.0
    grad = plane([7, 5])
    _, grad_x = answers(lambda t: functional.lp_pool2d(t, float(p), 2), grad, x)
    assert np.isfinite(grad_x).all()
    if p > 1:  # at p = 1 torch passes the gradient to the zeros beside the 2; we do not
        assert_close(backward(grad, x, p, 2), grad_x)
    assert backward(grad, x, p, 2).tolist() == [[[0, 0, 0, 5], [0, 0, 0, 0]]]


def test_torch_and_the_formula_part_at_odd_p_and_at_cut_windows():
    x = plane([1, -2], [0, -3])
    assert torch.isnan(functional.lp_pool2d(torch.tensor(x), 3.0, 2)).all()
    assert lp_pool2d(x, 3, 2) == pytest.approx(36 ** (1 / 3))
    assert functional.lp_pool2d(torch.tensor(x), 1.0, 2).item() == -4
    assert lp_pool2d(x, 1, 2).item() == 6
    ones = np.ones((1, 3, 3))
    cut = functional.lp_pool2d(torch.tensor(ones), 2.0, 2, ceil_mode=True)
    assert cut.tolist() == [[[2, 2], [2, 2]]]
    assert lp_pool2d(ones, 2, 2, ceil_mode=True).ravel() == pytest.approx([2, 2**0.5, 2**0.5, 1])


def compare(case, p, function, x):
    """Compare forward and backward with a torch function."""
    out = lp_pool2d(x, p, **case.options)
    grad = np.random.default_rng(0).standard_normal(out.shape).astype(x.dtype)
    theirs, grad_x = answers(function, grad, x)
    assert_close(out, theirs)
    assert_close(lp_pool2d_backward(grad, x, p, **case.options), grad_x)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@ORDERS
@BLOCKS
def test_agrees_with_torchs_own_where_x_is_positive_or_p_even(seed, p, dtype):
    for number, case in enumerate(generated(seed, BLOCK, dilated=False, symmetric=True)):
        stride = case.stride or case.kernel_size
        case = Case(case.x, case.kernel_size, stride)  # torch has neither padding nor dilation
        if min(case.output) < 1:
            continue
        x = case.array(number, dtype)
        x = x if p in (2, 4) else np.abs(x)
        k = case.kernel_size
        compare(case, p, lambda t, k=k, s=stride: functional.lp_pool2d(t, float(p), k, s), x)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@ORDERS
@BLOCKS
def test_agrees_with_torchs_norm_of_every_window(seed, p, dtype):
    for number, case in enumerate(generated(100 + seed, BLOCK)):
        x = case.array(number, dtype)
        compare(case, p, lambda t, case=case: torch_lp_pool2d(t, p, case), x)


@ORDERS
@BLOCKS
def test_agrees_with_the_loops(seed, p):
    for number, case in enumerate(generated(200 + seed, BLOCK)):
        rng = np.random.default_rng(number)
        x = case.array(number) * (rng.random(case.x) < 0.5)
        out = lp_pool2d_naive(x, p, **case.options)
        assert_close(lp_pool2d(x, p, **case.options), out)
        grad = rng.standard_normal(out.shape)
        slow = lp_pool2d_backward_naive(grad, x, p, **case.options)
        assert_close(lp_pool2d_backward(grad, x, p, **case.options), slow)


@ORDERS
@pytest.mark.parametrize("case", generated(7, 4), ids=str)
def test_backward_is_what_differences_measure(case, p):
    x = case.array()
    grad = np.random.default_rng(1).standard_normal(lp_pool2d(x, p, **case.options).shape)
    measured = numerical_gradient(lambda a: lp_pool2d(a, p, **case.options), x, grad)
    assert relative_error(lp_pool2d_backward(grad, x, p, **case.options), measured) < 1e-7


def test_several_chunks():
    case = Case((3, 70, 40, 36), 3, 2, 1)  # 2.4 MB
    compare(case, 2, lambda t: torch_lp_pool2d(t, 2, case), case.array())


@pytest.mark.parametrize("scale", [1e-30, 1e-20, 1e20, 1e30])
@pytest.mark.parametrize("p", [1, 2, 4, 8, 32])
def test_powers_beyond_the_dtype_are_zero_or_infinite_as_in_torch(p, scale):
    x = (plane([3, 4], [0, 0]) * scale).astype(np.float32)
    out = lp_pool2d(x, p, 2)
    theirs = functional.lp_pool2d(torch.tensor(x), float(p), 2)
    np.testing.assert_allclose(out, theirs, rtol=1e-5)
    grad_x = lp_pool2d_backward(np.ones_like(out), x, p, 2)
    if out == 0:
        assert not grad_x.any()


@BACKWARD
@pytest.mark.parametrize(("p", "scale"), [(5, 1e-7), (8, 1e-4), (16, 0.002), (32, 0.05), (32, 9)])
def test_shares_stay_finite_where_powers_almost_vanish(backward, p, scale):
    x = plane([1, -1, 0.5], [0, 0.8, 0.2]) * scale
    grad = plane([100, 1])
    expected = lp_pool2d_backward(grad, x, p, 2, 1)
    assert np.abs(expected).max() < 101
    single = backward(grad.astype("f4"), x.astype("f4"), p, 2, 1)
    np.testing.assert_allclose(single, expected, rtol=0.05, atol=1e-3)


@FORWARD
def test_nan_and_infinity_stay_in_their_windows(forward):
    out = forward(plane([np.nan, 1, -np.inf, 2, 3, 4]), 2, (1, 2))[0, 0]
    assert np.isnan(out[0])
    assert out[1:].tolist() == [np.inf, 5]


@pytest.mark.parametrize("p", [0.5, 0, -1, 33, 1e300, np.inf, np.nan])
def test_refuses_what_is_no_norm(p):
    with pytest.raises(ValueError, match="norm_type must be from 1 to 32"):
        lp_pool2d(np.ones((1, 2, 2)), p, 2)


@pytest.mark.parametrize("p", ["2", None, True, 2j, [2]])
def test_refuses_what_is_no_number(p):
    with pytest.raises(TypeError, match="norm_type must be a number"):
        lp_pool2d_backward(np.ones((1, 1, 1)), np.ones((1, 2, 2)), p, 2)
