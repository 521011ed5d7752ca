"""The page for graders, served on this machine alone.

The address holds a random word, since other users of the machine may reach 127.0.0.1 too; a
request must name that host, so that a page from elsewhere cannot reach it by a name of its own.
"""

import json
import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

HOST = "127.0.0.1"
LARGEST_BODY = 64 * 1024  # bytes
FILES = {
    "": ("page.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    "page.js": ("page.js", "text/javascript"),
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ReviewServer(ThreadingHTTPServer):
    """Serves a desk on a free port of 127.0.0.1.

    Parameters
    ----------
    desk : Desk
    port : int, optional
        0 takes a free one.
    """

    daemon_threads = True

    def __init__(self, desk, port=0):
        self.desk = desk
        self.lock = threading.Lock()
        self.token = secrets.token_urlsafe(24)
        super().__init__((HOST, port), Handler)

    @property
    def url(self) -> str:
        """The address to open, its secret included."""
        return f"http://{HOST}:{self.server_address[1]}/{self.token}/"


class Handler(BaseHTTPRequestHandler):
    """Answers the page's requests; everything else gets a refusal without a body."""

    server: ReviewServer
    server_version = "cnn-grade"
    sys_version = ""
    timeout = 30  # seconds; a silent connection does not hold a thread

    def do_GET(self):
        """Give the page, its files, or what stands on the desk."""
        name = self._name()
        if name is None:
            return
        if name == "state":
            self._answer(self.server.desk.state)
        elif name in FILES:
            file, kind = FILES[name]
            data = files(__package__).joinpath(file).read_bytes()
            self._send(HTTPStatus.OK, data, f"{kind}; charset=utf-8")
        else:
            self._send(HTTPStatus.NOT_FOUND)

    def do_POST(self):
        """Give points, or take the last ones back."""
        name = self._name()
        if name is None:
            return
        if not self._is_own_page():
            self._send(HTTPStatus.FORBIDDEN)
            return
        body = self._body()
        if body is None:
            self._send(HTTPStatus.BAD_REQUEST)
        elif name == "give":
            keys = ("question", "number", "points", "items", "comment")
            if body.keys() != {*keys} or not isinstance(body["items"], list):
                self._send(HTTPStatus.BAD_REQUEST)
            else:
                self._answer(self.server.desk.give, *(body[key] for key in keys))
        elif name == "undo":
            self._answer(self.server.desk.undo)
        else:
            self._send(HTTPStatus.NOT_FOUND)

    def _name(self) -> str | None:
        """Return what is asked for after the secret; refuse who does not know it."""
        port = self.server.server_address[1]
        if self.headers.get("Host") not in (f"{HOST}:{port}", f"localhost:{port}"):
            self._send(HTTPStatus.FORBIDDEN)
            return None
        token, _, name = self.path.removeprefix("/").partition("/")
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            self._send(HTTPStatus.NOT_FOUND)
            return None
        return name

    def _is_own_page(self) -> bool:
        """Tell whether a request comes from the page itself, as a browser says."""
        origin = self.headers.get("Origin")
        kind = self.headers.get("Content-Type", "").partition(";")[0]
        return origin == f"http://{self.headers['Host']}" and kind == "application/json"

    def _body(self) -> dict | None:
        """Return the object that was sent, or None if it is none."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return None
        try:
            data = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            return None
        return data if isinstance(data, dict) else None

    def _answer(self, action, *arguments):
        """Do something at the desk, one request at a time, and send what then stands there."""
        try:
            with self.server.lock:
                state = action(*arguments)
        except (ValueError, TypeError) as error:
            self._json(HTTPStatus.UNPROCESSABLE_ENTITY, {"error": str(error)})
        else:
            self._json(HTTPStatus.OK, state)

    def _json(self, status, data):
        self._send(status, json.dumps(data).encode(), "application/json")

    def _send(self, status, data=b"", kind="text/plain"):
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments):
        """Keep silent: addresses hold the secret."""
