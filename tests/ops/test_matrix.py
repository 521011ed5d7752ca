"""The matrix of a convolution: its entries by hand, its shape, its sparsity, its errors."""

import numpy as np
import pytest

from cnnlib.ops import conv2d, conv2d_backward, convolution_matrix
from tests.ops.cases import generated
from tests.ops.operators import OPERATORS
from tests.ops.reference import assert_close


def test_a_two_by_two_kernel_on_a_three_by_three_image():
    a, b, c, d = 1.0, 2.0, 3.0, 4.0
    matrix = convolution_matrix(np.array([[a, b], [c, d]]), 3)
    assert matrix.tolist() == [
        [a, b, 0, c, d, 0, 0, 0, 0],
        [0, a, b, 0, c, d, 0, 0, 0],
        [0, 0, 0, a, b, 0, c, d, 0],
        [0, 0, 0, 0, a, b, 0, c, d],
    ]
    image = np.arange(9.0).reshape(1, 3, 3)
    assert (matrix @ image.ravel()).tolist() == [27, 37, 57, 67]


def test_padding_and_stride_by_hand():
    matrix = convolution_matrix(np.array([[1.0, 2.0, 3.0]]), (1, 4), stride=2, padding=(0, 1))
    assert matrix.tolist() == [[2, 3, 0, 0], [0, 1, 2, 3]]


def test_groups_are_blocks():
    weight = np.array([2.0, 3.0]).reshape(2, 1, 1, 1)
    assert convolution_matrix(weight, (1, 2), groups=2).tolist() == np.diag([2, 2, 3, 3]).tolist()


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_agrees_with_torch_and_with_both_passes_of_the_operator(dtype):
    for case in generated(11, 60):
        x, weight, _ = case.arrays(dtype)
        given = {"weight": weight, "input_size": case.x[-2:], **case.options}
        matrix = convolution_matrix(**given)
        assert_close(matrix, OPERATORS["convolution_matrix"].answer(**given)[0])
        image = x[0] if x.ndim == 4 else x
        out = conv2d(image, weight, **case.options)
        assert_close(matrix @ image.ravel(), out.ravel())
        grad_x, _, _ = conv2d_backward(out, image, weight, **case.options)
        assert_close(matrix.T @ out.ravel(), grad_x.ravel())


def test_most_entries_are_zero_and_the_rest_repeat():
    weight = np.arange(1.0, 10).reshape(3, 3)
    matrix = convolution_matrix(weight, 8)
    assert matrix.shape == (36, 64)
    assert (np.count_nonzero(matrix, axis=1) == 9).all()
    assert set(matrix[matrix != 0]) == set(range(1, 10))


W = np.ones((2, 1, 3, 3))


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: convolution_matrix(np.ones(3), 5), ValueError, r"weight .*\(kh, kw\).*\(3,\)"),
        (lambda: convolution_matrix(np.ones((0, 1, 3, 3)), 5), ValueError, "weight .*empty"),
        (lambda: convolution_matrix(np.ones((3, 3), int), 5), TypeError, "weight must be float"),
        (lambda: convolution_matrix(W, 2), ValueError, "kernel_size 3 .*more than the 2"),
        (lambda: convolution_matrix(W, 0), ValueError, "input_size must be at least 1"),
        (lambda: convolution_matrix(W, 5.0), TypeError, "input_size"),
        (lambda: convolution_matrix(W, (5, 5, 5)), ValueError, "input_size"),
        (lambda: convolution_matrix(W, 5, groups=3), ValueError, "weight.*groups=3"),
        (lambda: convolution_matrix(W, 5, groups=10**9), ValueError, "groups"),
        (lambda: convolution_matrix(W, 5000), ValueError, "input_size .*small images"),
        (lambda: convolution_matrix(W, 5, padding=5000), ValueError, "input_size .*small images"),
    ],
)
def test_refused(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
