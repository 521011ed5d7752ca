"""Where in an image the evidence for a class lies.

Saliency differentiates: how much would the score move if a pixel moved a little (K. Simonyan, A.
Vedaldi and A. Zisserman, "Deep inside convolutional networks", 2014)?  Occlusion takes away: how
much does the probability fall if a window is covered (Zeiler and Fergus, 2014)?
"""

import numpy as np
import torch

from cnnlib import shapes
from cnnlib.inspection.classes import class_of, one_image, scores_of
from cnnlib.integers import integer
from cnnlib.training.measure import evaluating


def saliency(net, image, unit=None):
    """Differentiate the score of a class by every pixel.

    Parameters
    ----------
    net : torch.nn.Module
        Returns scores (1, classes), or one logit for two classes.
    image : array_like of float of shape (C, H, W) or (1, C, H, W)
    unit : int, optional
        The class; by default the most likely one.

    Returns
    -------
    ndarray of shape (H, W)
        Largest absolute derivative among the channels.

    Raises
    ------
    ValueError
        If there is no such class, or the network returns no such scores.

    Examples
    --------
    >>> from torch import nn
    >>> net = nn.Sequential(nn.Flatten(), nn.Linear(3, 2))
    >>> _ = net[1].weight.data.copy_(torch.tensor([[1.0, 0.0, -4.0], [0.0, 2.0, 0.0]]))
    >>> saliency(net, np.ones((1, 1, 3)), unit=0)
    array([[1., 0., 4.]], dtype=float32)
    """
    pixels = one_image(net, image).clone().requires_grad_()
    with evaluating(net), torch.enable_grad():
        scores = scores_of(net, pixels)
        (grad,) = torch.autograd.grad(scores[0, class_of(scores, unit)], pixels)
    return grad[0].abs().amax(dim=0).cpu().numpy()  # (H, W)


def occlusion(net, image, unit=None, size=32, stride=16, fill=None, batch_size=32):
    """Cover a window of the image, place by place, and measure how much the probability falls.

    Parameters
    ----------
    net : torch.nn.Module
        Returns scores (1, classes), or one logit for two classes.
    image : array_like of float of shape (C, H, W) or (1, C, H, W)
    unit : int, optional
        The class; by default the most likely one.
    size : int or (int, int), optional
        Rows and columns of the window.
    stride : int or (int, int), optional
        Pixels between two windows; the last one ends at the border.
    fill : float, optional
        Value of what is covered; by default the mean of each channel.
    batch_size : int, optional
        Windows at a time.

    Returns
    -------
    ndarray of shape (H, W)
        Mean fall of the probability over the windows that cover a pixel; negative where covering
        helps.

    Raises
    ------
    ValueError
        If the window is larger than the image, a stride leaves pixels uncovered, or as `saliency`.

    Examples
    --------
    >>> from torch import nn
    >>> net = nn.Sequential(nn.Flatten(), nn.Linear(4, 1))
    >>> _ = net[1].weight.data.copy_(torch.tensor([[0.0, 0.0, 9.0, 0.0]])), net[1].bias.data.zero_()
    >>> occlusion(net, np.ones((1, 1, 4)), unit=1, size=1, stride=1, fill=0.0).round(1)
    array([[0. , 0. , 0.5, 0. ]])
    """
    pixels = one_image(net, image)
    tops, lefts = _windows(pixels.shape[2:], size, stride)
    rows, columns = shapes.pair(size, "size")
    cover = pixels.mean(dim=(2, 3), keepdim=True)[0] if fill is None else fill
    corners = [(top, left) for top in tops for left in lefts]
    fall = np.zeros(tuple(pixels.shape[2:]))
    covered = np.zeros_like(fall)
    with evaluating(net):
        scores = scores_of(net, pixels)
        unit = class_of(scores, unit)
        whole = scores[0].softmax(dim=0)[unit].item()
        for start in range(0, len(corners), integer(batch_size, "batch_size", 1)):
            batch = corners[start : start + batch_size]
            images = pixels.repeat(len(batch), 1, 1, 1)
            for picture, (top, left) in zip(images, batch, strict=True):
                picture[:, top : top + rows, left : left + columns] = cover
            left_over = scores_of(net, images).softmax(dim=1)[:, unit].tolist()
            for (top, left), share in zip(batch, left_over, strict=True):
                window = np.s_[top : top + rows, left : left + columns]
                fall[window] += whole - share
                covered[window] += 1
    return fall / covered


def _windows(image_size, size, stride):
    """Return the first rows and the first columns of the windows; the last ends at the border."""
    firsts = []
    sizes, strides = shapes.pair(size, "size"), shapes.pair(stride, "stride")
    for n, window, step in zip(image_size, sizes, strides, strict=True):
        if window > n or step > window:
            raise ValueError(
                f"size {sizes} must fit into the image {tuple(image_size)}, and stride {strides} "
                f"must not be larger than size, or pixels stay uncovered"
            )
        firsts.append(sorted({*range(0, n - window, step), n - window}))
    return firsts
