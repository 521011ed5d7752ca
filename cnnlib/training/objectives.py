"""What scores mean: a logit or a score for each class, for whole images or for every place.

    scores (N, K)         labels (N,)        class k with probability softmax(scores)_k
    scores (N, 1), (N,)   labels (N,)        class 1 with probability 1/(1 + exp(-score))
    scores (N, K, H, W)   labels (N, H, W)   the same two for every place

The loss is always the mean cross-entropy in nats: -log of the probability of the right class.
"""

import torch
from torch.nn import functional as F


def cross_entropy(scores, labels):
    """Return the mean cross-entropy over all labels, a tensor of one value."""
    if _is_one_logit(scores):
        return F.binary_cross_entropy_with_logits(
            scores.reshape(labels.shape), labels.to(scores.dtype)
        )
    if scores.ndim == 4:
        # (N, K, H, W) -> (N*H*W, K): PyTorch's loss for maps is not deterministic on a GPU
        scores = scores.movedim(1, -1).reshape(-1, scores.shape[1])
    return F.cross_entropy(scores, labels.reshape(-1))


def classes_of(scores):
    """Return the most likely class of each image (N,) or place (N, H, W), int64."""
    if not _is_one_logit(scores):
        return scores.argmax(dim=1)
    logits = scores.squeeze(1) if scores.ndim > 1 else scores  # (N, 1, ...) -> (N, ...)
    return (logits > 0).long()


def check_scores(scores):
    """Refuse what is not a tensor of scores.

    Raises
    ------
    TypeError
        If the network returned something else than one tensor.
    ValueError
        If the tensor has no meaning as scores.
    """
    if not isinstance(scores, torch.Tensor):
        raise TypeError(
            f"the network must return one tensor of scores, got {type(scores).__name__}; "
            f"train a module whose forward returns the scores alone"
        )
    if scores.ndim not in (1, 2, 4) or 0 in scores.shape:
        raise ValueError(
            f"the network must return scores (N, classes) or logits (N,) or (N, 1) for images, or "
            f"scores (N, classes, H, W) for places, got {tuple(scores.shape)}"
        )


def check_labels(scores, labels):
    """Refuse labels that do not fit the network's scores.

    Raises
    ------
    ValueError
        If their shape differs from what the scores need, or a label names no class.
    """
    needed = (scores.shape[0], *scores.shape[2:])
    if tuple(labels.shape) != needed:
        unit = "place" if scores.ndim == 4 else "image"
        raise ValueError(
            f"scores {tuple(scores.shape)} need one label for each {unit}, of shape {needed}, "
            f"got labels {tuple(labels.shape)}"
        )
    classes = 2 if _is_one_logit(scores) else scores.shape[1]
    low, high = labels.min().item(), labels.max().item()
    if low < 0 or high >= classes:
        found = f"labels must lie in 0 to {classes - 1}, got {low} to {high}"
        if _is_one_logit(scores):
            raise ValueError(f"{found}: a network with one logit tells two classes apart")
        raise ValueError(f"{found}: the network has {classes} scores")


def _is_one_logit(scores):
    return scores.ndim == 1 or scores.shape[1] == 1
