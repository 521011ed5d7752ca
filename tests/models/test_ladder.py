"""Each rung starts from the one before it and keeps its own weights."""

import numpy as np
import pytest
import torch

from cnnlib import specs
from cnnlib.models import build, coarse_scores, fcn_ladder

BODY = {"classes": 2, "stages": ((4,), (6,)), "head": (5,), "head_kernel_size": 1, "dropout": 0.0}


@pytest.fixture(scope="module")
def scenes():
    rng = np.random.default_rng(0)
    masks = np.kron(rng.integers(0, 2, (20, 4, 4)), np.ones((1, 2, 2), int))  # squares of 2x2
    images = masks[:, None] + rng.normal(0, 0.1, (20, 1, 8, 8))
    return images.astype(np.float32), masks


def start():
    return build(specs.fcn_classifier(2, BODY["stages"], BODY["head"], (1, 4, 4), 0.0), seed=3)


def test_each_rung_starts_as_a_copy(scenes):
    classifier = start()
    rungs = fcn_ladder(classifier, *scenes, epochs={4: 1, 2: 1}, lr=0.0, **BODY)
    before = classifier.state_dict()
    for net in rungs.values():
        after = net.state_dict()
        for name in before:
            assert torch.equal(before[name].reshape(after[name].shape), after[name]), name


def test_rungs_share_no_weights_and_the_start_stays(scenes):
    classifier = start()
    before = {name: value.clone() for name, value in classifier.state_dict().items()}
    rungs = fcn_ladder(classifier, *scenes, epochs={4: 1, 2: 1}, lr=1e-2, **BODY)
    assert all(torch.equal(before[name], value) for name, value in classifier.state_dict().items())
    assert not torch.equal(rungs[4].score_fr.weight, rungs[2].score_fr.weight)
    assert rungs[4].score_fr.weight.data_ptr() != rungs[2].score_fr.weight.data_ptr()


def test_the_finer_rung_follows_finer_squares(scenes):
    rungs = fcn_ladder(start(), *scenes, epochs={4: 60, 2: 60}, lr=2e-2, **BODY)
    images = torch.from_numpy(scenes[0])
    right = {}
    for stride, net in rungs.items():
        with torch.no_grad():
            right[stride] = (net.eval()(images).argmax(1).numpy() == scenes[1]).mean()
    assert right[2] > right[4] + 0.1


def test_without_a_stride_there_is_nothing_to_train(scenes):
    with pytest.raises(ValueError, match="at least one stride"):
        fcn_ladder(start(), *scenes, epochs={}, **BODY)


@pytest.mark.parametrize("stride", [4, 2])
def test_enlarged_coarse_scores_are_the_scores(scenes, stride):
    rung = build(specs.fcn(stride, **BODY, input_shape=(1, 8, 8)), seed=4)
    found = coarse_scores(rung, scenes[0])
    assert found.shape == (20, 2, 8 // stride, 8 // stride)
    enlarge = getattr(rung, f"upscore{stride}")
    with torch.no_grad():
        expected = rung.eval()(torch.from_numpy(scenes[0]))
        torch.testing.assert_close(enlarge(torch.from_numpy(found)), expected)
    assert not enlarge._forward_pre_hooks


def test_a_network_that_enlarges_nothing_is_refused(scenes):
    with pytest.raises(ValueError, match="got 'score_fr'"):
        coarse_scores(start(), scenes[0])
    with pytest.raises(ValueError, match="got 'no layer'"):
        coarse_scores(torch.nn.ReLU(), scenes[0])
