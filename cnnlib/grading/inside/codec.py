"""Values as bytes: restricted JSON for numbers, text and containers, ``.npy`` for arrays.

Nothing is ever unpickled or evaluated: an array's header is checked against a list of dtypes and
against the bytes that are there before a byte of it is used.  What has no such form (an object, a
function, an array of objects) is refused by `pack` with `NotPlain`.
"""

import io
import json
import math
import struct

import numpy as np
from numpy.lib import format as npy

LARGEST_TEXT = 1 << 20  # bytes of JSON
LARGEST_ANSWER = 1 << 17  # the same of an answer, of which each known mistake is compared
MOST_ARRAYS = 1000
MOST_KEYS = 1000  # of a dictionary: many more that collide take seconds to read
DEEPEST = 16  # containers in containers
LONGEST_HEADER = 512  # characters of an .npy header
KINDS = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
KINDS += ("float16", "float32", "float64", "complex64", "complex128")
LONGEST_AXIS = 1 << 31
DTYPES = frozenset(np.dtype(kind) for kind in KINDS)
SIZE = struct.Struct("<Q")


class NotPlain(TypeError):
    """A value that is neither number, text, array, nor a container of these."""


class BrokenValue(ValueError):
    """Bytes that no `pack` has made."""


def pack(value, largest=LARGEST_TEXT):
    """Return a value as bytes: number, bool, None, str, array, tuple, list or dict of these."""
    arrays = []
    text = json.dumps(_node(value, arrays, DEEPEST)).encode()
    if len(text) > largest or len(arrays) > MOST_ARRAYS:
        raise NotPlain(f"it is too large, of {len(arrays)} arrays and {len(text)} letters")
    pieces = [text, *(_npy_bytes(array) for array in arrays)]
    return b"".join(SIZE.pack(len(piece)) + piece for piece in pieces)


def unpack(data, largest=LARGEST_TEXT):
    """Return the value of `pack`; anything else raises `BrokenValue`."""
    pieces = _split(data)
    if not pieces or len(pieces[0]) > largest:
        raise BrokenValue("no text, or too much of it")
    try:
        node = json.loads(pieces[0])
        arrays = [read_npy(piece) for piece in pieces[1:]]
        return _value(node, arrays, DEEPEST)
    except Exception as error:  # whatever bytes made to break it raise
        raise BrokenValue(f"{type(error).__name__}: {str(error)[:200]}") from error


def read_npy(data):
    """Return the array of ``.npy`` bytes: known dtype, and exactly as many bytes as it names."""
    stream = io.BytesIO(data)
    if npy.read_magic(stream) != (1, 0):
        raise BrokenValue("an .npy version other than 1.0")
    header = npy.read_array_header_1_0(stream, max_header_size=LONGEST_HEADER)
    shape, fortran_order, dtype = header
    if dtype not in DTYPES or not dtype.isnative:
        raise BrokenValue(f"dtype {dtype}")
    if len(shape) > 32 or not all(0 <= size <= LONGEST_AXIS for size in shape):
        raise BrokenValue(f"shape {shape}")
    body = data[stream.tell() :]
    if math.prod(shape) * dtype.itemsize != len(body):
        raise BrokenValue(f"{len(body)} bytes for shape {shape} of {dtype}")
    flat = np.frombuffer(body, dtype).copy()
    return flat.reshape(shape, order="F" if fortran_order else "C")


def _npy_bytes(array):
    """Return a plain array as ``.npy`` bytes."""
    stream = io.BytesIO()
    npy.write_array(stream, array, version=(1, 0), allow_pickle=False)
    return stream.getvalue()


def _node(value, arrays, depth):
    """Return the JSON of a value; its arrays are appended to `arrays`."""
    if depth == 0:
        raise NotPlain("containers nested too deeply")
    if isinstance(value, (np.ndarray, np.generic)):
        arrays.append(_plain_array(value))
        return {"array" if isinstance(value, np.ndarray) else "scalar": len(arrays) - 1}
    if value is None or value is Ellipsis:  # `answer = ...` is no answer
        return None
    if isinstance(value, (bool, str)):
        return value if isinstance(value, bool) else str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return {"float": float(value).hex()}
    if isinstance(value, dict):
        if len(value) > MOST_KEYS:
            raise NotPlain(f"a dictionary of {len(value)} keys")
        pairs = [[_node(k, arrays, 1), _node(v, arrays, depth - 1)] for k, v in value.items()]
        return {"dict": pairs}
    if isinstance(value, (tuple, list)):
        items = [_node(item, arrays, depth - 1) for item in value]
        return {"tuple" if isinstance(value, tuple) else "list": items}
    if hasattr(value, "__array__"):  # a tensor
        if hasattr(value, "detach"):
            value = value.detach().cpu()
        return _node(np.asarray(value), arrays, 1)
    array = np.asarray(value)  # a range, a deque, a buffer
    if not array.ndim or array.dtype not in DTYPES:
        raise NotPlain(type(value).__name__)
    return _node(array, arrays, 1)


def _plain_array(value):
    """Return an array of a known dtype in native byte order."""
    array = np.asarray(value)
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    array = array.astype(array.dtype.newbyteorder("="), copy=False)
    if array.dtype not in DTYPES:
        raise NotPlain(f"array of dtype {array.dtype}")
    return array


def _value(node, arrays, depth):
    """Return the value of a JSON node."""
    if depth == 0:
        raise BrokenValue("containers nested too deeply")
    if node is None or isinstance(node, (bool, int, str)):
        return node
    ((kind, content),) = node.items() if isinstance(node, dict) else ((None, None),)
    if kind in ("array", "scalar"):
        return _taken(arrays, content)[() if kind == "scalar" else ...]
    if kind == "float":
        return float.fromhex(content)
    if kind == "dict" and len(content) <= MOST_KEYS:
        return {_value(k, arrays, 1): _value(v, arrays, depth - 1) for k, v in content}
    if kind in ("tuple", "list"):
        items = [_value(item, arrays, depth - 1) for item in content]
        return tuple(items) if kind == "tuple" else items
    raise BrokenValue(f"a node {str(node)[:40]}")


def _taken(arrays, index):
    """Return one of the arrays, once: named often, a small one would fill the memory."""
    if type(index) is not int or not 0 <= index < len(arrays) or arrays[index] is None:
        raise BrokenValue(f"array number {index!r} of {len(arrays)}")
    array = arrays[index]
    arrays[index] = None
    return array


def _split(data):
    """Return the pieces of `data`, each with its size before it."""
    pieces, start = [], 0
    while start < len(data):
        if start + SIZE.size > len(data) or len(pieces) > MOST_ARRAYS:
            raise BrokenValue("cut off, or too many arrays")
        size = SIZE.unpack_from(data, start)[0]
        start += SIZE.size
        if start + size > len(data):
            raise BrokenValue("cut off")
        pieces.append(data[start : start + size])
        start += size
    return pieces
