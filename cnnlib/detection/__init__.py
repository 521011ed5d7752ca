"""From classification to detection, in NumPy, with names and argument order of torchvision.ops.

Boxes are (x1, y1, x2, y2). Read boxes.py first, then suppression.py and precision.py; then, for the
road from an image to boxes, proposals.py, warping.py and rcnn.py, which takes PyTorch and is not
imported here; roi_pool.py for the shorter road.
"""

from cnnlib.detection.boxes import (
    box_area,
    box_convert,
    box_iou,
    box_iou_naive,
    boxes_to_rois,
    clip_boxes_to_image,
)
from cnnlib.detection.cited_example import cited_example
from cnnlib.detection.class_precision import (
    average_precision_per_class,
    mean_average_precision,
)
from cnnlib.detection.color_threshold import class_colors, detect_by_color
from cnnlib.detection.examples import (
    label_proposals,
    sample_proposals,
    training_crops,
    training_set,
)
from cnnlib.detection.grouping import group_regions, group_regions_naive, join_until
from cnnlib.detection.precision import (
    Curve,
    average_precision,
    average_precision_naive,
    precision_recall,
)
from cnnlib.detection.proposals import proposal_recall, propose_regions
from cnnlib.detection.regression import decode_boxes, encode_boxes
from cnnlib.detection.roi_align import (
    roi_align,
    roi_align_backward,
    roi_align_backward_naive,
    roi_align_naive,
)
from cnnlib.detection.roi_pool import (
    roi_pool,
    roi_pool_backward,
    roi_pool_backward_naive,
    roi_pool_naive,
    roi_windows,
)
from cnnlib.detection.suppression import batched_nms, nms, nms_naive
from cnnlib.detection.warping import warp_boxes, warp_boxes_naive, with_context

__all__ = [
    "Curve",
    "average_precision",
    "average_precision_naive",
    "average_precision_per_class",
    "batched_nms",
    "box_area",
    "box_convert",
    "box_iou",
    "box_iou_naive",
    "boxes_to_rois",
    "cited_example",
    "class_colors",
    "clip_boxes_to_image",
    "decode_boxes",
    "detect_by_color",
    "encode_boxes",
    "group_regions",
    "group_regions_naive",
    "join_until",
    "label_proposals",
    "mean_average_precision",
    "nms",
    "nms_naive",
    "precision_recall",
    "proposal_recall",
    "propose_regions",
    "roi_align",
    "roi_align_backward",
    "roi_align_backward_naive",
    "roi_align_naive",
    "roi_pool",
    "roi_pool_backward",
    "roi_pool_backward_naive",
    "roi_pool_naive",
    "roi_windows",
    "sample_proposals",
    "training_crops",
    "training_set",
    "warp_boxes",
    "warp_boxes_naive",
    "with_context",
]
