"""Serve the built book on this machine only, until Ctrl-C: ``python tools/serve.py 8000``."""

import errno
import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HTML = Path(__file__).resolve().parent.parent / "_build" / "html"
ADDRESS = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Answers without a line for each request, and lets a reload show the newest build."""

    def log_message(self, *_):
        """Say nothing."""

    def end_headers(self):
        """Ask browsers to check for a newer file each time."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


def main(port):
    """Serve until interrupted; return the exit status."""
    try:
        server = ThreadingHTTPServer((ADDRESS, port), functools.partial(Handler, directory=HTML))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"Port {port} is taken: choose another, as in make serve PORT={port + 1}.")
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
    sys.exit(main(int(sys.argv[1])))
