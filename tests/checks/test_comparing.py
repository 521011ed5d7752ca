"""What counts as the same, and how a difference is told."""

import tracemalloc

import numpy as np
import pytest
import torch

from cnnlib.checks import compare, numbers

SAME = [
    (3, 3.0),
    (3, np.int64(3)),
    (2.0, torch.tensor(2.0, requires_grad=True)),
    (np.ones((2, 2)), [[1, 1], [1, 1]]),
    (np.ones((2, 2)), np.asfortranarray(np.ones((2, 2), np.float32))),
    ((1, 2), [1, 2]),
    ((1, 2), np.array([1, 2])),
    ("conv", " conv\n"),
    (True, np.bool_(True)),
    ({"a": 1}, {"a": 1}),
    (np.array([np.nan, 1]), [np.nan, 1]),
]
OTHER = [
    (3, None, "nothing-returned"),
    (3, Ellipsis, "nothing-returned"),
    (3, "3", "wrong-type"),
    (3, 2 + 1j, "wrong-type"),
    (3, [3], "wrong-shape"),
    (np.ones(2), [[1], [1, 2]], "wrong-type"),
    (np.ones((2, 3)), np.ones((3, 2)), "wrong-shape"),
    (np.ones(2), np.array([1, object()]), "wrong-type"),
    ((1, 2), 1, "wrong-type"),
    ((1, 2), (1, 2, 3), "wrong-length"),
    ({"a": 1}, {"b": 1}, "wrong-keys"),
    ({"a": 1}, 1, "wrong-type"),
    (True, 1, "wrong-type"),
    ("conv", 3, "wrong-type"),
    ("conv", "pool", None),
    (100_000_000, 100_000_001, None),
    (np.ones(3), [1, np.nan, 1], None),
    (1.0, ValueError("no"), "raises"),
    (np.ones(2), torch.ones(2, dtype=torch.bfloat16), "wrong-type"),
]
SAID = [
    (np.ones(2), (n for n in "ab"), "the result is of type generator"),
    (np.ones(2), {1, 2}, "the result is of type set"),
    (np.ones(2), [[1], [1, 2]], "its rows have different lengths"),
    (np.ones(2), np.ones(2) + 1j, "values of dtype complex128 cannot be compared"),
    (np.ones(2), [1, None], "values of dtype object cannot be compared"),
    (np.ones(2), ["1", 2], "it holds text"),
    (np.ones(2), ([1], ["one"]), "it holds text"),
    (np.ones(2), 3.5, "it is one number, 3.5"),
    (3, [3, 1], "the shape is (2,)"),
    (True, np.array(False), "it gives False"),
    ((1, 2), [1], "there is 1 item"),
    ((np.ones(2), 3.0), np.ones(2), "it is one array, of shape (2,)"),
]


@pytest.mark.parametrize(("expected", "got"), SAME)
def test_what_is_the_same_in_another_form_agrees(expected, got):
    assert compare(expected, got) is None


@pytest.mark.parametrize(("expected", "got", "slug"), OTHER)
def test_what_differs_differs(expected, got, slug):
    assert compare(expected, got).slug == slug


@pytest.mark.parametrize(("expected", "got", "words"), SAID)
def test_what_cannot_be_compared_is_told_in_words(expected, got, words):
    assert compare(expected, got).words == words


def test_the_first_wrong_place_is_named():
    expected = np.zeros((2, 3))
    got = expected.copy()
    got[1, 1:] = 5
    found = compare(expected, got)
    assert found.index == (1, 1)
    assert found.words == "at [1, 1] it gives 5; 2 of 6 values differ"
    assert found.answer == "0"


def test_the_place_in_a_tuple_begins_with_the_item():
    assert compare((1.0, np.zeros(2)), (1.0, np.array([0, 1]))).index == (1, 1)


def test_words_are_no_numbers():
    assert numbers(["a"]) is None


def test_a_long_word_does_not_give_its_room_to_each_number():
    tracemalloc.start()
    assert numbers(["a" * 10_000] + [0] * 1000) is None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20  # an array of words would take 40 MB
