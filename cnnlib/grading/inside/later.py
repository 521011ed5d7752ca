"""Hidden cases, which a child gets only after everything that a student may read of it is written.

Whoever has seen hidden arguments could put them into the words of an error.  So the grader keeps
them until the records of the cell and of its public cases have come, and shows no words of later
records.
"""

import os

from cnnlib.grading.inside import frames

MORE = b"more"  # what the server says when it wants them


class Later:
    """The cases that a child gets when it has written some records.

    Parameters
    ----------
    feeding : int
        Descriptor that the child reads from.
    after : int or None
        Records that come first; None if there are no more cases.
    """

    def __init__(self, feeding, after):
        self.feeding = feeding
        self.after = after
        self.start = 0  # of the first record that is not whole yet
        self.data = bytearray()
        self.left = memoryview(b"")
        os.set_blocking(feeding, False)

    @property
    def waiting(self):
        """The descriptors to which there is something to write."""
        return [self.feeding] if self.left else []

    def is_due(self, output):
        """Tell whether the records that come first are whole now: true once."""
        while self.after and self.start + frames.LENGTH.size <= len(output):
            end = self.start + frames.LENGTH.size
            end += frames.LENGTH.unpack_from(output, self.start)[0]
            if end > len(output):
                break
            self.start = end
            self.after -= 1
            if self.after == 0:
                return True
        return False

    def fetch(self):
        """Ask the grader for the cases; tell whether it is still there."""
        frames.write_all(1, frames.frame(MORE))
        head = frames.read_exactly(0, frames.LENGTH.size)
        if len(head) < frames.LENGTH.size:
            return False
        self.data = bytearray(head + bytes(frames.LENGTH.unpack(head)[0]))
        place = memoryview(self.data)[len(head) :]
        while place and (count := os.readv(0, [place])):
            place = place[count:]
        self.left = memoryview(self.data)
        return not place

    def feed(self):
        """Write what the child's pipe takes; one that has closed it gets nothing."""
        try:
            self.left = self.left[os.write(self.feeding, self.left) :]
        except BlockingIOError:
            return
        except OSError:
            self.left = memoryview(b"")

    def close(self):
        """Forget the cases: the child of the next question begins as a copy of this process."""
        self.left = memoryview(b"")
        self.data[:] = bytes(len(self.data))
        os.close(self.feeding)
