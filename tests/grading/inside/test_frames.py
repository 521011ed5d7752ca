"""Messages come out as they went in; a size beyond the limit is refused before reading."""

import os

import pytest

from cnnlib.grading.inside import frames


def piped(data):
    reading, writing = os.pipe()
    frames.write_all(writing, data)
    os.close(writing)
    return reading


@pytest.mark.parametrize("payload", [b"", b"a", b"x" * 5000])
def test_a_message_comes_out_as_it_went_in(payload):
    reading = piped(frames.frame(payload))
    assert frames.read_frame(reading, 10_000) == payload
    assert frames.read_frame(reading, 10_000) is None


def test_a_message_that_is_cut_off_is_none():
    assert frames.read_frame(piped(frames.frame(b"abcdef")[:-1]), 100) is None


def test_a_size_beyond_the_limit_is_refused_unread():
    with pytest.raises(frames.BrokenFrame, match="of 18446744073709551615 bytes, at most 100"):
        frames.read_frame(piped(b"\xff" * 8), 100)


def test_whole_messages_are_split_and_the_rest_left():
    data = frames.frame(b"one") + frames.frame(b"two") + frames.frame(b"three")[:-2]
    assert [*frames.split_frames(data, 100)] == [b"one", b"two"]


def test_splitting_refuses_a_size_beyond_the_limit():
    with pytest.raises(frames.BrokenFrame):
        next(frames.split_frames(b"\xff" * 16, 100))
