"""Values come back as they were; bytes made to break the reader are refused, whatever they are."""

import io
import json
import pickle
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.grading.inside import codec

VALUES = [
    None,
    True,
    -(2**70),
    0.1,
    float("inf"),
    "Ünï ✓",
    (1, [2.5, "a"], {"k": (None,), 3: np.float32(1.5)}),
    np.arange(6, dtype=np.int64).reshape(2, 3),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    np.zeros((0, 4), np.float32),
    np.array(2.0),
    np.array([1 + 2j]),
    np.array([True, False]),
]


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, (tuple, list)):
        return type(one) is type(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_come_back(value):
    back = codec.unpack(codec.pack(value))
    assert same(back, value)


def test_nan_comes_back():
    assert np.isnan(codec.unpack(codec.pack(float("nan"))))


def test_other_byte_orders_and_wide_floats_become_plain():
    assert codec.unpack(codec.pack(np.arange(3, dtype=">f4"))).dtype == np.float32
    assert codec.unpack(codec.pack(np.arange(3, dtype=np.longdouble))).dtype == np.float64


def test_three_dots_are_no_answer():
    assert codec.unpack(codec.pack(...)) is None


def test_a_tensor_becomes_an_array():
    torch = pytest.importorskip("torch")
    tensor = torch.arange(3.0, requires_grad=True)
    assert np.array_equal(codec.unpack(codec.pack(tensor)), [0, 1, 2])


@pytest.mark.parametrize(
    "value",
    [object(), len, np.array([object()]), np.zeros(2, "i4,f4"), np.array(["a"]), {(1, 2): 3}, 1j],
    ids=["object", "function", "objects", "records", "texts", "tuple as key", "complex"],
)
def test_what_has_no_plain_form_is_refused(value):
    with pytest.raises(codec.NotPlain):
        codec.pack(value)


def test_arrays_without_end_are_refused():
    with pytest.raises(codec.NotPlain, match="of 1001 arrays"):
        codec.pack([np.zeros(1)] * 1001)


def test_keys_without_end_are_refused():
    with pytest.raises(codec.NotPlain, match="a dictionary of 1001 keys"):
        codec.pack(dict.fromkeys(range(1001)))


def test_nesting_without_end_is_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(codec.NotPlain, match="nested too deeply"):
        codec.pack(endless)


def pieces(*parts):
    return b"".join(struct.pack("<Q", len(part)) + part for part in parts)


def npy(header, body=b"", version=b"\x01\x00"):
    text = header.encode() + b"\n"
    return b"\x93NUMPY" + version + struct.pack("<H", len(text)) + text + body


def saved(array):
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


FORM = "{{'descr': {}, 'fortran_order': False, 'shape': {}}}"
ONE = json.dumps({"array": 0}).encode()
HOSTILE = {
    "nothing": b"",
    "size larger than the data": struct.pack("<Q", 1 << 60) + b"x",
    "a pickle": pickle.dumps([1]),
    "a pickle as text": pieces(pickle.dumps([1])),
    "pickled objects in .npy": pieces(ONE, saved(np.array([object]))),
    "an object dtype": pieces(ONE, npy(FORM.format("'|O'", "(1,)"), b"12345678")),
    "a structured dtype": pieces(ONE, npy(FORM.format("[('a', '<f8')]", "(1,)"), b"12345678")),
    "a shape that is larger": pieces(ONE, npy(FORM.format("'<f8'", "(2**40,)"), b"12345678")),
    "a huge shape": pieces(ONE, npy(FORM.format("'<f8'", "(1099511627776,)"), b"12345678")),
    "a huge empty shape": pieces(ONE, npy(FORM.format("'<f8'", "(0, 1099511627776)"))),
    "a negative shape": pieces(ONE, npy(FORM.format("'<f8'", "(-1,)"), b"12345678")),
    "a float shape": pieces(ONE, npy(FORM.format("'<f8'", "(1.0,)"), b"12345678")),
    "code for a header": pieces(ONE, npy("__import__('os').abort()", b"")),
    "a deep header": pieces(ONE, npy("(" * 60_000)),
    "a later version": pieces(ONE, npy(FORM.format("'<f8'", "(1,)"), b"12345678", b"\x02\x00")),
    "foreign byte order": pieces(ONE, npy(FORM.format("'>f8'", "(1,)"), b"12345678")),
    "bytes too many": pieces(ONE, npy(FORM.format("'<f8'", "(1,)"), b"123456789")),
    "no array at that number": pieces(b'{"array": 1}', npy(FORM.format("'<f8'", "()"), b"1" * 8)),
    "a number that is none": pieces(b'{"array": true}', npy(FORM.format("'<f8'", "()"), b"1" * 8)),
    "an array named twice": pieces(b'{"list": [{"array": 0}, {"array": 0}]}', saved(np.ones(9))),
    "keys that could collide": pieces(json.dumps({"dict": [[n, 0] for n in range(1001)]}).encode()),
    "deep JSON": pieces(b"[" * 100_000),
    "deep containers": pieces(b'{"list": [' * 40 + b"1" + b"]}" * 40),
    "an unknown node": pieces(b'{"object": 1}'),
    "two kinds in a node": pieces(b'{"float": "0x1p0", "list": []}'),
    "a bare list": pieces(b"[1, 2]"),
    "a bare float": pieces(b"1.5"),
    "a key that is a list": pieces(b'{"dict": [[{"list": []}, 1]]}'),
    "a float that is none": pieces(b'{"float": "x"}'),
    "a float too large": pieces(b'{"float": "0x1p5000"}'),
    "an int of a million digits": pieces(b"9" * 1_000_000),
    "arrays without end": pieces(b"1", *[b""] * 2000),
    "too much text": pieces(b'"' + b"a" * (1 << 20) + b'"'),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_broken_bytes_are_refused(data):
    with pytest.raises(codec.BrokenValue):
        codec.unpack(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_value_or_a_refusal(data):
    try:
        codec.unpack(pieces(data))
    except codec.BrokenValue:
        return


@given(st.data())
def test_changed_bytes_give_a_value_or_a_refusal(draw):
    data = bytearray(codec.pack((1, np.arange(4.0), {"a": [2.5]})))
    for place in draw.draw(st.lists(st.integers(0, len(data) - 1), max_size=4)):
        data[place] = draw.draw(st.integers(0, 255))
    try:
        codec.unpack(bytes(data))
    except codec.BrokenValue:
        return
