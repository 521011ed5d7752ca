"""FCN: a classifier slid over the image, its scores enlarged and refined by earlier layers.

    FCN-32s  stages 1..5, head, scores                                      -> 32 times larger
    FCN-16s  stages 1..4 -> scores + (stage 5, head, scores, twice larger)  -> 16 times larger
    FCN-8s   one step further, from stage 3                                 ->  8 times larger

A skip connection is a branch: the short path scores an early map, the long one goes through all
deeper stages and comes back to its size. Long, Shelhamer and Darrell, "Fully convolutional networks
for semantic segmentation", 2015. Taught in chapter 13.
"""

from cnnlib import shapes
from cnnlib.specs.composites import Branches, Sequence
from cnnlib.specs.families.blocks import keyed
from cnnlib.specs.families.vgg import VGG_STAGES, vgg_stage
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import Dropout, ReLU
from cnnlib.specs.transposed import bilinear_upsampling


def fcn(
    stride=32,
    classes=21,
    stages=VGG_STAGES["D"],
    head=(4096, 4096),
    head_kernel_size=7,
    first_padding=1,
    input_shape=(3, 224, 224),
    dropout=0.5,
):
    """Specify a fully convolutional network for segmentation, by default on VGG-16.

    All its forms have one body under the same names, so that a coarse net can start a finer one
    (``models.copy_weights``); with VGG's stages the names are VGG's.

    Parameters
    ----------
    stride : int
        Of the last, largest enlargement: 2 for each stage, such as 32, without skip connections;
        each halving adds one, from the stage before.
    classes : int
        Maps of scores; the background is one.
    stages : sequence of sequences of int
        Filters of the 3x3 convolutions of each stage, which ends in a 2x2 pooling.
    head : sequence of int
        Filters of the convolutions that were the classifier's dense layers.
    head_kernel_size : int
        Of the first of them; odd. The others are 1x1.
    first_padding : int
        Of the first convolution. The authors' 100 leaves room for a head without padding, but asks
        for a crop after every enlargement, so above 1 the network ends with its scores.
    input_shape : (int, int, int)
        Rows and columns must be multiples of 2 for each stage.
    dropout : float
        Probability with which the head's maps are zeroed in training.

    Returns
    -------
    Network
        Whose output has `classes` maps of the size of the input. All enlargements are bilinear and
        fixed.

    Raises
    ------
    ValueError
        If `stride` fits no stage, there is no stage or head, or rows and columns are no multiples.

    Examples
    --------
    >>> [fcn(stride).parameters for stride in (32, 16, 8)]
    [134346581, 134357354, 134362751]
    """
    skips = _count_skips(stride, len(stages))
    if first_padding != 1:
        if skips:
            raise ValueError(
                f"first_padding {first_padding} needs a crop before every sum: give stride "
                f"{2 ** len(stages)}, whose network ends with its scores"
            )
        layers = [*_body(stages, first_padding), *_head(head, head_kernel_size, 0, dropout)]
        layers.append(Convolution(classes, 1, name="score_fr"))
        return Network(f"FCN-{stride}s, scores", Sequence(*layers), input_shape)
    _require_multiples(input_shape, 2 ** len(stages))
    body = _body(stages, first_padding)
    ends = [number for number, layer in enumerate(body, 1) if layer.name.startswith("pool")]
    start = ends[-1 - skips]  # after the stage that the earliest skip leaves
    dense = _head(head, head_kernel_size, head_kernel_size // 2, dropout)
    deep = _deep(body, ends, skips, classes, dense)
    enlarged = bilinear_upsampling(classes, stride, name=f"upscore{stride}")
    return Network(f"FCN-{stride}s", Sequence(*body[:start], *deep, enlarged), input_shape)


def fcn_classifier(
    classes=21,
    stages=VGG_STAGES["D"],
    head=(4096, 4096),
    input_shape=(3, 224, 224),
    dropout=0.5,
):
    """Specify the classifier that becomes an `fcn`: the same stages, with dense layers at the end.

    All its weights have the names of the FCN's, so ``models.copy_weights`` makes convolutions of
    its dense layers; `head_kernel_size` of the FCN is the size of the map that the stages leave.

    Parameters
    ----------
    classes : int
    stages : sequence of sequences of int
        As of `fcn`.
    head : sequence of int
        Units of the dense layers before the scores.
    input_shape : (int, int, int)
    dropout : float

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If there is no stage or head, or the stages leave nothing of the image.

    Examples
    --------
    >>> fcn_classifier().parameters == fcn(32).parameters
    True
    """
    if not stages:
        raise ValueError("stages must hold at least one stage")
    if not head:
        raise ValueError("head must name the units of at least one dense layer")
    if min(input_shape[1:]) >> len(stages) == 0:
        raise ValueError(f"{len(stages)} poolings leave nothing of an image of {input_shape[1:]}")
    dense = []
    for number, units in enumerate(head, 6):
        dense += [Dense(units, name=f"fc{number}"), ReLU(), Dropout(dropout)]
    layers = [*_body(stages, 1), *keyed("classifier", dense), Dense(classes, name="score_fr")]
    return Network("classifier of FCN", Sequence(*layers), input_shape)


def _deep(body, ends, skips, classes, head):
    """Return what lies after the earliest skip: head and scores, around them branch by branch."""
    deep = [*head, Convolution(classes, 1, name="score_fr")]
    stage = len(ends)
    for number in range(skips):
        begin, end = ends[stage - 2 - number], ends[stage - 1 - number]
        level = stage - 1 - number
        upsampling = bilinear_upsampling(classes, 2, name=f"upscore_stage{level + 1}")
        long_path = (*body[begin:end], *deep, upsampling)
        short_path = (Convolution(classes, 1, name=f"score_pool{level}"),)
        deep = [Branches(short_path, long_path)]
    return deep


def _body(stages, first_padding):
    """Return the stages with VGG's keys."""
    layers = []
    for number, filters in enumerate(stages, 1):
        layers += vgg_stage(number, filters)
    first = layers[0]
    layers[0] = Convolution(first.out_channels, 3, padding=first_padding, name=first.name)
    return keyed("features", layers)


def _head(filters, kernel_size, padding, dropout):
    """Return the classifier's dense layers as convolutions, with VGG's keys."""
    if not filters:
        raise ValueError("head must name the filters of at least one convolution")
    first, *others = filters
    fc6 = Convolution(first, kernel_size, padding=padding, name="fc6")
    layers = [fc6, ReLU(), Dropout(dropout)]
    for number, count in enumerate(others, 7):
        layers += [Convolution(count, 1, name=f"fc{number}"), ReLU(), Dropout(dropout)]
    return keyed("classifier", layers)


def _count_skips(stride, stages):
    """Return how many skip connections a stride needs; refuse those that fit no stage."""
    if stages < 1:
        raise ValueError("stages must hold at least one stage")
    strides = [2**level for level in range(stages, 0, -1)]
    stride = shapes.integer(stride, "stride", 1)
    if stride not in strides:
        raise ValueError(f"stride must be one of {strides} for {stages} stages, got {stride}")
    return strides.index(stride)


def _require_multiples(input_shape, stride):
    """Refuse images that do not come back to their size."""
    if any(n % stride for n in input_shape[1:]):
        raise ValueError(
            f"rows and columns of the input must be multiples of {stride}, got {input_shape[1:]}"
        )
