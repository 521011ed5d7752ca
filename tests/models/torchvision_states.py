"""Names and shapes in the state dictionaries of torchvision's networks, written down by rule.

Source: ``torchvision/models/alexnet.py``, ``vgg.py`` and ``resnet.py`` of torchvision 0.13 and
later, whose checkpoints these are. Nothing here uses the library under test.
"""

ALEXNET = {  # features.N and classifier.N -> shape of the weight; a bias for each output
    "features.0": (64, 3, 11, 11),
    "features.3": (192, 64, 5, 5),
    "features.6": (384, 192, 3, 3),
    "features.8": (256, 384, 3, 3),
    "features.10": (256, 256, 3, 3),
    "classifier.1": (4096, 9216),
    "classifier.4": (4096, 4096),
    "classifier.6": (1000, 4096),
}
VGG_CONFIGURATIONS = {  # filters; M is a pooling
    "vgg11": "64 M 128 M 256 256 M 512 512 M 512 512 M",
    "vgg13": "64 64 M 128 128 M 256 256 M 512 512 M 512 512 M",
    "vgg16": "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M",
    "vgg19": "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M",
}
RESNET_BLOCKS = {"resnet18": (2, 2, 2, 2), "resnet34": (3, 4, 6, 3), "resnet50": (3, 4, 6, 3)}
BATCH_NORM = ("weight", "bias", "running_mean", "running_var")


def with_biases(weights):
    """Add a bias to each weight."""
    state = {}
    for name, shape in weights.items():
        state[f"{name}.weight"] = shape
        state[f"{name}.bias"] = shape[:1]
    return state


def vgg(name):
    """Number convolution, ReLU and pooling as they stand in ``features``."""
    weights = {}
    index, channels = 0, 3
    for entry in VGG_CONFIGURATIONS[name].split():
        if entry != "M":
            weights[f"features.{index}"] = (int(entry), channels, 3, 3)
            channels = int(entry)
        index += 1 if entry == "M" else 2
    weights["classifier.0"] = (4096, 512 * 7 * 7)
    weights["classifier.3"] = (4096, 4096)
    weights["classifier.6"] = (1000, 4096)
    return with_biases(weights)


def resnet(name):
    """Write stem, blocks and dense layer; a projection where stride or channels change."""
    state = {}

    def normalized(conv, norm, shape):
        state[f"{conv}.weight"] = shape
        for kind in BATCH_NORM:
            state[f"{norm}.{kind}"] = shape[:1]
        state[f"{norm}.num_batches_tracked"] = ()

    normalized("conv1", "bn1", (64, 3, 7, 7))
    channels, expansion = 64, 4 if name == "resnet50" else 1
    for layer, blocks in enumerate(RESNET_BLOCKS[name], 1):
        width = 64 * 2 ** (layer - 1)
        for block in range(blocks):
            at = f"layer{layer}.{block}"
            if expansion == 4:
                normalized(f"{at}.conv1", f"{at}.bn1", (width, channels, 1, 1))
                normalized(f"{at}.conv2", f"{at}.bn2", (width, width, 3, 3))
                normalized(f"{at}.conv3", f"{at}.bn3", (4 * width, width, 1, 1))
            else:
                normalized(f"{at}.conv1", f"{at}.bn1", (width, channels, 3, 3))
                normalized(f"{at}.conv2", f"{at}.bn2", (width, width, 3, 3))
            if block == 0 and (layer > 1 or expansion == 4):
                where = f"{at}.downsample"
                normalized(f"{where}.0", f"{where}.1", (expansion * width, channels, 1, 1))
            channels = expansion * width
    state["fc.weight"], state["fc.bias"] = (1000, channels), (1000,)
    return state


STATES = {
    "alexnet": with_biases(ALEXNET),
    **{name: vgg(name) for name in VGG_CONFIGURATIONS},
    **{name: resnet(name) for name in RESNET_BLOCKS},
}
# Entries of the checkpoint, and parameters as torchvision's page of weights states them.
COUNTS = {
    "alexnet": (16, 61_100_840),
    "vgg11": (22, 132_863_336),
    "vgg13": (26, 133_047_848),
    "vgg16": (32, 138_357_544),
    "vgg19": (38, 143_667_240),
    "resnet18": (122, 11_689_512),
    "resnet34": (218, 21_797_672),
    "resnet50": (320, 25_557_032),
}
# Single entries, as they are seen when the checkpoints are opened.
SEEN = {
    "vgg16": {"features.28.weight": (512, 512, 3, 3), "classifier.0.weight": (4096, 25088)},
    "vgg19": {"features.34.bias": (512,)},
    "resnet18": {
        "layer2.0.downsample.0.weight": (128, 64, 1, 1),
        "layer4.1.bn2.running_var": (512,),
    },
    "resnet34": {"layer3.5.conv2.weight": (256, 256, 3, 3)},
    "resnet50": {
        "layer1.0.downsample.1.running_mean": (256,),
        "layer4.2.conv3.weight": (2048, 512, 1, 1),
        "fc.weight": (1000, 2048),
    },
}
