"""The ladder of chapter 13 with other seeds: does each rung beat the one before it, every time?

    python tools/fcn_ladder.py          seeds 0, 1 and 2, about 35 seconds each on one thread
    python tools/fcn_ladder.py 5 6      other seeds

A seed draws new training scenes, new weights and a new order. Held-out scenes are the same for all.
The last line says whether all seeds hold; the exit status is 1 if one does not.
"""

import sys

import numpy as np

from cnnlib import datasets, models, notebook, specs, training

KINDS = np.array([0, 1, 1, 2, 2])  # background; cats' and dogs' faces; fish and birds
BODY = {
    "classes": 3,
    "stages": ((12,), (24,), (48,), (64,), (96,)),
    "head": (96,),
    "dropout": 0.0,
}
EPOCHS = {32: 2, 16: 1, 8: 4}
TEST_SEED = 99


def climb(seed):
    """Return the mean IoU of each stride, trained and measured as in chapter 13."""
    drawn = datasets.scenes(1200, seed=seed)
    images = 4 * (drawn.images - 0.5)
    masks = KINDS[drawn.masks]
    windows = datasets.labelled_windows(images, masks, drawn.boxes, seed=seed)
    network = specs.fcn_classifier(**BODY, input_shape=(3, 32, 32))
    classifier = models.he_start(models.build(network), seed=seed)
    training.fit(classifier, *windows, epochs=3, lr=3e-3, seed=seed)
    both_images = np.concatenate([images, images[..., ::-1]])
    both_masks = np.concatenate([masks, masks[..., ::-1]])
    options = {"epochs": EPOCHS, "lr": 7e-3, "seed": seed, "head_kernel_size": 1}
    rungs = models.fcn_ladder(classifier, both_images, both_masks, **options, **BODY)
    test = datasets.scenes(200, seed=TEST_SEED)
    return {
        stride: mean_iou(net, 4 * (test.images - 0.5), KINDS[test.masks])
        for stride, net in rungs.items()
    }


def mean_iou(net, images, truth):
    """Return the mean IoU of a network on labelled scenes."""
    predicted = training.predict(net, images)
    return training.metrics.mean_iou(
        training.metrics.confusion_matrix(predicted, truth, BODY["classes"])
    )


def holds(ious):
    """Tell whether a ladder is one: finer is better, 8s by 0.10 over 32s, and at least 0.60."""
    return ious[8] >= ious[16] >= ious[32] and ious[8] >= ious[32] + 0.10 and ious[8] >= 0.60


def main(seeds):
    """Print a line for each seed; return whether all hold."""
    notebook.start()
    results = []
    print("seed  32s   16s   8s")
    for seed in seeds:
        ious = climb(seed)
        results.append(holds(ious))
        print(f"{seed:4}  {ious[32]:.3f} {ious[16]:.3f} {ious[8]:.3f}", flush=True)
    print("every seed holds" if all(results) else "some seed does not hold")
    return all(results)


if __name__ == "__main__":
    sys.exit(not main([int(text) for text in sys.argv[1:]] or [0, 1, 2]))
