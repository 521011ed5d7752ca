"""The smallest letters of a figure: those that are drawn, and no others."""

import io
from base64 import b64decode, b64encode

import pytest
from IPython.core.formatters import PNGFormatter
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from PIL import Image

from cnnlib.plotting.letters import smallest_letters, write_into


@pytest.fixture
def axes():
    """Axes of a figure of 72 dots an inch, in which a point is a pixel; ticks have 20 points."""
    figure, ax = plt.subplots(dpi=72)
    ax.tick_params(labelsize=20)
    figure.draw_without_rendering()
    yield ax
    plt.close(figure)


def test_ticks_titles_notes_and_legends_count(axes):
    assert smallest_letters(axes.figure) == 20
    for size, write in ((19, axes.set_title), (18, axes.set_xlabel), (17, axes.figure.suptitle)):
        write("word", fontsize=size)
        assert smallest_letters(axes.figure) == size
    axes.text(0.5, 0.5, "note", fontsize=16)
    assert smallest_letters(axes.figure) == 16
    axes.plot([0, 1], label="line")
    axes.legend(fontsize=15)
    assert smallest_letters(axes.figure) == 15


def test_a_pixel_is_one_of_the_figure(axes):
    axes.figure.set_dpi(144)
    assert smallest_letters(axes.figure) == 40


def test_what_is_not_drawn_does_not_count(axes):
    axes.text(0.5, 0.5, " ", fontsize=5)
    axes.text(0.5, 0.5, "hidden", fontsize=5).set_visible(False)
    assert smallest_letters(axes.figure) == 20
    axes.set_title("word", fontsize=30)
    axes.axis("off")
    assert smallest_letters(axes.figure) == 30
    axes.set_visible(False)
    assert smallest_letters(axes.figure) is None


def test_a_formatter_of_jupyter_writes_them_into_the_picture(axes):
    def draw(figure):
        file = io.BytesIO()
        figure.savefig(file)
        return (b64encode(file.getvalue()).decode(), {"width": 1}) if figure.axes else None

    formatter = PNGFormatter()
    formatter.for_type(Figure, draw)
    write_into(formatter)
    picture, size = formatter(axes.figure)
    assert size == {"width": 1}
    assert Image.open(io.BytesIO(b64decode(picture))).text["Smallest letters"] == "20.0"
    assert formatter(plt.figure()) is None
    plt.close()
