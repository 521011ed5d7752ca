"""Class activation maps: a score taken apart into its places.

Where a network averages its last maps A_k over all places and ends in a linear layer,

    score_c = sum_k w_ck mean(A_k) + b_c = mean over places of (sum_k w_ck A_k) + b_c

so the sum in parentheses says how much each place adds.  B. Zhou et al., "Learning deep features
for discriminative localization", 2016.  A network that ends in the average of score maps needs no
linear layer: its last maps are the class activation maps.
"""

import torch
from torch import nn

from cnnlib.inspection.classes import class_of, one_image, scores_of
from cnnlib.inspection.hooks import find_layer, recording
from cnnlib.training.measure import evaluating


def class_activation_map(net, image, layer, unit=None, classifier=None):
    """Compute how much each place of the last maps adds to the score of a class.

    Parameters
    ----------
    net : torch.nn.Module
        Ends in the average over all places of `layer`, and perhaps one linear layer.
    image : array_like of float of shape (C, H, W) or (1, C, H, W)
    layer : str
        Whose output is averaged, as ``net.named_modules()`` calls it.
    unit : int, optional
        The class; by default the most likely one.
    classifier : str, optional
        Name of the linear layer; by default the last one of the network, if it has any.

    Returns
    -------
    ndarray of shape (rows, columns)
        One value for each place of the layer; their mean, plus the bias, is the score.

    Raises
    ------
    ValueError
        If the score is not that mean, since the network is built otherwise behind `layer`.

    Examples
    --------
    >>> net = nn.Sequential(nn.Conv2d(1, 2, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    >>> image = torch.rand(1, 5, 4)
    >>> places = class_activation_map(net, image, "0", unit=1)
    >>> places.shape, bool(abs(places.mean() - net(image[None])[0, 1].item()) < 1e-6)
    ((5, 4), True)
    """
    pixels = one_image(net, image)
    with evaluating(net), recording(net, layer) as outputs:
        scores = scores_of(net, pixels)
        unit = class_of(scores, unit)
        maps = outputs[layer]
        if maps.ndim != 4:
            raise ValueError(f"{layer!r} has no places: its output is {tuple(maps.shape)}")
        weight, bias = _linear(net, classifier, maps.shape[1])
        places = torch.einsum("ck,khw->chw", weight, maps[0])
        if len(places) == 1:  # one logit z: the scores -z/2 and z/2
            places = torch.cat([-places, places]) / 2
            bias = torch.cat([-bias, bias]) / 2
        sums = places.mean(dim=(1, 2)) + bias
    if sums.shape != scores[0].shape or not torch.allclose(sums, scores[0], rtol=1e-3, atol=1e-3):
        raise ValueError(
            f"the scores are not the average of {layer!r} followed by one linear layer: name the "
            f"layer whose output is averaged; a network built otherwise has no class activation map"
        )
    return places[unit].cpu().numpy()


def _linear(net, classifier, channels):
    """Return weight and bias of the last linear layer, or those of doing nothing."""
    if classifier is not None:
        module = find_layer(net, classifier)
    else:
        linear = [module for module in net.modules() if isinstance(module, nn.Linear)]
        module = linear[-1] if linear else None
    like = next(net.parameters())
    if module is None:
        return torch.eye(channels).to(like), torch.zeros(channels).to(like)
    if not isinstance(module, nn.Linear) or module.in_features != channels:
        raise ValueError(f"the classifier must be linear and take {channels} values, got {module}")
    bias = torch.zeros(module.out_features).to(like) if module.bias is None else module.bias
    return module.weight, bias
