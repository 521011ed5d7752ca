"""Max unpooling puts maxima back to where they were; by hand, as PyTorch, as its loops."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import max_pool2d, max_unpool2d, max_unpool2d_backward, max_unpool2d_naive
from cnnlib.shapes import transposed_output_size
from tests.ops.reference import answers, assert_close

FORWARD = pytest.mark.parametrize("forward", [max_unpool2d, max_unpool2d_naive])
BLOCKS = pytest.mark.parametrize("seed", range(8))
BLOCK = 20


def drawn(rng, dtype=np.float64):
    """Draw x, indices without repetition, and options that unpool them."""
    kernel, stride = rng.integers(1, 5, 2), rng.integers(1, 5, 2)
    padding = np.minimum(kernel // 2, rng.integers(0, 2, 2))
    h, w = 1 + rng.integers(0, 5, 2)
    size = (np.array([h, w]) - 1) * stride - 2 * padding + kernel
    asked = size + rng.integers(1 - stride, stride)
    if asked.min() < 1 or asked.prod() < h * w:
        return drawn(rng, dtype)
    batch = [(), (1,), (3,)][rng.integers(3)]
    x = rng.standard_normal((*batch, int(rng.integers(1, 4)), h, w)).astype(dtype)
    planes = [rng.permutation(int(asked.prod()))[: h * w] for _ in range(x.size // (h * w))]
    names = ("kernel_size", "stride", "padding", "output_size")
    values = (tuple(v.tolist()) for v in (kernel, stride, padding, asked))
    return x, np.array(planes).reshape(x.shape), dict(zip(names, values, strict=True))


@FORWARD
def test_by_hand(forward):
    x, indices = np.array([[[6.0, 8.0]]]), np.array([[[5, 3]]])
    assert forward(x, indices, 2).tolist() == [[[0, 0, 0, 8], [0, 6, 0, 0]]]
    larger = forward(x, np.array([[[5, 14]]]), 2, output_size=(3, 5))
    assert larger.tolist() == [[[0, 0, 0, 0, 0], [6, 0, 0, 0, 0], [0, 0, 0, 0, 8]]]
    twice = forward(x, np.array([[[1, 1]]]), 2, output_size=(2, 4))
    assert twice.ravel().tolist() == [0, 8, 0, 0, 0, 0, 0, 0]


@FORWARD
def test_an_odd_width_needs_output_size_and_says_so(forward):
    x = np.zeros((1, 1, 4, 5))
    for place, value in (((0, 0), 9.0), ((1, 2), 8.0), ((3, 0), 7.0), ((2, 3), 6.0)):
        x[0, 0][place] = value
    maxima, indices = max_pool2d(x, 2, return_indices=True)
    assert maxima[0, 0].tolist() == [[9, 8], [7, 6]]
    with pytest.raises(ValueError, match=r"indices .*output_size=image\.shape\[-2:\]"):
        forward(maxima, indices, 2)
    with pytest.raises(ValueError, match=r"indices lie outside .*\(4, 4\).*output_size=image"):
        forward(maxima, np.minimum(indices, 15), 2)
    with pytest.raises(ValueError, match="output_size=image"):
        max_unpool2d_backward(np.ones((1, 1, 4, 4)), maxima, indices, 2)
    back = forward(maxima, indices, 2, output_size=x.shape[-2:])  # as the error advises
    assert np.array_equal(back, x)
    again = max_pool2d(back, 2)
    assert again[0, 0].tolist() == [[9, 8], [7, 6]]


@FORWARD
@pytest.mark.parametrize("size", [(4, 6), (5, 6), (4, 5), (5, 7), (9, 5)], ids=str)
def test_without_output_size_it_is_right_or_names_it(forward, size):
    for seed in range(20):
        x = np.random.default_rng(seed).uniform(1, 2, (2, 1, *size))
        maxima, indices = max_pool2d(x, 2, return_indices=True)
        right = forward(maxima, indices, 2, output_size=size)
        if size[1] % 2:
            with pytest.raises(ValueError, match=r"output_size=image\.shape\[-2:\]"):
                forward(maxima, indices, 2)
        else:
            assert np.array_equal(forward(maxima, indices, 2), right[:, :, : size[0] // 2 * 2])


@FORWARD
def test_undoes_pooling_but_for_what_it_dropped(forward):
    x = np.random.default_rng(0).standard_normal((2, 3, 7, 9))
    for kernel, stride, padding in ((2, 2, 0), (3, 3, 1), (3, 2, 1), ((2, 3), (3, 2), 0)):
        out, indices = max_pool2d(x, kernel, stride, padding, return_indices=True)
        back = forward(out, indices, kernel, stride, padding, output_size=(7, 9))
        assert back.shape == x.shape
        assert np.array_equal(np.unique(back[back != 0]), np.unique(out))
        assert np.array_equal(back[back != 0], x[back != 0])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@BLOCKS
def test_agrees_with_torch_and_the_loops(seed, dtype):
    rng = np.random.default_rng(seed)
    for _ in range(BLOCK):
        x, indices, options = drawn(rng, dtype)
        out = max_unpool2d(x, indices, **options)
        grad = rng.standard_normal(out.shape).astype(dtype)
        where = torch.tensor(indices)
        theirs, grad_x = answers(
            lambda t, i=where, o=options: functional.max_unpool2d(t, i, **o), grad, x
        )
        assert_close(out, theirs)
        assert_close(max_unpool2d_naive(x, indices, **options), theirs)
        assert_close(max_unpool2d_backward(grad, x, indices, **options), grad_x)


@FORWARD
def test_the_whole_shape_of_the_image_is_a_size_as_in_torch(forward):
    x = np.random.default_rng(0).standard_normal((2, 3, 5, 7))
    out, indices = max_pool2d(x, 2, return_indices=True)
    back = forward(out, indices, 2, output_size=x.shape)
    theirs = functional.max_unpool2d(
        torch.tensor(out), torch.tensor(indices), 2, output_size=x.shape
    )
    assert_close(back, theirs.numpy())
    assert np.array_equal(forward(out[0], indices[0], 2, output_size=x[0].shape), back[0])
    with pytest.raises(ValueError, match=r"output_size must be .*\(2, 4, 5, 7\)"):
        forward(out, indices, 2, output_size=(2, 4, 5, 7))


def test_default_size_is_torchs():
    for kernel, stride, padding in ((2, None, 0), (3, 2, 1), ((2, 5), (3, 4), (1, 2)), (1, 3, 0)):
        size = transposed_output_size((3, 4), kernel, stride or kernel, padding)
        image = np.random.default_rng(0).standard_normal((1, 2, *size))
        x, indices = max_pool2d(image, kernel, stride, padding, return_indices=True)
        theirs = functional.max_unpool2d(
            torch.tensor(x), torch.tensor(indices), kernel, stride, padding
        )
        assert max_unpool2d(x, indices, kernel, stride, padding).shape == theirs.shape


def test_a_place_that_occurs_twice_gives_its_gradient_twice_as_in_torch():
    x, indices = np.array([[[1.0, 2.0, 3.0]]]), np.array([[[2, 2, 0]]])
    grad = np.arange(10.0, 22.0).reshape(1, 2, 6)
    function = lambda t: functional.max_unpool2d(t, torch.tensor(indices), 2)  # noqa: E731
    ours = max_unpool2d_backward(grad, x, indices, 2, output_size=(2, 6))
    assert_close(ours, answers(function, grad, x)[1])


def test_backward_is_what_differences_measure():
    rng = np.random.default_rng(5)
    for _ in range(10):
        x, indices, options = drawn(rng)
        grad = rng.standard_normal(max_unpool2d(x, indices, **options).shape)
        measured = numerical_gradient(
            lambda a, i=indices, o=options: max_unpool2d(a, i, **o), x, grad
        )
        ours = max_unpool2d_backward(grad, x, indices, **options)
        assert relative_error(ours, measured) < 1e-8


def test_empty_batch():
    x, indices = np.ones((0, 2, 3, 3)), np.ones((0, 2, 3, 3), int)
    assert max_unpool2d(x, indices, 2).shape == (0, 2, 6, 6)
    assert max_unpool2d_backward(np.ones((0, 2, 6, 6)), x, indices, 2).shape == x.shape


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"indices": np.full((1, 2, 2), 16)}, ValueError, "indices must be from 0 to 15"),
        ({"indices": np.full((1, 2, 2), -1)}, ValueError, "indices must be from 0 to 15"),
        ({"indices": np.ones((1, 2, 3), int)}, ValueError, "indices must have the shape"),
        ({"indices": np.ones((1, 2, 2))}, TypeError, "indices must be integers"),
        ({"output_size": (6, 4)}, ValueError, r"output_size \(6, 4\) must differ from \(4, 4\)"),
        ({"output_size": (2, 4)}, ValueError, "by less than the stride"),
        ({"output_size": "4"}, TypeError, "output_size must be an integer"),
        ({"padding": 4}, ValueError, "padding 4|padding .* leaves no output"),
        ({"kernel_size": 0}, ValueError, "kernel_size must be at least 1"),
        ({"x": np.ones((2, 2))}, ValueError, "x must have the shape"),
    ],
)
@FORWARD
def test_errors_name_the_argument(forward, arguments, error, message):
    valid = {"x": np.ones((1, 2, 2)), "indices": np.zeros((1, 2, 2), int), "kernel_size": 2}
    with pytest.raises(error, match=message):
        forward(**{**valid, **arguments})
