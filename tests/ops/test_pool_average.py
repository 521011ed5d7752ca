"""Average pooling gives what can be worked out by hand, what PyTorch gives, and its loops."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import (
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool2d_backward_naive,
    avg_pool2d_naive,
    conv2d,
)
from tests.ops.pool_cases import Case, count, generated, sees_the_image, torch_avg_pool2d
from tests.ops.reference import answers, assert_close

FORWARD = pytest.mark.parametrize("forward", [avg_pool2d, avg_pool2d_naive])
BACKWARD = pytest.mark.parametrize("backward", [avg_pool2d_backward, avg_pool2d_backward_naive])
INCLUDE = pytest.mark.parametrize("include", [True, False])
BLOCKS = pytest.mark.parametrize("seed", range(10))
BLOCK = 20  # generated cases a test


def plane(*rows):
    """Write numbers as one image of one channel."""
    return np.array([rows], float)


@FORWARD
def test_the_slide_by_hand(forward):
    x = plane([3, 1, 0, 3], [3, 2, 1, 3], [3, 1, 1, 3], [3, 1, 1, 3])
    assert forward(x, 2, stride=1).tolist() == [[[2.25, 1, 1.75], [2.25, 1.25, 2], [2, 1, 2]]]


@FORWARD
def test_the_divisor_by_hand(forward):
    row = plane([6, 12, 18])
    assert forward(row, (1, 2), padding=(0, 1)).tolist() == [[[3, 15]]]
    assert forward(row, (1, 2), padding=(0, 1), count_include_pad=False).tolist() == [[[6, 15]]]
    # Beyond the padding nothing counts: the last window holds 18, one zero, and one place of air.
    assert forward(row, (1, 3), 3, ((0, 0), (1, 1)), ceil_mode=True).tolist() == [[[6, 9]]]
    assert forward(row, (1, 2), 2, ceil_mode=True).tolist() == [[[9, 18]]]
    assert forward(row, (1, 2), 1, dilation=(1, 2)).tolist() == [[[12]]]


@BACKWARD
def test_gradient_by_hand(backward):
    assert backward(plane([8, 2]), np.zeros((1, 1, 3)), (1, 2), 1).tolist() == [[[4, 5, 1]]]
    grad = plane([3, 4])
    options = {"kernel_size": (1, 2), "padding": (0, 1)}
    assert backward(grad, np.zeros((1, 1, 3)), **options).tolist() == [[[1.5, 2, 2]]]
    options["count_include_pad"] = False
    assert backward(grad, np.zeros((1, 1, 3)), **options).tolist() == [[[3, 2, 2]]]


def compare(case, include, function, dtype, seed):
    """Compare forward and backward with a torch function."""
    x = case.array(seed, dtype)
    out = avg_pool2d(x, **case.options, count_include_pad=include)
    grad = np.random.default_rng(seed).standard_normal(out.shape).astype(dtype)
    theirs, grad_x = answers(function, grad, x)
    assert_close(out, theirs)
    assert_close(avg_pool2d_backward(grad, x, **case.options, count_include_pad=include), grad_x)


@INCLUDE
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@BLOCKS
def test_agrees_with_torchs_own(seed, dtype, include):
    for number, case in enumerate(generated(seed, BLOCK, dilated=False, symmetric=True)):
        options = {name: value for name, value in case.options.items() if name != "dilation"}
        compare(
            case,
            include,
            lambda t, o=options: functional.avg_pool2d(t, **o, count_include_pad=include),
            dtype,
            number,
        )


@INCLUDE
@BLOCKS
def test_agrees_with_torch_for_dilation_and_every_form_of_padding(seed, include):
    for number, case in enumerate(generated(100 + seed, BLOCK)):
        compare(case, include, lambda t, c=case: torch_avg_pool2d(t, c, include), float, number)


@INCLUDE
@BLOCKS
def test_agrees_with_the_loops(seed, include):
    for number, case in enumerate(generated(200 + seed, BLOCK)):
        x, options = case.array(number), {**case.options, "count_include_pad": include}
        out = avg_pool2d_naive(x, **options)
        assert_close(avg_pool2d(x, **options), out)
        grad = np.random.default_rng(number).standard_normal(out.shape)
        slow = avg_pool2d_backward_naive(grad, x, **options)
        assert_close(avg_pool2d_backward(grad, x, **options), slow)


def test_is_a_convolution_with_equal_weights_in_each_channel():
    for number, case in enumerate(generated(3, 40)):
        x, (kh, kw) = case.array(number), case.kernel_size
        if case.ceil_mode:
            continue  # a window beyond the padding is no convolution
        weight = np.full((x.shape[-3], 1, kh, kw), 1 / (kh * kw))
        stride = case.kernel_size if case.stride is None else case.stride
        expected = conv2d(x, weight, None, stride, case.padding, case.dilation, x.shape[-3])
        assert_close(avg_pool2d(x, **case.options), expected)


@INCLUDE
@pytest.mark.parametrize("kernel", [1, 2, 3, 4])
def test_every_small_row_with_ceil_mode(kernel, include):
    for n, stride in np.ndindex(9, 5):
        for padding in range(kernel // 2 + 1):
            axis = n, kernel, stride, (padding, padding), 1, True
            if n == 0 or stride == 0 or count(*axis) < 1:
                continue
            assert sees_the_image(*axis)
            x = np.random.default_rng(n).standard_normal((1, 1, 1, n))
            options = ((1, kernel), (1, stride), (0, padding))
            theirs = functional.avg_pool2d(torch.tensor(x), *options, True, include)
            ours = avg_pool2d(x, *options, ceil_mode=True, count_include_pad=include)
            assert_close(ours, theirs.numpy())


@pytest.mark.parametrize("case", generated(7, 12), ids=str)
def test_backward_is_what_differences_measure(case):
    x = case.array()
    grad = np.random.default_rng(1).standard_normal(avg_pool2d(x, **case.options).shape)
    measured = numerical_gradient(lambda a: avg_pool2d(a, **case.options), x, grad)
    assert relative_error(avg_pool2d_backward(grad, x, **case.options), measured) < 1e-8


@pytest.mark.parametrize(("kernel", "stride"), [(2, 2), (3, 2), (3, 1)])
def test_several_chunks(kernel, stride):
    case = Case((3, 70, 40, 36), kernel, stride, 1)  # 2.4 MB
    compare(case, True, lambda t: functional.avg_pool2d(t, kernel, stride, 1), float, 0)


@np.errstate(invalid="ignore")  # inf - inf, in the loops
@FORWARD
def test_nan_and_infinity_stay_in_their_windows(forward):
    row = plane([np.nan, 1, 2, np.inf, -np.inf, 4, 6, 8])
    out = forward(row, (1, 2))[0, 0]
    assert np.isnan(out[0])
    assert out[1] == np.inf
    assert out[2] == -np.inf
    assert out[3] == 7
    assert np.isnan(forward(row, (1, 5), 3, ((0, 0), (0, 0)))[0, 0]).tolist() == [True, True]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kernel", range(1, 65))
def test_the_mean_of_equal_numbers_is_that_number_to_the_last_bit(kernel, dtype):
    image = np.full((1, kernel, kernel), 3, dtype)
    assert avg_pool2d(image, kernel).tolist() == [[[3]]]


@pytest.mark.parametrize("kernel", [2, 3, 5, 7])
def test_means_of_integers_are_those_of_torch_to_the_last_bit(kernel):
    x = np.random.default_rng(0).integers(0, 256, (2, 3, 35, 35)).astype(float)
    grad = np.random.default_rng(1).integers(0, 256, avg_pool2d(x, kernel).shape).astype(float)
    expected = torch.from_numpy(x).requires_grad_()
    out = functional.avg_pool2d(expected, kernel)
    (grad_x,) = torch.autograd.grad(out, expected, torch.from_numpy(grad))
    assert np.array_equal(avg_pool2d(x, kernel), out.detach().numpy())
    assert np.array_equal(avg_pool2d_backward(grad, x, kernel), grad_x.numpy())
