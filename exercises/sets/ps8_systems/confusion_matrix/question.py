"""The table of counts."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.confusion_matrix

SOLUTION = '''
def confusion_matrix(prediction, truth, classes):
    """Count pairs: rows are the truth, columns the prediction."""
    ### BEGIN SOLUTION
    counts = np.zeros((classes, classes), int)
    for t, p in zip(truth.ravel(), prediction.ravel()):
        counts[t, p] += 1
    return counts
    ### END SOLUTION
'''

LOOP = """    for t, p in zip(truth.ravel(), prediction.ravel()):
        counts[t, p] += 1
"""
WRONG = [
    edited("truth-in-columns", "counts[t, p]", "counts[p, t]"),
    edited("each-pair-once", LOOP, "    counts[truth, prediction] += 1\n"),
    edited("shares-for-counts", "return counts", "return counts / counts.sum()"),
    edited(
        "diagonal-only",
        "    for t, p in zip(truth.ravel(), prediction.ravel()):\n",
        "    for t, p in zip(truth.ravel(), prediction.ravel()):\n        if t == p:\n    ",
    ),
    edited(
        "missing-class", "    counts =", "    classes = truth.max() + 1\n    counts =", lost=0.5
    ),
    edited("wrong-shape", "return counts", "return counts.sum(axis=1)"),
]

RIGHT = [
    """
    def confusion_matrix(prediction, truth, classes):
        flat = truth.ravel().astype(int) * classes + prediction.ravel()
        return np.bincount(flat, minlength=classes**2).reshape(classes, classes)
    """,
    """
    def confusion_matrix(prediction, truth, classes):
        return [[np.sum((truth == t) & (prediction == p)) for p in range(classes)]
                for t in range(classes)]
    """,
]
