"""Intersection over union of boxes."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.box_iou

SOLUTION = '''
def box_iou(a, b):
    """Return the IoU of every box of a with every box of b."""
    ### BEGIN SOLUTION
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    both = np.maximum(high - low, 0).prod(axis=2)
    area_a = (a[:, 2:] - a[:, :2]).prod(axis=1)
    area_b = (b[:, 2:] - b[:, :2]).prod(axis=1)
    union = area_a[:, None] + area_b - both
    return both / union
    ### END SOLUTION
'''

THIRD = 1 / 3
WRONG = [
    edited("negative-overlap", "np.maximum(high - low, 0)", "(high - low)", lost=2 * THIRD),
    edited("union-too-large", " + area_b - both", " + area_b"),
    edited(
        "of-the-smaller",
        "area_a[:, None] + area_b - both",
        "np.minimum(area_a[:, None], area_b)",
    ),
    edited("of-the-first", "both / union", "both / area_a[:, None]"),
    edited("intersection-only", "both / union", "both"),
    edited("roles-swapped", "both / union", "(both / union).T"),
    edited(
        "one-added-to-sides",
        "high - low,",
        "high - low + 1,",
        "(a[:, 2:] - a[:, :2])",
        "(a[:, 2:] - a[:, :2] + 1)",
        "(b[:, 2:] - b[:, :2])",
        "(b[:, 2:] - b[:, :2] + 1)",
    ),
]

RIGHT = [
    """
    def box_iou(a, b):
        out = np.zeros((len(a), len(b)))
        for k, (x1, y1, x2, y2) in enumerate(a):
            for m, (u1, v1, u2, v2) in enumerate(b):
                both = max(0, min(x2, u2) - max(x1, u1)) * max(0, min(y2, v2) - max(y1, v1))
                out[k, m] = both / ((x2 - x1) * (y2 - y1) + (u2 - u1) * (v2 - v1) - both)
        return out
    """,
    """
    import torch

    def box_iou(a, b):
        a, b = torch.tensor(np.array(a)), torch.tensor(np.array(b))
        low, high = torch.maximum(a[:, None, :2], b[:, :2]), torch.minimum(a[:, None, 2:], b[:, 2:])
        both = (high - low).clamp(min=0).prod(2)
        area = [(boxes[:, 2:] - boxes[:, :2]).prod(1) for boxes in (a, b)]
        return both / (area[0][:, None] + area[1] - both)
    """,
]
