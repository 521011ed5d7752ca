"""Checks of depthwise and 1x1 convolutions name each mistake and accept other ways."""

import numpy as np

from cnnlib import checks
from tests.checks.mistakes import mistakes_of, require_accepts, require_named


@mistakes_of(checks.depthwise_conv2d, checks.conv1x1)
def test_each_mistake_is_named(check, cause):
    require_named(check, cause)


def test_a_product_of_matrices_passes():
    def by_einsum(x, weight, bias=None):
        out = np.einsum("nchw,fc->nfhw", x, weight)
        return out if bias is None else out + bias[:, None, None]

    require_accepts(checks.conv1x1, by_einsum)
