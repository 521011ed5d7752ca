"""What a question may use, as numbers that both sides of the sandbox know."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """Limits for the code of one question.

    Attributes
    ----------
    wall : float
        Seconds from start to end.
    cpu : int
        Seconds of processor time for a process.
    memory : int
        Bytes of address space for a process, and of memory for all of them.
    processes : int
        Processes and threads at a time.
    file_size : int
        Bytes of the largest file that can be written.
    disk : int
        Bytes of the private temporary folder.
    files : int
        Files and folders at a time in the private temporary folder.
    open_files : int
        Descriptors that are open at a time.
    result : int
        Bytes of all results together.
    """

    wall: float = 20.0
    cpu: int = 10
    memory: int = 2 << 30
    processes: int = 16
    file_size: int = 16 << 20
    disk: int = 32 << 20
    files: int = 2000
    open_files: int = 64
    result: int = 32 << 20

    def as_dict(self):
        """Return the numbers by name."""
        return asdict(self)
