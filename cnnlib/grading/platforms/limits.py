"""How much of a download is read: what is larger than any homework is refused, not unpacked."""

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Bounds of a download and of each submission in it.

    Attributes
    ----------
    files : int
        Files of one submission, those in its zips included.
    submission_bytes : int
        Unpacked bytes of one submission.
    file_bytes : int
        Unpacked bytes of one file.
    ratio : int
        Unpacked bytes for each packed byte, of files above `ratio_from` bytes.
    ratio_from : int
        Small files may be packed to any ratio: a blank page is.
    depth : int
        Zips inside zips.
    download_files : int
        Files of the whole download.
    download_zip_bytes : int
        Unpacked bytes of a zip that holds the downloads of a class.
    """

    files: int = 500
    submission_bytes: int = 100 * MIB
    file_bytes: int = 25 * MIB
    ratio: int = 200
    ratio_from: int = MIB
    depth: int = 3
    download_files: int = 50_000
    download_zip_bytes: int = 512 * MIB


def written(count: int) -> str:
    """Write a number of bytes as people do.

    >>> written(2_000), written(3_500_000)
    ('2.0 KB', '3.5 MB')
    """
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"


class Budget:
    """What one submission may still unpack; spent by every file read from its zips.

    Parameters
    ----------
    limits : Limits
    """

    def __init__(self, limits: Limits):
        self.limits = limits
        self.files_left = limits.files
        self.bytes_left = limits.submission_bytes

    def refusal(self, size: int) -> str | None:
        """Say why a further file of this size is too much, or spend it and return None."""
        if self.files_left <= 0:
            return f"the submission holds more than {self.limits.files} files"
        if size > self.bytes_left:
            allowed = written(self.limits.submission_bytes)
            return f"the submission unpacks to more than {allowed}"
        self.files_left -= 1
        self.bytes_left -= size
        return None
