"""What a training run leaves: plain lists of floats, one value for each epoch."""

from dataclasses import dataclass, field


@dataclass
class History:
    """One value for each epoch.

    ``vars(history)`` is a dictionary of lists, which ``plotting.plot_history`` draws.

    Attributes
    ----------
    loss : list of float
        Mean cross-entropy over the epoch, in nats, while the weights were changing.
    train_accuracy : list of float
        Share of training images classified correctly, while the weights were changing; of their
        places, where each place has a label.
    test_accuracy : list of float
        The same for the test images after the epoch; empty without a test set.
    test_loss : list of float
        Mean cross-entropy of the test images after the epoch; empty without a test set.
    """

    loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    test_accuracy: list[float] = field(default_factory=list)
    test_loss: list[float] = field(default_factory=list)
