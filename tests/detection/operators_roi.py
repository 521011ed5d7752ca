"""Functions on regions of feature maps: how to draw arguments, and another way to the answer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlib import detection
from tests.detection import roi_cases


@dataclass(frozen=True)
class Operator:
    """One entry of the table."""

    draw: Callable
    answer: Callable


def roi_arguments(rng):
    return roi_cases.drawn(int(rng.integers(2**31)), rng.dtype)


def align_arguments(rng):
    ratio, aligned = int(rng.integers(-1, 3)), bool(rng.integers(2))
    return {**roi_arguments(rng), "sampling_ratio": ratio, "aligned": aligned}


def with_gradient(draw):
    """Draw what forward takes, and a gradient."""

    def arguments(rng):
        given = draw(rng)
        return {"grad_output": roi_cases.gradient(given, int(rng.integers(2**31))), **given}

    return arguments


def windows_arguments(rng):
    given = roi_arguments(rng)
    size = given.pop("x").shape[2:]
    return {**given, "size": size, "boxes": given["boxes"][:, 1:]}


def windows_answer(boxes, output_size, size, spatial_scale=1.0):
    (bin_h, bin_w), (h, w) = (np.broadcast_to(n, 2).tolist() for n in (output_size, size))
    corners = np.asarray(boxes, float) * spatial_scale
    rows = [axis_windows(y1, y2, bin_h, h) for _, y1, _, y2 in corners]
    columns = [axis_windows(x1, x2, bin_w, w) for x1, _, x2, _ in corners]
    return np.reshape(rows, (-1, bin_h, 2)), np.reshape(columns, (-1, bin_w, 2))


def axis_windows(low, high, bins, size):
    """Cut rounded corners into bins by whole numbers; sizes so small have no rounding trouble."""
    first, last = (int(np.sign(v) * np.floor(np.abs(v) + 0.5)) for v in (low, high))
    extent = max(last - first + 1, 1)
    ends = [(a * extent // bins, -(-(a + 1) * extent // bins)) for a in range(bins)]
    return np.clip(np.array(ends) + first, 0, size)


POOL = Operator(roi_arguments, detection.roi_pool_naive)
POOL_BACK = Operator(with_gradient(roi_arguments), detection.roi_pool_backward_naive)
ALIGN = Operator(align_arguments, detection.roi_align_naive)
ALIGN_BACK = Operator(with_gradient(align_arguments), detection.roi_align_backward_naive)
ROIS = {
    "roi_windows": Operator(windows_arguments, windows_answer),
    "roi_pool": POOL,
    "roi_pool_naive": Operator(roi_arguments, detection.roi_pool),
    "roi_pool_backward": POOL_BACK,
    "roi_pool_backward_naive": Operator(POOL_BACK.draw, detection.roi_pool_backward),
    "roi_align": ALIGN,
    "roi_align_naive": Operator(align_arguments, detection.roi_align),
    "roi_align_backward": ALIGN_BACK,
    "roi_align_backward_naive": Operator(ALIGN_BACK.draw, detection.roi_align_backward),
}
