"""Softmax and cross-entropy: by hand, as in PyTorch, and as differences measure."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib import ops
from cnnlib.gradcheck import numerical_gradient, relative_error
from tests.ops.operators import OPERATORS, assert_operator_is_right

NAMES = ["softmax", "softmax_cross_entropy", "softmax_cross_entropy_backward"]
BLOCK = 40  # generated cases a test
SEEDS = st.integers(0, 10_000)


@pytest.mark.parametrize("block", range(5))
@pytest.mark.parametrize("name", NAMES)
def test_agrees_with_torch(name, block):
    assert_operator_is_right(name, seeds=[(block, number) for number in range(BLOCK)])


def test_loss_by_hand():
    scores, labels = np.log([[1.0, 3.0], [2.0, 2.0]]), np.array([1, 0])
    assert ops.softmax(scores) == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]))
    assert ops.softmax_cross_entropy(scores, labels) == pytest.approx(np.log([4 / 3, 2]).mean())
    grad = ops.softmax_cross_entropy_backward(scores, labels)
    assert grad == pytest.approx(np.array([[0.125, -0.125], [-0.25, 0.25]]))


@given(SEEDS)
def test_backward_is_what_differences_measure(seed):
    rng = np.random.default_rng(seed)
    scores, labels = rng.standard_normal((3, 4)), rng.integers(0, 4, 3)
    loss = numerical_gradient(lambda a: ops.softmax_cross_entropy(a, labels), scores)
    assert relative_error(ops.softmax_cross_entropy_backward(scores, labels), loss) < 1e-8


@given(SEEDS, st.floats(-1e3, 1e3))
def test_one_number_added_to_all_scores_changes_nothing(seed, shift):
    rng = np.random.default_rng(seed)
    scores, labels = rng.standard_normal((4, 3)), rng.integers(0, 3, 4)
    np.testing.assert_allclose(ops.softmax(scores + shift), ops.softmax(scores), rtol=1e-9)
    np.testing.assert_allclose(ops.softmax(scores).sum(axis=1), 1)
    grad = ops.softmax_cross_entropy_backward(scores, labels)
    np.testing.assert_allclose(grad.sum(axis=1), 0, atol=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "row",
    [
        [1e4, -1e4],
        [np.inf, 0],
        [-np.inf, 0],
        [0, -np.inf],
        [np.nan, 0],
        [-np.inf] * 2,
        [3e38, -3e38],
    ],
    ids=str,
)
def test_extreme_scores_give_what_torch_gives_and_no_warning(row, dtype):
    given = {"scores": np.array([row, [1, 2]], dtype), "labels": np.array([1, 0])}
    for name in ("softmax_cross_entropy", "softmax_cross_entropy_backward"):
        right = OPERATORS[name].answer(**given)[0]
        np.testing.assert_allclose(getattr(ops, name)(**given), right, rtol=1e-5, atol=1e-7)


def test_a_perfect_score_costs_0_and_not_minus_0():
    loss = ops.softmax_cross_entropy(np.array([[1000.0, 0.0]]), np.array([0]))
    assert loss == 0
    assert not np.signbit(loss)


def test_labels_may_be_any_integers():
    scores = np.random.default_rng(0).standard_normal((3, 4))
    wanted = ops.softmax_cross_entropy(scores, np.array([0, 3, 1]))
    for kind in (np.uint8, np.int8, np.uint64, np.int32):
        assert ops.softmax_cross_entropy(scores, np.array([0, 3, 1], kind)) == wanted
    assert ops.softmax_cross_entropy(scores.tolist(), [0, 3, 1]) == wanted


ROW, ONE = np.ones((1, 3)), np.array([0])


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: ops.softmax(np.ones(3)), ValueError, r"scores .*\(N, classes\)"),
        (lambda: ops.softmax(np.ones((0, 3))), ValueError, "scores must not be empty"),
        (lambda: ops.softmax_cross_entropy(ROW, np.array([0.0])), TypeError, "labels .*float64"),
        (lambda: ops.softmax_cross_entropy(ROW, [True]), TypeError, "labels .*bool"),
        (
            lambda: ops.softmax_cross_entropy(ROW, ONE.astype("m8[s]")),
            TypeError,
            "labels .*timedelta",
        ),
        (lambda: ops.softmax_cross_entropy(ROW, [[0], [0, 1]]), TypeError, "labels cannot be read"),
        (lambda: ops.softmax_cross_entropy(ROW, np.array([3])), ValueError, "labels .*0 to 2.*3"),
        (lambda: ops.softmax_cross_entropy(ROW, np.array([-1])), ValueError, "labels .*-1"),
        (lambda: ops.softmax_cross_entropy(ROW, np.array([0, 1])), ValueError, r"labels .*\(1,\)"),
        (lambda: ops.softmax_cross_entropy_backward(ROW[:, :0], ONE), ValueError, "scores"),
    ],
)
def test_refused(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
