"""Downloads that end well or in one clear sentence: checked, cached, resumed, never half.

A file is received under a name that ends in ``.part`` and takes its own name only when its checksum
is right, which :mod:`pooch` looks at.  A broken connection is taken up where it ended, now or in a
later call.
"""

import errno
import os
from pathlib import Path
from urllib.parse import urlsplit

from cnnlib.datasets.checksums import known_hash, remove_damaged

TRIES = 10  # connections for one file, each of which must bring some bytes
CHUNK = 1 << 14  # bytes; less than this is lost when a connection breaks


class DownloadError(OSError):
    """A file could not be downloaded; the message says why."""


def cache_folder(name):
    """Folder where the course keeps what it downloads or draws once.

    Parameters
    ----------
    name : str
        Of the subfolder.

    Returns
    -------
    pathlib.Path
        Below the environment variable ``CNN_COURSE_DATA`` if it is set, else below the platform's
        folder for caches.  It may not exist yet.

    Examples
    --------
    >>> cache_folder("pets").name
    'pets'
    """
    chosen = os.environ.get("CNN_COURSE_DATA")
    if chosen:
        return Path(chosen, name)
    import pooch

    return Path(pooch.os_cache("cnn-course"), name)


def fetch(url, sha256=None, *, md5=None, folder=None, progress=False, timeout=20):
    """Download a file once and return where it lies.

    Parameters
    ----------
    url : str
        ``http://`` or ``https://``; its last part names the file.
    sha256, md5 : str, optional
        Checksum in hexadecimal digits; one of the two is required. Of a sha256 the first eight
        digits do, which is what PyTorch writes into the names of its files.
    folder : str or pathlib.Path, optional
        By default ``cache_folder("downloads")``.
    progress : bool, optional
        Show a progress bar on standard error.
    timeout : float, optional
        Seconds without a byte after which the connection counts as stalled.

    Returns
    -------
    pathlib.Path
        Of a file with that checksum.  A file that lies there already is checked and, if it is
        damaged, downloaded again.

    Raises
    ------
    ValueError
        If there is no checksum, or the address names no file.
    DownloadError
        If there is no network, the server refuses, the connection breaks or stalls, the checksum
        is wrong, or the disk is full.  No file of that name is left then.

    Examples
    --------
    >>> fetch("https://example.org/weights.pth")
    Traceback (most recent call last):
    ValueError: a download needs its checksum: give sha256 (or md5)
    """
    import pooch

    known, first_digits = known_hash(sha256, md5)
    name = Path(urlsplit(url).path).name
    if not name or urlsplit(url).scheme not in ("http", "https"):
        raise ValueError(f"expected http(s)://.../a-file's-name, got {url!r}")
    folder = Path(cache_folder("downloads") if folder is None else folder)
    pooch.get_logger().setLevel("WARNING")
    receiver = _Receiver(folder / f"{name}.part", progress, timeout, first_digits)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_damaged(folder / name, first_digits)
        return _retrieve(url, known, folder / name, receiver)
    except ValueError as error:
        raise DownloadError(f"what came from {url} is not the expected file: {error}") from None
    except DownloadError:
        raise
    except OSError as error:
        raise DownloadError(_disk_sentence(error, receiver.part)) from error


def _retrieve(url, known, path, receiver):
    """Download with pooch; once more from the start if the half that lay there was of no use."""
    import pooch

    for _ in range(2):
        try:
            return Path(pooch.retrieve(url, known, path.name, path.parent, downloader=receiver))
        except ValueError as error:
            wrong = error
            if not receiver.resumed:
                break
    raise wrong


def _disk_sentence(error, part):
    """Say why the part could not be written; on a full disk, remove it."""
    name, folder = part.stem, part.parent
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        part.unlink(missing_ok=True)
        return (
            f"the disk is full: no space for {name} in {folder}; make room, or set "
            "CNN_COURSE_DATA to a folder on another disk"
        )
    return (
        f"cannot write {name} in {folder} ({error.strerror or error}); "
        "set CNN_COURSE_DATA to a folder that you may write in"
    )


class _Receiver:
    """Receive a file for pooch, continuing the part that an earlier connection left."""

    def __init__(self, part, progress, timeout, first_digits):
        self.part = part
        self.progress = progress
        self.timeout = timeout
        self.first_digits = first_digits
        self.resumed = False

    def __call__(self, url, output_file, pooch):
        """Download to ``part``, then give it the name that pooch asks for."""
        import requests

        self.resumed = self._size() > 0
        for attempt in range(TRIES):
            before = self._size()
            try:
                self._receive(url)
                break
            except requests.exceptions.RequestException as error:
                gained = self._size() - before
                if gained <= 0 or attempt == TRIES - 1:
                    raise DownloadError(self._sentence(error, url)) from error
        remove_damaged(self.part, self.first_digits, complain=True)
        os.replace(self.part, output_file)

    def _size(self):
        return self.part.stat().st_size if self.part.exists() else 0

    def _receive(self, url):
        """Append to the part what is missing; a broken connection leaves what came."""
        import requests

        start = self._size()
        headers = {"Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        with requests.get(url, headers=headers, stream=True, timeout=self.timeout) as response:
            if response.status_code == requests.codes.requested_range_not_satisfiable:
                self.part.unlink()
                return self._receive(url)
            response.raise_for_status()
            continued = response.status_code == requests.codes.partial_content
            length = int(response.headers.get("Content-Length", 0))
            bar = self._bar(start if continued else 0, length)
            with open(self.part, "ab" if continued else "wb") as file, bar:
                for chunk in response.iter_content(CHUNK):
                    file.write(chunk)
                    bar.update(len(chunk))
        return None

    def _bar(self, start, length):
        from tqdm import tqdm

        return tqdm(
            desc=self.part.stem,
            initial=start,
            total=start + length,
            unit="B",
            unit_scale=True,
            disable=not self.progress,
        )

    def _sentence(self, error, url):
        """Say what broke, in words."""
        import requests

        host = urlsplit(url).hostname
        name = self.part.stem
        response = getattr(error, "response", None)
        if response is not None:
            return f"{host} refuses {name}: it answers {response.status_code} {response.reason}"
        came = f"{self._size():,} bytes of {name}"
        again = "call again to continue from there"
        if isinstance(error, requests.exceptions.ConnectTimeout):
            return f"no answer from {host} for {name} in {self.timeout} s: is there a network?"
        if isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error).lower():
            return f"{host} sent nothing for {self.timeout} s after {came}; {again}"
        if isinstance(error, requests.exceptions.ChunkedEncodingError):
            return f"the connection to {host} broke after {came}; {again}"
        return f"no connection to {host} for {name} ({type(error).__name__}): is there a network?"
