"""Windows, their matrix, and the way back: by hand, as torch's unfold and fold, as adjoints."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.ops import col2im, im2col, pad
from cnnlib.ops.windows import windows
from tests.ops.operators import OPERATORS, Draws, assert_operator_is_right

SEEDS = st.integers(0, 10_000)
BLOCKS = pytest.mark.parametrize("block", range(6))
BLOCK = 30  # generated cases a test


@pytest.mark.parametrize("name", ["im2col", "col2im"])
@BLOCKS
def test_agrees_with_unfold_and_fold(name, block):
    assert_operator_is_right(name, seeds=[(block, number) for number in range(BLOCK)])


@given(SEEDS)
def test_col2im_is_the_adjoint_of_im2col(seed):
    rng = Draws(seed)
    arguments = OPERATORS["im2col"].draw(rng)
    x = arguments.pop("x").astype(float)
    columns = im2col(x, **arguments)
    y = rng.standard_normal(columns.shape)
    scale = np.linalg.norm(columns) * np.linalg.norm(y)
    back = col2im(y, x.shape[-2:], **arguments)
    assert np.vdot(columns, y) == pytest.approx(np.vdot(x, back), abs=1e-12 * scale)


@given(SEEDS)
def test_there_and_back_counts_how_often_each_place_was_seen(seed):
    arguments = OPERATORS["im2col"].draw(Draws(seed))
    x = arguments.pop("x").astype(float)
    seen = col2im(im2col(np.ones_like(x), **arguments), x.shape[-2:], **arguments)
    assert np.array_equal(seen, seen.round())
    back = col2im(im2col(x, **arguments), x.shape[-2:], **arguments)
    np.testing.assert_allclose(back, seen * x, rtol=1e-12, atol=1e-12)


def test_columns_go_right_first_then_down():
    columns = im2col(np.arange(12.0).reshape(1, 3, 4), (2, 3))
    assert columns.T.tolist() == [
        [0, 1, 2, 4, 5, 6],
        [1, 2, 3, 5, 6, 7],
        [4, 5, 6, 8, 9, 10],
        [5, 6, 7, 9, 10, 11],
    ]


def test_rows_of_the_matrix_go_channel_by_channel():
    x = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    assert im2col(x, (1, 2)).tolist() == [[1], [2], [3], [4]]


def test_windows_is_a_view_that_cannot_be_written():
    x = np.arange(24.0).reshape(1, 1, 4, 6)
    view = windows(x, (2, 3), stride=(2, 1), dilation=(1, 2))
    assert view.shape == (1, 1, 2, 3, 2, 2)
    assert np.shares_memory(view, x)
    assert view[0, 0, :, :, 1, 1].tolist() == [[13, 15, 17], [19, 21, 23]]
    with pytest.raises(ValueError, match="read-only"):
        view[...] = 0


@given(SEEDS)
def test_windows_are_where_the_formula_says(seed):
    rng = np.random.default_rng(seed)
    kernel, (sh, sw), (dh, dw) = rng.integers(1, 4, (3, 2)).tolist()
    kh, kw = kernel
    size = dh * (kh - 1) + 1 + rng.integers(5), dw * (kw - 1) + 1 + rng.integers(5)
    x = rng.standard_normal((2, 3, *size))
    view = windows(x, kernel, (sh, sw), (dh, dw))
    for n, c, i, j, a, b in np.ndindex(view.shape):
        assert view[n, c, i, j, a, b] == x[n, c, a * sh + i * dh, b * sw + j * dw]


def test_pad_by_hand():
    x = np.array([[1.0, 2.0]])
    nan, ninf = np.nan, -np.inf
    assert pad(x, 1).tolist() == [[0, 0, 0, 0], [0, 1, 2, 0], [0, 0, 0, 0]]
    assert pad(x, ((1, 0), (0, 2)), ninf).tolist() == [[ninf] * 4, [1, 2, ninf, ninf]]
    assert np.array_equal(pad(x, (0, 1), nan), [[nan, 1, 2, nan]], equal_nan=True)


def test_im2col_is_differentiated_by_col2im():
    x = np.random.default_rng(0).standard_normal((2, 5, 6))
    options = {"kernel_size": (2, 3), "stride": 2, "padding": ((1, 0), (0, 2)), "dilation": (2, 1)}
    columns = im2col(x, **options)
    grad = np.random.default_rng(1).standard_normal(columns.shape)
    measured = numerical_gradient(lambda a: im2col(a, **options), x, grad)
    assert relative_error(measured, col2im(grad, (5, 6), **options)) < 1e-9


def test_nan_stays_in_its_columns():
    x = np.ones((1, 4, 4))
    x[0, 0, 0] = np.nan
    assert np.argwhere(np.isnan(im2col(x, 2))).tolist() == [[0, 0]]
    assert np.argwhere(np.isnan(im2col(x, 2, padding=1))).tolist() == [
        [0, 6],
        [1, 5],
        [2, 1],
        [3, 0],
    ]
    columns = np.ones((4, 9))
    columns[3, 8] = np.nan
    assert np.argwhere(np.isnan(col2im(columns, (4, 4), 2))).tolist() == [[0, 3, 3]]


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: im2col(np.ones((3, 3)), 2), ValueError, r"x .*\(3, 3\)"),
        (lambda: im2col(np.ones((1, 3, 3)), 4), ValueError, "kernel_size 4 .* more than the 3"),
        (lambda: im2col(np.ones((1, 3, 3)), None), TypeError, "kernel_size"),
        (lambda: im2col(np.ones((1, 3, 3), int), 2), TypeError, "x must be float"),
        (lambda: im2col(np.ones((1, 3, 3)), 2, padding=-1), ValueError, "padding"),
        (lambda: col2im(np.ones((4, 5)), (3, 3), 2), ValueError, r"columns .*4.*\(1, 4, 5\)"),
        (lambda: col2im(np.ones((3, 4)), (3, 3), 2), ValueError, "columns .*4 places"),
        (lambda: col2im(np.ones((0, 4)), (3, 3), 2), ValueError, "columns"),
        (lambda: col2im(np.ones(4), (3, 3), 2), ValueError, "columns"),
        (lambda: col2im(np.ones((4, 4)), (3, 3, 3), 2), ValueError, "output_size"),
        (lambda: col2im(np.ones((4, 4)), None, 2), TypeError, "output_size"),
        (
            lambda: col2im(np.ones((4, 1)), 10**6, 2, stride=10**6),
            ValueError,
            "with padding .* places",
        ),
        (lambda: col2im(np.ones((1, 1)), 2**40, 2**40), ValueError, "output_size must be below"),
        (lambda: windows(np.ones((3, 3)), 2), ValueError, r"x .*\(N, C, H, W\)"),
        (lambda: pad(np.ones(3), 1), ValueError, "x must have the shape"),
        (lambda: pad(np.ones((0, 3)), 1), ValueError, "x must have the shape"),
        (lambda: pad(np.ones((3, 3), int), 1), TypeError, "x must be float"),
        (lambda: pad(np.ones((3, 3)), "same"), TypeError, "padding must be numbers"),
        (lambda: pad(np.ones((3, 3)), 1, "0"), TypeError, "value must be a number"),
        (lambda: pad(np.ones((3, 3)), 1, [0, 1]), TypeError, "value must be a number"),
        (lambda: pad(np.ones((3, 3)), 1, 10**400), ValueError, "value must fit into a float"),
        (lambda: pad(np.ones((3, 3)), 10**6), ValueError, "padding .*places"),
    ],
)
def test_refused(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
