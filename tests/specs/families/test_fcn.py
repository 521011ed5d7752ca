"""FCN-32s, -16s and -8s: counts, sizes, and the sums of the ladder against one written by hand."""

import pytest
import torch
from torch.nn import functional

from cnnlib import models
from cnnlib.receptive_field import field_grid
from cnnlib.specs import fcn, fcn_classifier, vgg

COUNTS = {32: 134_346_581, 16: 134_357_354, 8: 134_362_751}
SMALL = {"classes": 3, "stages": ((4,), (6, 6), (8,)), "head": (10, 7), "head_kernel_size": 3}


@pytest.mark.parametrize("stride", COUNTS)
def test_counts_on_vgg16(stride):
    network = fcn(stride)
    assert network.parameters == COUNTS[stride]
    assert network.output_shape == (21, 224, 224)
    assert fcn(stride, input_shape=(3, 320, 480)).output_shape == (21, 320, 480)


def test_each_skip_adds_one_layer_of_scores():
    assert COUNTS[16] - COUNTS[32] == 512 * 21 + 21
    assert COUNTS[8] - COUNTS[16] == 256 * 21 + 21


@pytest.mark.parametrize("stride", [8, 4, 2])
def test_small_bodies_score_every_pixel(stride):
    network = fcn(stride, **SMALL, input_shape=(1, 24, 16))
    net = models.build(network)
    assert net(torch.zeros(2, 1, 24, 16)).shape == (2, 3, 24, 16)
    assert models.count_parameters(net) == network.parameters
    assert models.summary(net, (1, 24, 16)).total.macs == network.macs


def test_the_ladder_by_hand():
    net = models.build(fcn(2, **SMALL, input_shape=(1, 24, 16))).double().eval()
    x = torch.randn(1, 1, 24, 16, dtype=torch.float64)
    part = dict(net.named_modules())

    def run(x, names):
        for name in names:
            x = part[name](x)
        return x

    features = [f"features.{n}" for n in range(11)]
    pool1 = run(x, features[:3])
    pool2 = run(pool1, features[3:8])
    pool3 = run(pool2, features[8:])
    scores = run(pool3, [f"classifier.{n}" for n in range(6)] + ["score_fr"])
    up = part["upscore_stage3"](scores) + part["score_pool2"](pool2)
    up = part["upscore_stage2"](up) + part["score_pool1"](pool1)
    with torch.no_grad():
        torch.testing.assert_close(net(x), part["upscore2"](up))
        kernel = torch.tensor([0.25, 0.75, 0.75, 0.25], dtype=torch.float64)
        kernel = torch.outer(kernel, kernel).expand(3, 1, 4, 4)
        expected = functional.conv_transpose2d(up, kernel, stride=2, padding=1, groups=3)
        torch.testing.assert_close(net(x), expected)


@pytest.mark.parametrize("stride", COUNTS)
def test_body_and_head_have_the_names_of_vgg(stride):
    with torch.device("meta"):
        names = {*models.build(fcn(stride)).state_dict()}
        classifier = {*models.build(vgg("D")).state_dict()}
    assert classifier - names == {"classifier.6.weight", "classifier.6.bias"}
    assert {name.split(".")[0] for name in names - classifier} == {
        "score_fr", f"upscore{stride}",
        *(["score_pool4", "upscore_stage5"] if stride < 32 else []),
        *(["score_pool3", "upscore_stage4"] if stride < 16 else []),
    }  # fmt: skip


def test_authors_padding_and_the_crop_of_19():
    network = fcn(32, first_padding=100)
    assert network.parameters == COUNTS[32]
    center = field_grid(network).center[0]
    assert (network.output_shape[1], (64 - 1) / 2 - center) == (7, 19)
    starts = [field_grid(network.up_to(name)).start[0] for name in ("pool3", "pool4")]
    assert starts == [-117, -141]


def test_the_classifier_has_the_weights_of_its_fcn():
    stages = SMALL["stages"]
    classifier = models.build(fcn_classifier(3, stages, (10, 7), (1, 24, 24)), seed=1).double()
    network = fcn(8, **SMALL, input_shape=(1, 24, 24))
    sliding = models.build(network, seed=2).double()
    assert models.copy_weights(classifier, sliding) == ("upscore8.weight",)
    sliding, classifier = sliding.eval(), classifier.eval()
    x = torch.randn(2, 1, 24, 24, dtype=torch.float64)
    with torch.no_grad():
        scores = sliding.score_fr(sliding.classifier(sliding.features(x)))  # (2, 3, 3, 3)
        torch.testing.assert_close(scores[:, :, 1, 1], classifier(x))


def test_dropout_is_passed_on():
    net = models.build(fcn(8, **SMALL, input_shape=(1, 24, 16), dropout=0.25))
    assert {m.p for m in net.modules() if isinstance(m, torch.nn.Dropout)} == {0.25}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: fcn(64), r"stride must be one of \[32, 16, 8, 4, 2\] for 5 stages, got 64"),
        (lambda: fcn(1), "stride must be one of"),
        (lambda: fcn(8, stages=()), "at least one stage"),
        (lambda: fcn(32, head=()), "at least one convolution"),
        (lambda: fcn(32, input_shape=(3, 200, 224)), "multiples of 32, got"),
        (lambda: fcn(16, first_padding=100), "give stride 32"),
        (lambda: fcn(32, dropout=2), "p must be a probability"),
        (lambda: fcn_classifier(stages=()), "at least one stage"),
        (lambda: fcn_classifier(head=()), "at least one dense layer"),
        (lambda: fcn_classifier(input_shape=(3, 16, 64)), "leave nothing of an image of"),
    ],
)
def test_wrong_arguments_are_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()
