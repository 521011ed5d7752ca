"""Training learns, repeats itself bit by bit, and keeps the network's type and mode."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib import datasets, models
from cnnlib.training import Callback, evaluate, fit, predict

TRAIN, TEST = datasets.split(datasets.digits(dtype=np.float64), test_fraction=0.5)


def train(seed=0, net=None, **options):
    net = models.mlp().double() if net is None else net
    return net, fit(net, *TRAIN, epochs=4, lr=1e-2, seed=seed, **options)


@pytest.mark.parametrize("build", [models.mlp, models.small_convnet])
def test_learns_real_digits_in_a_few_seconds(build):
    net = build().double()
    assert evaluate(net, *TEST) < 0.3
    history = fit(net, *TRAIN, epochs=6, lr=1e-2, test=TEST)
    assert history.test_accuracy[-1] >= 0.9
    assert history.test_accuracy[-1] == evaluate(net, *TEST)
    assert history.loss[-1] < 0.4 * history.loss[0]


def test_history_has_one_value_for_each_epoch():
    _, history = train(test=TEST)
    assert {len(v) for v in vars(history).values()} == {4}
    assert all(isinstance(v, float) for values in vars(history).values() for v in values)
    assert train()[1].test_accuracy == []


def test_same_seed_same_history_and_weights_bit_by_bit():
    (first, one), (again, two) = train(seed=3), train(seed=3)
    assert one == two
    assert all(torch.equal(a, b) for a, b in zip(first.parameters(), again.parameters()))  # noqa: B905
    assert train(seed=4)[1] != one


def test_measuring_the_test_set_does_not_change_the_training():
    assert train(test=TEST)[1].loss == train()[1].loss


def test_global_seed_does_not_matter_even_with_dropout():
    losses = []
    for state in (1, 2):
        net = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), *list(models.mlp())[1:]).double()
        torch.manual_seed(state)
        losses.append(train(net=net)[1].loss)
    assert losses[0] == losses[1]


def test_float64_prints_the_same_digits_with_another_number_of_threads():
    printed = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        net = models.small_convnet().double()
        history = fit(net, TRAIN.images[:256], TRAIN.labels[:256], epochs=3, test=TEST)
        printed += [[f"{value:.6f}" for values in vars(history).values() for value in values]]
    assert printed[0] == printed[1]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_trains_in_the_type_of_the_network(dtype):
    net, _ = train(net=models.mlp().to(dtype))
    assert {p.dtype for p in net.parameters()} == {dtype}


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
@pytest.mark.parametrize("schedule", ["one-cycle", "constant"])
def test_every_optimizer_and_schedule_lowers_the_loss(optimizer, schedule):
    net, lr = models.mlp().double(), {"adam": 1e-2, "sgd": 0.1}[optimizer]
    history = fit(net, *TRAIN, epochs=4, lr=lr, optimizer=optimizer, schedule=schedule)
    assert history.loss[-1] < 0.6 * history.loss[0]


def test_one_step_of_plain_descent_by_hand():
    # Two classes, one pixel: w <- w - lr * dL/dw with dL/dscores = softmax - onehot.
    net = nn.Sequential(nn.Flatten(), nn.Linear(1, 2, bias=False)).double()
    nn.init.zeros_(net[1].weight)
    image = np.array([[[[3.0]]]])
    history = fit(net, image, [1], epochs=1, lr=0.1, optimizer="sgd", schedule="constant")
    assert history.loss == pytest.approx([np.log(2)])
    assert net[1].weight.detach().numpy() == pytest.approx(np.array([[-0.15], [0.15]]))


def test_epoch_loss_weighs_a_short_last_batch_by_its_size():
    net = models.mlp().double()
    images, labels = TRAIN.images[:70], TRAIN.labels[:70]
    with torch.no_grad():
        expected = nn.functional.cross_entropy(net(torch.tensor(images)), torch.tensor(labels))
    history = fit(net, images, labels, epochs=1, batch_size=64, lr=0.0, schedule="constant")
    assert history.loss[0] == pytest.approx(expected.item())


def test_no_progress_bar_where_nobody_watches(capsys, monkeypatch):
    monkeypatch.setenv("CNNLIB_PROGRESS", "0")
    train()
    assert capsys.readouterr() == ("", "")
    train(progress=True)
    assert "training" in capsys.readouterr().err


class Watch(Callback):
    """Notes the learning rate and the momentum of every step."""

    def __init__(self):
        self.rates, self.momenta = [], []

    def after_step(self, run):
        group = run.optimizer.param_groups[0]
        self.rates.append(group["lr"])
        self.momenta.append(group["betas"][0] if "betas" in group else group["momentum"])


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_one_cycle_moves_the_momentum_against_the_learning_rate(optimizer):
    watch = Watch()
    train(optimizer=optimizer, callbacks=[watch])
    top = np.argmax(watch.rates)
    assert top == pytest.approx(0.3 * len(watch.rates), abs=2)
    assert watch.rates[top] == pytest.approx(1e-2, rel=1e-2)
    assert watch.momenta[top] == pytest.approx(0.85, abs=1e-3)
    assert watch.momenta[0] == pytest.approx(0.95, abs=1e-3)
    assert watch.momenta[-2] == pytest.approx(0.95, abs=1e-3)


def test_a_constant_schedule_keeps_the_momentum_and_the_learning_rate():
    watch = Watch()
    train(optimizer="sgd", schedule="constant", callbacks=[watch])
    assert {*watch.rates} == {1e-2}
    assert {*watch.momenta} == {0.9}


def test_an_optimizer_may_be_given_and_plain_descent_stays_without_momentum():
    watch = Watch()
    train(optimizer=torch.optim.SGD, callbacks=[watch])
    assert {*watch.momenta} == {0}
    assert max(watch.rates) > 5 * min(watch.rates)


def blobs(classes, size=(40, 1, 8, 8)):
    """Images whose brightness is their class."""
    labels = np.arange(size[0]) % classes
    return np.random.default_rng(0).normal(labels[:, None, None, None], 0.1, size), labels


@pytest.mark.parametrize("last", [[], [nn.Flatten(0)]], ids=["(N, 1)", "(N,)"])
def test_one_logit_tells_two_classes_apart(last):
    net = nn.Sequential(nn.Conv2d(1, 1, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), *last).double()
    images, labels = blobs(2)
    history = fit(net, images, labels, epochs=60, lr=0.3, test=(images, labels == 1))
    assert history.test_accuracy[-1] == 1.0
    assert history.test_loss[-1] < 0.2
    assert np.array_equal(predict(net, images), labels)


@pytest.mark.parametrize("scores", [1, 2])
def test_dense_labels_train_a_map_of_scores(scores):
    images = np.random.default_rng(0).normal(size=(16, 1, 12, 10))
    labels = (images[:, 0] > 0).astype(int)  # (N, H, W)
    net = nn.Conv2d(1, scores, 1).double()
    history = fit(net, images, labels, epochs=40, batch_size=4, lr=0.3, test=(images, labels))
    assert history.train_accuracy[-1] > 0.98
    assert predict(net, images).shape == labels.shape
    assert evaluate(net, images, labels) == history.test_accuracy[-1] > 0.98


def test_a_loader_trains_like_arrays_in_its_order():
    data = torch.utils.data.TensorDataset(*map(torch.from_numpy, TRAIN))
    losses = []
    for batch_size in (64, 1000):
        loader = torch.utils.data.DataLoader(data, batch_size)
        net = models.mlp().double()
        losses.append(fit(net, loader, epochs=2, schedule="constant", test=loader).test_loss)
    whole = fit(models.mlp().double(), *TRAIN, epochs=2, batch_size=1000, schedule="constant")
    assert whole.loss[1] == pytest.approx(losses[1][0])  # one batch an epoch: order is all the same
    assert losses[0] != losses[1]


def test_a_single_image_left_over_joins_its_neighbors_under_batch_normalization():
    net = nn.Sequential(nn.Flatten(), nn.Linear(64, 8), nn.BatchNorm1d(8), nn.Linear(8, 10))
    images, labels = TRAIN.images[:65], TRAIN.labels[:65]
    sizes = []
    net[0].register_forward_hook(lambda module, inputs, output: sizes.append(len(output)))
    fit(net, images, labels, epochs=1, batch_size=16)
    assert sizes == [16, 16, 16, 17]
    sizes.clear()
    fit(net[:2], images, labels % 8, epochs=1, batch_size=16)  # without normalization
    assert sizes == [16, 16, 16, 16, 1]


def bad(**change):
    arguments = {"net": models.mlp(), "images": np.zeros((3, 1, 8, 8)), "labels": [0, 1, 2]}
    return arguments | {"epochs": 1} | change


NORMALIZED = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(64), nn.Linear(64, 10))
FROZEN = models.mlp().requires_grad_(False)
LOADER = torch.utils.data.DataLoader(torch.zeros(4, 1, 8, 8))


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"optimizer": "lbfgs"}, ValueError, r"one of \['adam', 'sgd'\], got 'lbfgs'"),
        ({"schedule": "cosine"}, ValueError, "one of .*'constant'.*, got 'cosine'"),
        ({"labels": [1, 2]}, ValueError, "3 images but 2 labels"),
        ({"labels": None}, TypeError, "labels are missing"),
        ({"epochs": 0}, ValueError, "epochs must be at least 1, got 0"),
        ({"epochs": 2.0}, TypeError, "epochs must be an integer"),
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1, got 0"),
        ({"lr": -1}, ValueError, "lr must be a number that is at least 0, got -1"),
        ({"lr": float("nan")}, ValueError, "lr must be a number.*nan"),
        ({"seed": None}, TypeError, "seed must be an integer"),
        ({"labels": [0, 1, 10]}, ValueError, "must lie in 0 to 9, got 0 to 10: .* 10 scores"),
        ({"labels": [0, 1, -1]}, ValueError, "must lie in 0 to 9, got -1 to 1"),
        ({"labels": [0.0, 1.0, 2.0]}, TypeError, r"integers.*np.array\(labels\).astype\(int\)"),
        ({"labels": torch.eye(3)}, TypeError, r"integers.*labels.argmax\(1\) for one-hot"),
        ({"labels": [[0], [1], [2]]}, ValueError, r"shape \(N,\), .* got \(3, 1\)"),
        ({"labels": np.zeros((3, 8, 8), int)}, ValueError, r"need one label for each image"),
        ({"net": nn.Conv2d(1, 2, 1)}, ValueError, r"one label for each place, .* \(3, 8, 8\)"),
        ({"images": np.zeros((3, 8, 8))}, ValueError, r"\(N, C, H, W\).*images\[:, None\]"),
        ({"images": np.zeros((0, 1, 8, 8)), "labels": []}, ValueError, "at least one"),
        ({"images": np.zeros((3, 1, 8, 8), np.uint8)}, TypeError, "uint8.* images / 255"),
        ({"net": nn.Flatten()}, ValueError, "Flatten has no parameters"),
        ({"net": FROZEN}, ValueError, "every parameter of the network is frozen"),
        ({"net": nn.LSTM(64, 10), "images": np.zeros((3, 64))}, TypeError, "got tuple"),
        ({"net": NORMALIZED, "batch_size": 1}, ValueError, "batch of 1 image: .* larger"),
        ({"images": LOADER}, TypeError, "leave out the argument labels"),
        ({"images": LOADER, "labels": None}, TypeError, r"pairs \(images, labels\), got Tensor"),
    ],
)
def test_wrong_arguments_are_named(change, error, message):
    with pytest.raises(error, match=message):
        fit(**bad(**change))


def test_a_loss_that_is_not_finite_goes_into_the_history():
    net = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
    history = fit(net, *TRAIN, epochs=2, lr=1e38, optimizer="sgd", schedule="constant")
    assert not np.isfinite(history.loss[-1])
