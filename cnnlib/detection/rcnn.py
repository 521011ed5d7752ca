"""R-CNN: propose regions, warp each, classify it with a network, suppress what is found twice.

    image -> proposals (K, 4) -> crops (K, 3, S, S) -> probabilities (K, classes + 1) -> boxes

Class 0 is background; what to train the network on is in examples.py. R. Girshick et al., "Rich
feature hierarchies for accurate object detection and semantic segmentation", 2014. Taught in
chapter 10.
"""

from typing import NamedTuple

import numpy as np
import torch

from cnnlib.detection import arguments
from cnnlib.detection.suppression import batched_nms
from cnnlib.detection.warping import warp_boxes
from cnnlib.integers import integer
from cnnlib.training.measure import evaluating


class Detections(NamedTuple):
    """What was found in one image, by falling score.

    Attributes
    ----------
    boxes : ndarray of shape (K, 4)
    scores : ndarray of shape (K,)
        Probabilities.
    labels : ndarray of int64 of shape (K,)
        Classes, from 1.
    """

    boxes: np.ndarray
    scores: np.ndarray
    labels: np.ndarray


def probabilities(net, crops, batch_size=256):
    """Classify crops with a network.

    Parameters
    ----------
    net : torch.nn.Module
        Maps (K, C, S, S) to scores (K, classes + 1).
    crops : array_like of shape (K, C, S, S)
    batch_size : int, optional
        Crops at a time.

    Returns
    -------
    ndarray of float64 of shape (K, classes + 1)
        Softmax of the scores; the network is left in the mode in which it was.

    Raises
    ------
    ValueError, TypeError
        If there is no crop, or the network does not score classes.

    Examples
    --------
    >>> from cnnlib import models
    >>> net = models.small_convnet((3, 8, 8), classes=3)
    >>> probabilities(net, np.zeros((2, 3, 8, 8))).sum(axis=1)
    array([1., 1.])
    """
    weight = next(net.parameters())
    images = torch.as_tensor(np.asarray(crops), dtype=weight.dtype, device=weight.device)
    if images.ndim != 4 or not len(images):
        raise ValueError(f"crops must have the shape (K, C, S, S), K > 0, got {np.shape(crops)}")
    with evaluating(net):
        scores = torch.cat(
            [net(part) for part in images.split(integer(batch_size, "batch_size", 1))]
        )
    if scores.ndim != 2:
        raise ValueError(f"net must give scores (K, classes + 1), got {tuple(scores.shape)}")
    return scores.double().softmax(dim=1).cpu().numpy()


def suppress(boxes, probability, score_threshold=0.05, iou_threshold=0.3, limit=100):
    """Turn class probabilities of boxes into detections: threshold, then `nms` for each class.

    Parameters
    ----------
    boxes : array_like of shape (K, 4)
    probability : array_like of shape (K, classes + 1)
        Column 0 is background.
    score_threshold : float, optional
        Less probable classes are dropped.
    iou_threshold : float, optional
        Overlap that two boxes of one class may have.
    limit : int, optional
        Detections at most.

    Returns
    -------
    Detections
        A box may come once for each class.

    Raises
    ------
    ValueError, TypeError
        If the shapes do not fit, or an option is out of range.

    Examples
    --------
    >>> boxes = [[0, 0, 4, 4], [0, 0, 4, 5], [8, 8, 9, 9]]
    >>> found = suppress(boxes, [[0.1, 0.9, 0], [0.2, 0.8, 0], [0.4, 0, 0.6]])
    >>> found.boxes.tolist(), found.labels.tolist()
    ([[0.0, 0.0, 4.0, 4.0], [8.0, 8.0, 9.0, 9.0]], [1, 2])
    """
    boxes = arguments.boxes(boxes)
    probability = arguments.floats(probability, "probability")
    if probability.ndim != 2 or len(probability) != len(boxes) or probability.shape[1] < 2:
        raise ValueError(
            f"probability must have the shape ({len(boxes)}, classes + 1), one row for each box, "
            f"got {probability.shape}"
        )
    least = arguments.fraction(score_threshold, "score_threshold")
    box, label = np.nonzero(probability[:, 1:] >= least)  # one candidate for each pair
    scores = probability[box, label + 1]
    kept = batched_nms(boxes[box], scores, label, iou_threshold)[: integer(limit, "limit", 1)]
    return Detections(boxes[box[kept]], scores[kept], label[kept] + 1)


def detect(image, proposals, net, size=32, padding=2, **options):
    """Detect objects in one image.

    Parameters
    ----------
    image : array_like of shape (C, H, W)
    proposals : array_like of shape (K, 4)
        From `propose_regions`, or anywhere else.
    net : torch.nn.Module
        Maps crops (K, C, size, size) to scores (K, classes + 1); class 0 is background.
    size, padding : int, optional
        Of the crops, as in training: see `warp_boxes`.
    **options
        Thresholds and limit, as `suppress` takes them.

    Returns
    -------
    Detections

    Raises
    ------
    ValueError, TypeError
        As `warp_boxes`, `probabilities` and `suppress`.

    Examples
    --------
    >>> from cnnlib import models
    >>> image, net = np.zeros((3, 30, 40)), models.small_convnet((3, 32, 32), classes=3)
    >>> detect(image, [[2, 2, 9, 9]], net).scores.size  # untrained: about a third for each class
    2
    """
    crops = warp_boxes(image, proposals, size, padding)
    return suppress(proposals, probabilities(net, crops), **options)
