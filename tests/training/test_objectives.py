"""Loss and classes by the formula, for images and for places, one logit and many scores."""

import pytest
import torch

from cnnlib.training.objectives import check_labels, check_scores, classes_of, cross_entropy

SHAPES = [(6, 3), (6, 1), (6,), (2, 3, 4, 5), (2, 1, 4, 5)]


def drawn(shape):
    generator = torch.Generator().manual_seed(0)
    scores = torch.randn(shape, generator=generator, dtype=torch.float64)
    classes = 2 if len(shape) == 1 else max(2, shape[1])
    labels = torch.randint(classes, (shape[0], *shape[2:]), generator=generator)
    return scores, labels


def probabilities(scores):
    """Return (..., classes) by the definitions of softmax and of the logistic function."""
    if scores.ndim == 1 or scores.shape[1] == 1:
        logit = scores.reshape(scores.shape[0], *scores.shape[2:])
        one = 1 / (1 + torch.exp(-logit))
        return torch.stack([1 - one, one], dim=-1)
    powers = torch.exp(scores.movedim(1, -1))
    return powers / powers.sum(dim=-1, keepdim=True)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_loss_is_the_mean_of_minus_log_probability_of_the_right_class(shape):
    scores, labels = drawn(shape)
    right = probabilities(scores).gather(-1, labels[..., None])
    assert cross_entropy(scores, labels).item() == pytest.approx(-right.log().mean().item())


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_class_is_the_most_probable_one(shape):
    scores, labels = drawn(shape)
    classes = classes_of(scores)
    assert classes.dtype == torch.int64
    assert classes.shape == labels.shape
    assert torch.equal(classes, probabilities(scores).argmax(dim=-1))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_what_fits_is_taken(shape):
    scores, labels = drawn(shape)
    check_scores(scores)
    check_labels(scores, labels)


@pytest.mark.parametrize("shape", [(), (2, 3, 4), (2, 3, 4, 5, 6), (0, 3), (2, 0)], ids=str)
def test_other_shapes_are_no_scores(shape):
    with pytest.raises(ValueError, match=r"must return scores .*got"):
        check_scores(torch.zeros(shape))


def test_a_tuple_is_no_scores():
    with pytest.raises(TypeError, match="one tensor of scores, got tuple"):
        check_scores((torch.zeros(2, 3), torch.zeros(2, 3)))


@pytest.mark.parametrize(
    ("scores", "labels", "message"),
    [
        ((4, 3), (4, 2, 2), r"each image, of shape \(4,\), got labels \(4, 2, 2\)"),
        ((4, 3, 2, 2), (4,), r"each place, of shape \(4, 2, 2\), got labels \(4,\)"),
        ((4, 3, 2, 2), (4, 8, 8), r"of shape \(4, 2, 2\), got labels \(4, 8, 8\)"),
    ],
)
def test_labels_of_another_shape_are_refused(scores, labels, message):
    with pytest.raises(ValueError, match=message):
        check_labels(torch.zeros(scores), torch.zeros(labels, dtype=torch.int64))


@pytest.mark.parametrize(
    ("scores", "labels", "message"),
    [
        ((2, 3), [0, 3], "must lie in 0 to 2, got 0 to 3: the network has 3 scores"),
        ((2, 3), [-1, 0], "must lie in 0 to 2, got -1 to 0"),
        ((2, 1), [0, 2], "0 to 1, got 0 to 2: a network with one logit tells two classes apart"),
    ],
)
def test_labels_out_of_range_are_refused(scores, labels, message):
    with pytest.raises(ValueError, match=message):
        check_labels(torch.zeros(scores), torch.tensor(labels))
