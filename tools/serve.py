"""Serve the built book on this machine only, until Ctrl-C: ``python tools/serve.py 8000``."""

import errno
import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HTML = Path(__file__).resolve().parent.parent / "_build" / "html"
ADDRESS = "127.0.0.1"
HIGHEST_PORT = 65535


class Handler(SimpleHTTPRequestHandler):
    """Answers without a line for each request, and lets a reload show the newest build."""

    def log_message(self, *_):
        """Say nothing."""

    def end_headers(self):
        """Ask browsers to check for a newer file each time."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


def read_port(arguments):
    """Return the port that is asked for, or None where the words name none."""
    word = arguments[0] if len(arguments) == 1 else ""
    if not (word.isascii() and word.isdigit()):
        return None
    return int(word) if int(word) <= HIGHEST_PORT else None


def open_server(port):
    """Return a server that listens on the port, or a sentence that says why there is none."""
    try:
        return ThreadingHTTPServer((ADDRESS, port), functools.partial(Handler, directory=HTML))
    except PermissionError:
        return f"Port {port} is for the system: choose another, as in make serve PORT=8000."
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        other = port + 1 if port < HIGHEST_PORT else port - 1
        return f"Port {port} is taken: choose another, as in make serve PORT={other}."


def main(arguments):
    """Serve until interrupted; return the exit status."""
    port = read_port(arguments)
    if port is None:
        print(
            f"A port is a whole number from 0 to {HIGHEST_PORT}, got {' '.join(arguments)!r}: "
            "choose one, as in make serve PORT=8000."
        )
        return 1
    server = open_server(port)
    if isinstance(server, str):
        print(server)
        return 1
    try:
        print(
            f"The course is at http://{ADDRESS}:{server.server_port} (Ctrl-C ends it).", flush=True
        )
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
