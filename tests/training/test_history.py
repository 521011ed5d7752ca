"""A history is plain lists."""

from cnnlib.training import History


def test_empty_history():
    assert History() == History([], [], [], [])
    assert vars(History([0.5])) == {
        "loss": [0.5],
        "train_accuracy": [],
        "test_accuracy": [],
        "test_loss": [],
    }
