"""A web server on this machine that sends files badly on request."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STALL = 3.0  # seconds


class Server(ThreadingHTTPServer):
    """Serve ``content``; ``faults`` says what happens to the first, second, ... request.

    A fault is None, ("truncate", bytes), ("stall", bytes), or ("status", code).  When the list is
    used up, requests are served well.  ``ranges`` records the Range header of each request.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = {}
        self.faults = []
        self.ranges = []
        self.knows_ranges = True

    def url(self, name):
        return f"http://127.0.0.1:{self.server_port}/{name}"


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        """Stay quiet."""

    def do_GET(self):
        server = self.server
        server.ranges.append(self.headers.get("Range"))
        kind, amount = (server.faults.pop(0) if server.faults else None) or ("none", None)
        content = server.content.get(self.path[1:])
        if kind == "status" or content is None:
            self.send_error(amount or 404)
            return
        start = self.start_of_range() if server.knows_ranges else 0
        if start and start >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        end = len(content) if amount is None else start + amount
        self.wfile.write(content[start:end])
        self.wfile.flush()
        if kind == "stall":
            time.sleep(STALL)

    def start_of_range(self):
        header = self.headers.get("Range")
        return int(header.removeprefix("bytes=").removesuffix("-")) if header else 0


def serve():
    """Yield a running server; for use in a fixture."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
