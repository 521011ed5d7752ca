"""Random stacks of layers, as data, for the tests of receptive fields."""

from hypothesis import strategies as st

from cnnlib.receptive_field import field_grid
from cnnlib.specs import AveragePool, Branches, Convolution, MaxPool, ReLU

short = st.integers(1, 3)
pairs = st.tuples(short, short)
sides = st.tuples(st.integers(0, 2), st.integers(0, 2))

BLOCKS = [
    Branches((Convolution(2, (3, 5), padding=(1, 2)), ReLU()), (Convolution(2, 1),)),
    Branches((Convolution(2, 3, padding=2, dilation=2),), (MaxPool(3, 1, 1),), join="concatenate"),
    Branches((Convolution(1, 3, 2, 1),), (Convolution(1, 1, 2),), (MaxPool(2, padding=(0, 1)),)),
]


@st.composite
def windows(draw):
    """Draw one convolution or pooling; the padding of a pooling leaves no window empty."""
    kind = draw(st.sampled_from([Convolution, MaxPool, AveragePool]))
    kernel, stride = draw(pairs), draw(pairs)
    if kind is Convolution:
        padding = draw(st.tuples(sides, sides))
        return Convolution(1, kernel, stride, padding, draw(pairs))
    return kind(kernel, stride, tuple(k // 2 for k in kernel))


stacks = st.lists(windows() | st.just(ReLU()), min_size=1, max_size=4)
branched = st.tuples(stacks, st.sampled_from(BLOCKS[:2]), stacks).map(
    lambda t: [*t[0], t[1], *t[2]]
)


def inner_input(layers, margin=3):
    """Return a place and the size of an input in which its field lies, away from all borders."""
    grid = field_grid(layers)
    place = tuple(i + margin for i in grid.first_inside())
    field = grid.field(*place)
    ends = zip((field.rows[1], field.columns[1]), grid.jump, strict=True)
    return place, tuple(last + 1 + margin * jump for last, jump in ends)
