"""Training learns, repeats itself bit by bit, and keeps the network's type and mode."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib import datasets, models
from cnnlib.training import History, accuracy, evaluate, fit, predict

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


def test_predict_in_batches_keeps_the_mode():
    net = nn.Sequential(nn.Dropout(0.5), *models.mlp()).double()
    net.train()
    whole = predict(net, TEST.images)
    assert np.array_equal(whole, predict(net, TEST.images, batch_size=7))  # no dropout
    assert net.training
    assert evaluate(net, *TEST) == accuracy(whole, TEST.labels)


def test_no_progress_bar_where_nobody_watches(capsys, monkeypatch):
    monkeypatch.setenv("CNNLIB_PROGRESS", "0")
    train()
    assert capsys.readouterr() == ("", "")
    train(progress=True)
    assert "training" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"optimizer": "lbfgs"}, r"one of \['adam', 'sgd'\], got 'lbfgs'"),
        ({"schedule": "cosine"}, "one of .*'constant'.*, got 'cosine'"),
        ({"labels": [1, 2]}, "3 images but 2 labels"),
    ],
)
def test_wrong_arguments_are_named(options, message):
    arguments = {"images": np.zeros((3, 1, 8, 8)), "labels": [0, 1, 2], "epochs": 1} | options
    with pytest.raises(ValueError, match=message):
        fit(models.mlp(), **arguments)


def test_empty_history():
    assert History() == History([], [], [])
