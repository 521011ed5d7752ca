"""What code prints, as a value."""

import pytest

from cnnlib.questions import printed


@pytest.mark.parametrize(
    ("source", "value"),
    [("print(1, 2)", "1 2"), ("print((1, 2))", (1, 2)), ("print([1.5])", [1.5]), ("x = 1", "")],
)
def test_prints_become_values_where_they_can(source, value):
    assert printed(source) == value


def test_numpy_is_there():
    assert printed("print(np.arange(3).sum())") == 3
