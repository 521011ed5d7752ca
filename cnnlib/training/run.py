"""A training run as an object: everything that one step changes, and the step itself.

    for every epoch, for every batch:  predict, differentiate, step

`fit` is this loop with checks and callbacks around it.  To look inside, write
``for _ in run.steps(): ...`` and print between two steps whatever is of interest.
"""

from cnnlib.training import generators
from cnnlib.training.history import History
from cnnlib.training.measure import measure
from cnnlib.training.objectives import check_labels, check_scores, classes_of, cross_entropy


class Run:
    """The state of one training run.

    Parameters
    ----------
    net : torch.nn.Module
    examples : ArrayExamples or LoaderExamples
        What to learn from.
    epochs : int
    optimizer : torch.optim.Optimizer
    schedule : torch.optim.lr_scheduler.LRScheduler
        Moved on after every step.
    test : ArrayExamples or LoaderExamples, optional
        Measured after every epoch.

    Attributes
    ----------
    epoch : int
        Completed epochs.
    step : int
        Steps in the present epoch.
    images, labels : tensor
        The batch of the last step.
    step_loss, learning_rate : float
        Mean cross-entropy of that batch before the step, and the rate of the step.
    loss, accuracy : float
        Means over the present epoch so far.
    history : History
        Of the completed epochs.
    stopped : str
        Why the run ended before its last epoch; empty if it did not.
    """

    def __init__(self, net, examples, epochs, optimizer, schedule, test=None):
        self.net = net
        self.examples = examples
        self.epochs = epochs
        self.optimizer = optimizer
        self.schedule = schedule
        self.test = test
        self.settings = {}  # what a run must have in common with the one that it resumes
        self.callbacks = []
        self.history = History()
        self.epoch = 0
        self.stopped = ""
        self._begin_epoch()

    @property
    def total_steps(self):
        """Steps of the whole run."""
        return self.epochs * self.examples.steps

    @property
    def steps_done(self):
        """Steps since the beginning of the run."""
        return self.epoch * self.examples.steps + self.step

    @property
    def loss(self):
        """Mean cross-entropy over the present epoch so far, in nats."""
        return self.loss_sum / self.images_seen

    @property
    def accuracy(self):
        """Share of labels predicted in the present epoch so far."""
        return self.correct / self.labels_seen

    def steps(self):
        """Train to the end of the present epoch, and pause after every step.

        Yields
        ------
        Run
            This run, after each step.
        """
        self.net.train()
        for images, labels in self._remaining_batches():
            self._step(images, labels)
            yield self

    def end_epoch(self):
        """Write the epoch into the history, measure the test set, and begin the next epoch."""
        self.history.loss.append(self.loss)
        self.history.train_accuracy.append(self.accuracy)
        if self.test is not None:
            loss, accuracy = measure(self.net, self.test)
            self.history.test_loss.append(loss)
            self.history.test_accuracy.append(accuracy)
        self.epoch += 1
        self._begin_epoch()

    def _begin_epoch(self):
        self.step = 0
        self.loss_sum = 0.0
        self.images_seen = 0
        self.correct = 0
        self.labels_seen = 0
        self.generators_at_epoch = None

    def _remaining_batches(self):
        """Yield the batches of the epoch; of a resumed epoch those that are still to come."""
        batches = self.examples.shuffled()
        loader = self.examples.loader
        if self.step == 0:
            self.generators_at_epoch = generators.state(loader)
            yield from batches
            return
        # Draw the same order once more, pass over what is done, go on from the present state.
        present = generators.state(loader)
        generators.restore(self.generators_at_epoch, loader)
        for _ in range(self.step):
            next(batches)
        generators.restore(present, loader)
        yield from batches

    def _step(self, images, labels):
        """Predict, differentiate, step; add to the sums of the epoch."""
        self.images = images
        self.labels = labels
        scores = self._scores(images)
        check_labels(scores, labels)
        loss = cross_entropy(scores, labels)
        self.step_loss = loss.item()
        self.learning_rate = float(self.optimizer.param_groups[0]["lr"])
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.schedule.step()
        self.loss_sum += self.step_loss * len(images)
        self.images_seen += len(images)
        self.correct += (classes_of(scores.detach()) == labels).sum().item()
        self.labels_seen += labels.numel()
        self.step += 1

    def _scores(self, images):
        try:
            scores = self.net(images)
        except ValueError as error:
            if "more than 1 value per channel" not in str(error):
                raise
            raise ValueError(
                f"batch normalization cannot train on a batch of {len(images)} image: its "
                f"variance needs two values of each channel. Take a larger batch_size; a "
                f"DataLoader leaves out a short last batch with drop_last=True"
            ) from error
        check_scores(scores)
        return scores
