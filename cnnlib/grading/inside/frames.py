"""Messages on a pipe: eight bytes of length, then the bytes; the reader sets the largest size."""

import os
import struct

LENGTH = struct.Struct("<Q")


class BrokenFrame(ValueError):
    """The bytes are no message, or one larger than the reader takes."""


def frame(payload):
    """Return the payload (bytes) with its length before it."""
    return LENGTH.pack(len(payload)) + payload


def write_all(descriptor, data):
    """Write every byte to a descriptor, however small the pipe is."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_exactly(descriptor, size):
    """Return `size` bytes of a descriptor, or fewer where it ends."""
    pieces = []
    while size and (piece := os.read(descriptor, min(size, 1 << 20))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def read_frame(descriptor, largest):
    """Return the payload of the next message, or None where the pipe has ended."""
    head = read_exactly(descriptor, LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = require_size(LENGTH.unpack(head)[0], largest)
    payload = read_exactly(descriptor, size)
    return payload if len(payload) == size else None


def split_frames(data, largest):
    """Yield the payloads of the whole messages at the beginning of `data`, in order.

    What a process that was stopped left unfinished at the end is left out.
    """
    start = 0
    while start + LENGTH.size <= len(data):
        size = require_size(LENGTH.unpack_from(data, start)[0], largest)
        start += LENGTH.size
        if start + size > len(data):
            break
        yield data[start : start + size]
        start += size


def require_size(size, largest):
    """Return a size that the reader takes, or refuse it before anything is read."""
    if size > largest:
        raise BrokenFrame(f"a message of {size} bytes, at most {largest} are taken")
    return size
