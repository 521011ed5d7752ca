"""LeNet-5: two convolutions and two poolings, then a dense end, for digits of 32x32.

In the form of 1998, C3 sees a part of the maps by a table, and the poolings learn a factor and a
shift for each map; what is called LeNet today has neither. LeCun, Bottou, Bengio and Haffner,
"Gradient-based learning applied to document recognition", 1998. Taught in chapter 8.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.partial import PartialConvolution
from cnnlib.specs.pointwise import Scale, Tanh
from cnnlib.specs.pooling import AveragePool

# Which maps of S2 each map of C3 sees; table I of the paper.
C3_CONNECTIONS = (
    *((0, 1, 2), (1, 2, 3), (2, 3, 4), (3, 4, 5), (0, 4, 5), (0, 1, 5)),
    *((0, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 5), (0, 3, 4, 5), (0, 1, 4, 5), (0, 1, 2, 5)),
    *((0, 1, 3, 4), (1, 2, 4, 5), (0, 2, 3, 5)),
    (0, 1, 2, 3, 4, 5),
)


def lenet5():
    """Specify LeNet-5 in its modern form: C3 sees all maps, the end is a plain dense layer.

    Returns
    -------
    Network

    Examples
    --------
    >>> lenet5().parameters
    61706
    """
    return Network(
        "LeNet-5",
        Sequence(
            *(Convolution(6, 5, name="conv1"), Tanh(), AveragePool(2, name="pool1")),
            *(Convolution(16, 5, name="conv2"), Tanh(), AveragePool(2, name="pool2")),
            *(Dense(120, name="fc1"), Tanh(), Dense(84, name="fc2"), Tanh()),
            Dense(10, name="fc3"),
        ),
        (1, 32, 32),
    )


def lenet5_1998():
    """Specify LeNet-5 as it was published, up to the 84 units of F6.

    Behind F6 the paper has ten outputs, each the distance to a fixed drawing of its digit, in which
    nothing is learned; they are left out here. The squashing function is the plain tanh.

    Returns
    -------
    Network

    Examples
    --------
    >>> lenet5_1998().parameters
    60000
    """
    return Network(
        "LeNet-5 (1998)",
        Sequence(
            *(Convolution(6, 5, name="C1"), Tanh(), _subsampling("S2"), Tanh()),
            *(PartialConvolution(C3_CONNECTIONS, 5, name="C3"), Tanh(), _subsampling("S4"), Tanh()),
            *(Convolution(120, 5, name="C5"), Tanh(), Dense(84, name="F6"), Tanh()),
        ),
        (1, 32, 32),
    )


def _subsampling(name):
    """Return a pooling that learns one factor and one shift for each map."""
    return Sequence(AveragePool(2), Scale(), name=name)
