"""Non-maximum suppression."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.nms

SOLUTION = '''
def nms(boxes, scores, iou_threshold):
    """Return the indices of the boxes that are kept."""
    ### BEGIN SOLUTION
    low = np.maximum(boxes[:, None, :2], boxes[:, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[:, 2:])
    shared = (high - low).clip(0).prod(axis=2)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    overlap = shared / (areas[:, None] + areas - shared)
    kept = []
    for k in np.argsort(-scores, kind="stable"):
        if all(overlap[k, other] <= iou_threshold for other in kept):
            kept.append(k)
    return np.array(kept)
    ### END SOLUTION
'''

QUARTER = 0.25
WRONG = [
    edited("lowest-score-first", "np.argsort(-scores", "np.argsort(scores"),
    edited(
        "scores-ignored",
        'np.argsort(-scores, kind="stable")',
        "range(len(scores))",
    ),
    edited(
        "nothing-dropped",
        "if all(overlap[k, other] <= iou_threshold for other in kept):",
        "if True:",
        lost=3 * QUARTER,
    ),
    edited("sorted-by-index", "np.array(kept)", "np.sort(kept)"),
    edited("boxes-for-indices", "np.array(kept)", "boxes[kept]"),
    edited("top-box-only", "for other in kept)", "for other in kept[:1])", lost=QUARTER),
    edited(
        "suppressed-by-suppressed",
        "    kept = []",
        "    kept = []\n    done = []",
        "for other in kept)",
        "for other in done)",
        "            kept.append(k)",
        "            kept.append(k)\n        done.append(k)",
        lost=2 * QUARTER,
    ),
]

RIGHT = [
    """
    def box_iou(a, b):
        wide = np.minimum(a[:, None, 2], b[:, 2]) - np.maximum(a[:, None, 0], b[:, 0])
        high = np.minimum(a[:, None, 3], b[:, 3]) - np.maximum(a[:, None, 1], b[:, 1])
        both = np.maximum(wide, 0) * np.maximum(high, 0)
        area_a, area_b = (np.prod(c[:, 2:] - c[:, :2], axis=1) for c in (a, b))
        return both / (area_a[:, None] + area_b - both)

    def nms(boxes, scores, iou_threshold):
        left, kept = list(np.argsort(scores)[::-1]), []
        while left:
            best = left.pop(0)
            kept.append(int(best))
            if left:
                overlap = box_iou(boxes[[best]], boxes[left])[0]
                left = [k for k, iou in zip(left, overlap) if iou <= iou_threshold]
        return kept
    """,
    """
    def nms(boxes, scores, iou_threshold):
        def iou(p, q):
            w, h = min(p[2], q[2]) - max(p[0], q[0]), min(p[3], q[3]) - max(p[1], q[1])
            both = max(w, 0) * max(h, 0)
            areas = [(r[2] - r[0]) * (r[3] - r[1]) for r in (p, q)]
            return both / (sum(areas) - both)
        kept = []
        for k in sorted(range(len(boxes)), key=lambda k: -scores[k]):
            if not any(iou(boxes[k], boxes[m]) > iou_threshold for m in kept):
                kept.append(k)
        return tuple(kept)
    """,
]
