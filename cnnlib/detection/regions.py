"""What RoI pooling and RoI align share: feature maps, regions on them, and a grid of bins."""

from dataclasses import dataclass

import numpy as np

from cnnlib.detection import arguments as checks
from cnnlib.integers import LIMIT
from cnnlib.ops import arguments
from cnnlib.shapes import pair


@dataclass(frozen=True)
class Regions:
    """The checked arguments of one call."""

    x: np.ndarray  # (N, C, H, W)
    rois: np.ndarray  # (K, 5)
    bins: tuple  # rows, columns
    spatial_scale: np.floating  # of the dtype of x

    @classmethod
    def of(cls, x, boxes, output_size, spatial_scale):
        """Check the arguments that both operators share."""
        x, boxes = arguments.float_arrays(x=x, boxes=boxes)
        x = checks.feature_maps(x)
        rois = checks.rois(boxes, images=len(x))
        bins = pair(output_size, "output_size")
        if len(rois) * x.shape[1] * bins[0] * bins[1] >= LIMIT:
            raise ValueError(
                f"output_size {bins} for {len(rois)} boxes and {x.shape[1]} channels makes more "
                f"than {LIMIT} values"
            )
        scale = checks.positive(spatial_scale, "spatial_scale")
        return cls(x, rois, bins, x.dtype.type(scale))

    @property
    def output_shape(self):
        """Return (K, C, bin rows, bin columns)."""
        return (len(self.rois), self.x.shape[1], *self.bins)

    def images(self):
        """Return the index of every region's image as integers, (K,)."""
        return self.rois[:, 0].astype(np.int64)

    def corners(self):
        """Return the corners on the feature maps, (K, 4): scaled, not rounded."""
        return self.rois[:, 1:] * self.spatial_scale

    def gradient(self, grad_output):
        """Check a gradient of the output."""
        _, grad = arguments.float_arrays(x=self.x, grad_output=grad_output)
        arguments.require_same_shape(grad, "grad_output", self.output_shape, "that of the output")
        checks.require_finite(grad, "grad_output")
        return grad
