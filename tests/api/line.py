"""The line between two systems, which breaks when it is told to."""

import threading
from collections import deque
from collections.abc import Iterable
from contextlib import contextmanager
from enum import Enum, auto
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE_S = 60
HEADERS_OF_THE_LINE = {"connection", "transfer-encoding", "content-length"}


class Fault(Enum):
    """What befalls a request that writes."""

    NONE = auto()
    REQUEST_LOST = auto()
    ANSWER_LOST = auto()
    # The server is killed while it works on the request, or when it has just answered.
    KILLED_AT_WORK = auto()
    KILLED_AFTER = auto()


class Line:
    """Passes requests on to ``server``; ``faults`` befall those that write, one after the other."""

    def __init__(self, server):
        self.server = server
        self.faults: deque[Fault] = deque()
        self.killed = threading.Event()
        self.address = ""

    def lead_to(self, server, faults: Iterable[Fault]) -> None:
        """Pass on to this server; the next requests that write suffer these faults."""
        self.killed.clear()
        self.server = server
        self.faults.extend(faults)

    def next_fault(self, method: str) -> Fault:
        return self.faults.popleft() if method != "GET" and self.faults else Fault.NONE

    def kill(self) -> None:
        """Kill the server as a power cut would; the test starts another one."""
        self.server.kill()
        self.killed.set()

    def pass_on(self, method, path, headers, body, fault):
        """The portal's answer as status, headers and body; None where it is lost on the way."""
        if fault is Fault.REQUEST_LOST:
            return None
        link = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_S)
        try:
            link.request(method, path, body, dict(headers))
            if fault is Fault.KILLED_AT_WORK:
                self.kill()
            answer = link.getresponse()
            found = answer.status, answer.getheaders(), answer.read()
        except (OSError, HTTPException):
            return None
        finally:
            link.close()
        if fault is Fault.KILLED_AFTER:
            self.kill()
        return found if fault is Fault.NONE else None


@contextmanager
def line_to(server):
    """A line that stands for the length of the block."""
    line = Line(server)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            fault = line.next_fault(self.command)
            found = line.pass_on(self.command, self.path, self.headers, body, fault)
            if found is None:
                # The caller sees the connection close and not a word.
                self.close_connection = True
                return
            status, headers, content = found
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in HEADERS_OF_THE_LINE:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = pass_on

        def log_message(self, *args):
            """Nothing to say in tests."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    line.address = f"http://127.0.0.1:{listener.server_port}"
    try:
        yield line
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
