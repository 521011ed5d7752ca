"""Classes are ranked by the softmax; one logit stands for two."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib import models
from cnnlib.datasets import photograph
from cnnlib.inspection import top_classes
from tests.inspection.networks import images, stack

IMAGE = images(1)[0]


def test_the_most_likely_first_with_the_softmax_of_the_scores():
    net = nn.Sequential(nn.Dropout(0.5), *stack()).train()
    table = top_classes(net, IMAGE, ["ant", "bee", "cat"])
    with torch.no_grad():
        share = net.eval()(torch.from_numpy(IMAGE)[None]).softmax(dim=1)[0]
    order = share.argsort(descending=True)
    assert [name for name, _ in table.rows] == [["ant", "bee", "cat"][i] for i in order]
    assert [p for _, p in table.rows] == pytest.approx(share[order].tolist())


def test_one_logit_gives_two_classes():
    net = nn.Sequential(*stack()[:-1], nn.Linear(6, 1).double(), nn.Flatten(0))
    with torch.no_grad():
        p = torch.sigmoid(net(torch.from_numpy(IMAGE)[None])).item()
    rows = dict(top_classes(net, IMAGE[None], ["cat", "dog"]).rows)
    assert rows == pytest.approx({"dog": p, "cat": 1 - p})


def test_the_table_as_text_and_as_html():
    net = nn.Sequential(nn.Flatten(), nn.Linear(4, 2, bias=False))
    nn.init.zeros_(net[1].weight)
    table = top_classes(net, np.zeros((1, 2, 2)), ["<b>", "dog"], count=1)
    assert str(table) == "<b>   50.0%"
    html = table._repr_html_()
    assert "<td>1</td><td>&lt;b&gt;</td><td>50.0%</td>" in html
    assert html.count("<tr>") == 2


def test_an_image_net_knows_a_palace():
    net = models.efficientnet_lite0(weights="imagenet")
    image = models.imagenet_input(photograph("china"))
    table = top_classes(net, image, models.imagenet_classes(), count=3)
    assert table.rows[0][0] == "palace"
    assert table.rows[0][1] > 0.2


@pytest.mark.parametrize(
    ("net", "options", "error", "message"),
    [
        (stack(), {"names": ["a", "b"]}, ValueError, "2 names for 3 classes"),
        (stack(), {"count": 0}, ValueError, "count must be at least 1"),
        (stack(), {"image": images(2)}, ValueError, r"shape \(C, H, W\) or \(1, C, H, W\), got"),
        (stack(), {"image": IMAGE.astype(np.uint8)}, TypeError, "floating-point type"),
        (nn.Conv2d(2, 3, 1), {}, ValueError, r"scores \(N, classes\) or one logit, got \(1, 3"),
    ],
)
def test_wrong_arguments_are_named(net, options, error, message):
    with pytest.raises(error, match=message):
        top_classes(net, **({"image": IMAGE} | options))
