"""LeNet-5: two convolutions and two poolings, then a dense end, for digits of 32x32.

LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
1998. Taught in chapter 8.
"""

from cnnlib.specs.composites import Sequence
from cnnlib.specs.layers import Convolution, Dense
from cnnlib.specs.networks import Network
from cnnlib.specs.pointwise import Tanh
from cnnlib.specs.pooling import AveragePool


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
