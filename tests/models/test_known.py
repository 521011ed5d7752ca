"""The known networks: torchvision's names and shapes, strict loading, and what trained ones see."""

import math

import pytest
import torch
from torch import nn

from cnnlib import models
from cnnlib.datasets import photograph
from tests.models.torchvision_states import COUNTS, SEEN, STATES

# Class and score of the first ones, with the preprocessing of `imagenet_input`.
RANKED = {
    "chelsea": [("Egyptian cat", 0.381), ("tabby", 0.259), ("tiger cat", 0.217)],
    "coffee": [("espresso", 0.779)],
    "china": [("palace", 0.283)],
}


@pytest.fixture(scope="module")
def lite0():
    return models.efficientnet_lite0(weights="imagenet")


@pytest.mark.parametrize("name", STATES)
def test_names_and_shapes_are_those_of_torchvision(name):
    with torch.device("meta"):  # shapes without values
        module = getattr(models, name)()
    state = {key: tuple(tensor.shape) for key, tensor in module.state_dict().items()}
    assert [*state.items()] == [*STATES[name].items()]


@pytest.mark.parametrize("name", STATES)
def test_the_list_of_names_has_the_published_counts(name):
    state = STATES[name]
    entries, parameters = COUNTS[name]
    learned = [
        shape for key, shape in state.items() if "running" not in key and "batches" not in key
    ]
    assert (len(state), sum(map(math.prod, learned))) == (entries, parameters)
    assert SEEN.get(name, {}).items() <= state.items()


@pytest.mark.parametrize("name", ["resnet18", "resnet50"])
def test_a_checkpoint_loads_strictly_and_decides_the_scores(name, monkeypatch):
    build = getattr(models, name)
    state = build(seed=1).state_dict()
    monkeypatch.setattr("cnnlib.models.known.torchvision_weights", lambda asked: state)
    net = build(weights="imagenet")
    assert not net.training
    x = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert torch.equal(net(x), build(seed=1).eval()(x))
    monkeypatch.setattr("cnnlib.models.known.torchvision_weights", lambda asked: {})
    with pytest.raises(RuntimeError, match="Missing key"):
        build(weights="imagenet")


def test_parts_have_the_meaning_of_torchvision():
    net = models.resnet18().eval()
    assert [name for name, _ in net.named_children()] == [
        "conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3", "layer4", "avgpool",
        "flatten", "fc",
    ]  # fmt: skip
    x = torch.rand(1, 64, 9, 9)
    block = net.layer2[0]
    inner = block.bn2(block.conv2(torch.relu(block.bn1(block.conv1(x)))))
    torch.testing.assert_close(block(x), torch.relu(inner + block.downsample(x)))
    net.fc = nn.Linear(512, 2)
    assert net(torch.zeros(1, 3, 64, 64)).shape == (1, 2)


@pytest.mark.parametrize("name", RANKED)
def test_efficientnet_names_what_it_sees(lite0, name):
    with torch.no_grad():
        scores = lite0(models.imagenet_input(photograph(name))).softmax(dim=1)[0]
    values, classes = scores.topk(len(RANKED[name]))
    found = [models.imagenet_classes()[number] for number in classes]
    assert found == [label for label, _ in RANKED[name]]
    assert values.tolist() == pytest.approx([value for _, value in RANKED[name]], abs=0.01)


def test_trained_networks_are_ready_to_predict(lite0):
    assert not any(module.training for module in lite0.modules())
    assert models.efficientnet_lite0().training


def test_seed_fixes_untrained_weights():
    one, same, other = (models.efficientnet_lite0(seed=seed).fc.weight for seed in (0, 0, 1))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_unknown_weights_are_refused():
    with pytest.raises(ValueError, match=r"weights must be one of \(None, 'imagenet'\), got 'x'"):
        models.resnet18(weights="x")
