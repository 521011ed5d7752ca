"""What `make bench` measures, as data: shapes and options, one line a case."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One operator call: random `x` and, for convolutions, `weight`, in these shapes."""

    name: str
    operator: str
    x: tuple
    weight: tuple | None = None
    options: dict = field(default_factory=dict)


CONVOLUTIONS = [
    Case("LeNet conv1, 64x1x28x28, 6 of 5x5", "conv2d", (64, 1, 28, 28), (6, 1, 5, 5)),
    Case(
        "CIFAR 3 to 32, 32 images, 3x3 p1",
        "conv2d",
        (32, 3, 32, 32),
        (32, 3, 3, 3),
        {"padding": 1},
    ),
    Case(
        "CIFAR 64 to 64, 32 images, 3x3 p1",
        "conv2d",
        (32, 64, 32, 32),
        (64, 64, 3, 3),
        {"padding": 1},
    ),
    Case(
        "VGG conv1 at 112, 8 images, 3x3 p1",
        "conv2d",
        (8, 3, 112, 112),
        (64, 3, 3, 3),
        {"padding": 1},
    ),
    Case(
        "AlexNet conv1, 8 images, 11x11 s4",
        "conv2d",
        (8, 3, 227, 227),
        (96, 3, 11, 11),
        {"stride": 4},
    ),
    Case(
        "VGG conv3, 4x256x56x56, 3x3 p1",
        "conv2d",
        (4, 256, 56, 56),
        (256, 256, 3, 3),
        {"padding": 1},
    ),
    Case(
        "VGG conv5, 4x512x14x14, 3x3 p1",
        "conv2d",
        (4, 512, 14, 14),
        (512, 512, 3, 3),
        {"padding": 1},
    ),
    Case(
        "64 to 64, 8x64x64, 3x3 p1",
        "conv2d",
        (8, 64, 64, 64),
        (64, 64, 3, 3),
        {"padding": 1},
    ),
    Case(
        "128 to 128, 8x16x16, 3x3 p1",
        "conv2d",
        (8, 128, 16, 16),
        (128, 128, 3, 3),
        {"padding": 1},
    ),
    Case("1x1, 8x256x28x28 to 64", "conv2d", (8, 256, 28, 28), (64, 256, 1, 1)),
    Case(
        "64 to 64, 8x32x32, dilation 2",
        "conv2d",
        (8, 64, 32, 32),
        (64, 64, 3, 3),
        {"padding": 2, "dilation": 2},
    ),
    Case(
        "64 to 128, 8x56x56, stride 2",
        "conv2d",
        (8, 64, 56, 56),
        (128, 64, 3, 3),
        {"padding": 1, "stride": 2},
    ),
]

DEPTHWISE = [
    Case(
        "depthwise 3x3, 8x128x56x56",
        "conv2d",
        (8, 128, 56, 56),
        (128, 1, 3, 3),
        {"padding": 1, "groups": 128},
    ),
]

TRANSPOSED = [
    Case(
        "8x64x16x16 to 32, k4 s2 p1",
        "conv_transpose2d",
        (8, 64, 16, 16),
        (64, 32, 4, 4),
        {"stride": 2, "padding": 1},
    ),
    Case(
        "FCN-8s upsampling, 21 to 21, k16 s8",
        "conv_transpose2d",
        (1, 21, 28, 28),
        (21, 21, 16, 16),
        {"stride": 8, "padding": 4},
    ),
]

POOLING = [
    Case("max 2x2, 32x64x32x32", "max_pool2d", (32, 64, 32, 32), None, {"kernel_size": 2}),
    Case(
        "max 3x3 s2, 8x96x55x55",
        "max_pool2d",
        (8, 96, 55, 55),
        None,
        {"kernel_size": 3, "stride": 2},
    ),
    Case("max 2x2, 8x64x112x112", "max_pool2d", (8, 64, 112, 112), None, {"kernel_size": 2}),
    Case("average 2x2, 32x64x32x32", "avg_pool2d", (32, 64, 32, 32), None, {"kernel_size": 2}),
    Case(
        "average 3x3 s2, 8x96x55x55",
        "avg_pool2d",
        (8, 96, 55, 55),
        None,
        {"kernel_size": 3, "stride": 2},
    ),
    Case(
        "L2 2x2, 32x64x32x32",
        "lp_pool2d",
        (32, 64, 32, 32),
        None,
        {"norm_type": 2, "kernel_size": 2},
    ),
]

GROUPS = {
    "convolution": CONVOLUTIONS,
    "depthwise": DEPTHWISE,
    "transposed": TRANSPOSED,
    "pooling": POOLING,
}
