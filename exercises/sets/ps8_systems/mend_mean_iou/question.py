"""Mend the mean IoU: the union, and the classes that count."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.mean_iou

STARTER = '''
def mean_iou(matrix):
    """Average the IoU of the classes."""
    both = np.diag(matrix)
    union = matrix.sum(axis=1)
    present = union > 0
    return (both[present] / union[present]).mean()
'''

SOLUTION = '''
def mean_iou(matrix):
    """Average the IoU of the classes."""
    both = np.diag(matrix)
    union = matrix.sum(axis=0) + matrix.sum(axis=1) - both
    present = union > 0
    return (both[present] / union[present]).mean()
'''

WRONG = [
    edited(
        "recall-for-iou", "matrix.sum(axis=0) + matrix.sum(axis=1) - both", "matrix.sum(axis=1)"
    ),
    edited(
        "precision-for-iou", "matrix.sum(axis=0) + matrix.sum(axis=1) - both", "matrix.sum(axis=0)"
    ),
    edited("union-too-large", " - both", ""),
    edited(
        "absent-class-counted",
        "(both[present] / union[present]).mean()",
        "(both[present] / union[present]).sum() / len(matrix)",
    ),
    edited("never-true-left-out", "union > 0", "matrix.sum(axis=1) > 0"),
    edited(
        "pixel-accuracy", "(both[present] / union[present]).mean()", "both.sum() / matrix.sum()"
    ),
    edited(
        "classes-together", "(both[present] / union[present]).mean()", "both.sum() / union.sum()"
    ),
]

RIGHT = [
    """
    def mean_iou(matrix):
        shares = []
        for k in range(len(matrix)):
            union = sum(matrix[k, :]) + sum(matrix[:, k]) - matrix[k, k]
            if union:
                shares.append(matrix[k, k] / union)
        return sum(shares) / len(shares)
    """,
    """
    def mean_iou(matrix):
        union = matrix.sum(0) + matrix.sum(1) - np.diag(matrix)
        with np.errstate(invalid="ignore"):
            return np.nanmean(np.diag(matrix) / union)
    """,
]
