"""The known networks: trained ones name what they see."""

import pytest
import torch

from cnnlib import models
from cnnlib.datasets import photograph

# Class and score of the first ones, with the preprocessing of `imagenet_input`.
SEEN = {
    "chelsea": [("Egyptian cat", 0.381), ("tabby", 0.259), ("tiger cat", 0.217)],
    "coffee": [("espresso", 0.779)],
    "china": [("palace", 0.283)],
}


@pytest.fixture(scope="module")
def lite0():
    return models.efficientnet_lite0(weights="imagenet")


@pytest.mark.parametrize("name", SEEN)
def test_efficientnet_names_what_it_sees(lite0, name):
    with torch.no_grad():
        scores = lite0(models.imagenet_input(photograph(name))).softmax(dim=1)[0]
    values, classes = scores.topk(len(SEEN[name]))
    found = [models.imagenet_classes()[number] for number in classes]
    assert found == [label for label, _ in SEEN[name]]
    assert values.tolist() == pytest.approx([value for _, value in SEEN[name]], abs=0.01)


def test_trained_networks_are_ready_to_predict(lite0):
    assert not any(module.training for module in lite0.modules())
    assert models.efficientnet_lite0().training


def test_seed_fixes_untrained_weights():
    one, same, other = (models.efficientnet_lite0(seed=seed).fc.weight for seed in (0, 0, 1))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_unknown_weights_are_refused():
    with pytest.raises(ValueError, match=r"weights must be one of \(None, 'imagenet'\), got 'x'"):
        models.efficientnet_lite0(weights="x")
