"""Depthwise convolution of small images: every channel has one filter of its own.

    output[n, a, b, c] = sum over i, j of padded[n, a*stride + i*dilation, b*stride + j*dilation, c]
        * weight[i, j, c]

A matrix product for each channel would be a product of one row, and small images leave it too few
columns to be worth its call. With the channels last, one multiplication of NumPy treats a place of
the kernel for all channels at once. Sifre, "Rigid-motion scattering for image classification",
2014. Taught in chapter 3.
"""

from math import prod

import numpy as np

from cnnlib.ops.windows import surround

FEW_PLACES = 100  # of the output: with more, a product for each channel is faster


def worth_it(weight, geometry, groups):
    """Tell whether `correlate` computes this convolution, and is likely to be the faster way."""
    return len(weight) == groups > 1 and weight.shape[1] == 1 and prod(geometry.output) < FEW_PLACES


def correlate(x, weight, geometry, bias=None):
    """Sum weight times window, (N, C, H, W) -> (N, C, out_h, out_w), each channel on its own."""
    (sh, sw), (dh, dw), (oh, ow) = geometry.stride, geometry.dilation, geometry.output
    taps = np.ascontiguousarray(weight[:, 0].transpose(1, 2, 0))  # (C, kh, kw) -> (kh, kw, C)
    out = np.empty((len(x), len(weight), oh, ow), x.dtype)
    product = np.empty((oh, ow, len(weight)), x.dtype)
    for image, result in zip(x, out, strict=True):
        padded = surround(image, geometry.padding).transpose(1, 2, 0)  # (C, H, W) -> (H, W, C)
        padded = np.ascontiguousarray(padded)
        total = np.zeros_like(product)
        if bias is not None:
            total += bias
        for i, j in np.ndindex(taps.shape[:2]):
            rows = slice(i * dh, i * dh + (oh - 1) * sh + 1, sh)
            columns = slice(j * dw, j * dw + (ow - 1) * sw + 1, sw)
            np.multiply(padded[rows, columns], taps[i, j], out=product)
            total += product
        result[...] = total.transpose(2, 0, 1)  # (out_h, out_w, C) -> (C, out_h, out_w)
    return out
