"""A target of webhooks on this machine: HTTPS with a certificate of its own authority."""

import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Target:
    """What came in, and what is answered: the statuses in turn, the last one for ever."""

    def __init__(self, *statuses):
        self.statuses = list(statuses) or [204]
        self.requests = []
        self.url = ""
        self.headers = {}

    def answer(self, headers, body) -> int:
        self.requests.append((dict(headers), body))
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


def write_certificate(directory, host="localhost"):
    """A self-signed certificate of the host with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = directory / f"{host}.pem"
    path.write_bytes(pem)
    return path


@contextmanager
def running(certificate, *statuses, **headers):
    """A target that listens for the length of the block."""
    target = Target(*statuses)
    target.headers = headers

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(target.answer(self.headers, body))
            for name, value in target.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            """Nothing to say in tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    target.url = f"https://localhost:{server.server_port}/hooks?system=1"
    try:
        yield target
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
