"""Answers that are asked for once: what somebody gets at an address, and what it cost."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.routes import text_of

WRITES = ("INSERT", "UPDATE", "DELETE")
# What is a transaction in production is a savepoint in the one that the tests lie in.
OF_THE_TEST = ("SAVEPOINT", "RELEASE")
REDIRECTS = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND}


@dataclass(frozen=True)
class Answer:
    """An answer as text, what was asked of the database for it, and what was written to the log."""

    path: str
    status: int
    headers: dict[str, str]
    text: str
    queries: list[str]
    log: str

    @property
    def writes(self) -> list[str]:
        return [sql for sql in self.queries if sql.startswith(WRITES)]


class Answers:
    """The answers that people get, each asked for when it is first looked at, and taken back behind it."""

    def __init__(self, people: dict[str, object]):
        self.people = people
        self.clients = {name: self._client(user) for name, user in people.items()}
        self.kept: dict[tuple, Answer] = {}

    def of(self, name: str, path: str, query: dict[str, str] | None = None) -> Answer:
        """What the person gets by GET."""
        key = (name, path, *sorted((query or {}).items()))
        if key not in self.kept:
            self.kept[key] = self._ask(self.clients[name], path, query)
        return self.kept[key]

    def followed(self, name: str, path: str, query: dict[str, str] | None = None) -> list[Answer]:
        """The same, and where it leads on, every answer on the way."""
        way = [self.of(name, path, query)]
        while way[-1].status in REDIRECTS:
            way.append(self.of(name, urljoin(way[-1].path, way[-1].headers["Location"])))
        return way

    def _client(self, user) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="accounts.backends.SignInBackend")
        return client

    def _ask(self, client, path, query) -> Answer:
        with transaction.atomic(), written_log() as log, CaptureQueriesContext(connection) as captured:
            response = client.get(path, query)
            # A stream is read to its end, which is part of the answer.
            text = text_of(response)
            transaction.set_rollback(True)
        asked = [query["sql"] for query in captured if not query["sql"].startswith(OF_THE_TEST)]
        return Answer(path, response.status_code, dict(response.headers), text, asked, log.getvalue())


@contextmanager
def written_log() -> Iterator[io.StringIO]:
    """All that the application writes to its log, whatever the level; queries are only logged in tests."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(lambda record: not record.name.startswith("django.db.backends"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
