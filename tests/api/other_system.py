"""A county's own system as its makers would write it: it knows the generated client and the guide, no more.

The client is generated from docs/api/schema.yml, so nothing of the portal is imported here.
"""

import hashlib
import hmac
import inspect
import json
import pkgutil
import time
from importlib import import_module
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import httpx

PATIENCE_S = 90
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 2
FIVE_MINUTES = 300
PAGE = 1000


class RefusedError(Exception):
    """The portal said no, and would say it again."""


class Portal:
    """The portal by the generated client; asks again until there is an answer, as the guide says."""

    def __init__(self, package: str, address: str, token: str):
        self.package = package
        make = import_module(f"{package}.client").AuthenticatedClient
        self.client = make(base_url=address, token=token, timeout=httpx.Timeout(60))
        self.models = import_module(f"{package}.models")
        self.attempts = 0

    def close(self) -> None:
        """End the connection."""
        self.client.get_httpx_client().close()

    def operation(self, noun: str, name: str):
        """An operation of a noun by the last part of its name, such as ``list``; None if there is none."""
        home = import_module(f"{self.package}.api.{noun}")
        names = [module.name for module in pkgutil.iter_modules(home.__path__)]
        wanted = f"v1_{noun}_{name}"
        return import_module(f"{home.__name__}.{wanted}") if wanted in names else None

    def ask(self, operation, **arguments):
        """The answer to a request, which is sent again until there is one; raises ``RefusedError``."""
        deadline, pause = time.monotonic() + PATIENCE_S, FIRST_PAUSE_S
        while True:
            answer = self._try(operation, arguments)
            if answer is not None and answer.status_code < 300:
                return answer
            if answer is not None and not _will_pass(answer):
                raise RefusedError(answer.status_code, answer.parsed)
            if time.monotonic() > deadline:
                raise TimeoutError(operation.__name__, answer and (answer.status_code, answer.content))
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)

    def _try(self, operation, arguments):
        self.attempts += 1
        try:
            return operation.sync_detailed(client=self.client, **arguments)
        except httpx.TransportError:
            return None


def _will_pass(answer) -> bool:
    """Whether the same request may be answered otherwise in a moment."""
    if answer.status_code == 409:
        return answer.parsed.code == "in_progress"
    return answer.status_code == 429 or answer.status_code >= 500


class Mirror:
    """A copy of what the portal shows: first by its lists, then by its feed.

    A record with a code is known by it; parts without one come by the feed alone, which numbers them.
    """

    def __init__(self, portal: Portal):
        self.portal = portal
        self.changes = import_module(f"{portal.package}.api.changes.changes_read")
        self.records: dict[tuple, dict] = {}
        self.shapes = self._shapes()
        self.coded = {noun for noun in self.shapes if portal.operation(noun, "retrieve")}
        self.since = ""

    def _shapes(self) -> dict:
        """The class of a record for each noun whose list can be copied by key."""
        home = import_module(f"{self.portal.package}.api")
        shapes = {}
        for noun in (module.name for module in pkgutil.iter_modules(home.__path__)):
            listing = self.portal.operation(noun, "list")
            if listing and "cursor" in inspect.signature(listing.sync_detailed).parameters:
                shapes[noun] = self._shape(listing)
        return shapes

    def _shape(self, listing):
        """The class that ``results`` of the list hold, from the hints of the client."""
        page = next(name for name in vars(listing) if name.startswith("Paginated"))
        hint = inspect.get_annotations(getattr(self.models, page))["results"]
        return getattr(self.models, hint.removeprefix("list[").removesuffix("]"))

    @property
    def models(self):
        return self.portal.models

    def begin(self) -> None:
        """Copy everything; what happens meanwhile comes by the feed, which is asked where it stands first."""
        self.since = self.portal.ask(self.changes, since="now").parsed.next_
        for noun in sorted(self.coded):
            listing = self.portal.operation(noun, "list")
            self._copy(noun, listing)
            if "withdrawn" in inspect.signature(listing.sync_detailed).parameters:
                self._copy(noun, listing, withdrawn=True)
        parts = sorted(set(self.shapes) - self.coded)
        self._follow("", noun=",".join(noun.replace("_", "-") for noun in parts))

    def _copy(self, noun, listing, **only) -> None:
        cursor = ""
        while cursor is not None:
            page = self.portal.ask(listing, cursor=cursor, page_size=PAGE, **only).parsed
            for record in page.results:
                self.records[noun, record.code] = record.to_dict()
            cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0] if page.next_ else None

    def follow(self) -> None:
        """Apply what happened since, until there is nothing more."""
        self.since = self._follow(self.since)

    def _follow(self, since, **only) -> str:
        has_more = True
        while has_more:
            page = self.portal.ask(self.changes, since=since, limit=200, **only).parsed
            for event in page.events:
                self.apply(event)
            since, has_more = page.next_, page.has_more
        return since

    def apply(self, event) -> None:
        """Keep the record as the event has it, or forget it."""
        noun = event.noun.replace("-", "_")
        key = noun, event.code if noun in self.coded else event.id
        if event.record:
            self.records[key] = self.shapes[noun].from_dict(event.record.to_dict()).to_dict()
        else:
            self.records.pop(key, None)

    def of(self, noun) -> list[dict]:
        """The records of a noun."""
        return [record for (name, _key), record in self.records.items() if name == noun]


class Reporter:
    """Sends a month of services, a day at a time; each day has a key, so that it is entered once."""

    def __init__(self, portal: Portal):
        self.portal = portal
        self.codes: list[str] = []
        self.replayed = 0

    def open_case(self, station: str, opened_on: str) -> str:
        """The number of a new case."""
        body = self.portal.models.ServiceCaseNew.from_dict({"station": station, "opened_on": opened_on})
        create = self.portal.operation("service_cases", "create")
        key = f"case-{station}-{opened_on}"
        return self.portal.ask(create, body=body, idempotency_key=key).parsed.code

    def send_day(self, day: str, rows: list[dict]) -> None:
        """Enter the services of a day and note the codes that they were given."""
        body = [self.portal.models.ServiceRecordRow.from_dict(row) for row in rows]
        bulk = self.portal.operation("service_records", "bulk_create")
        answer = self.portal.ask(bulk, body=body, idempotency_key=day)
        self.replayed += answer.headers.get("Idempotency-Replayed") == "true"
        self.codes += [row.code for row in answer.parsed.rows]


class Filer:
    """Sends files that show what was built, each with a key, and fetches them."""

    def __init__(self, portal: Portal):
        self.portal = portal
        self.file = import_module(f"{portal.package}.types").File

    def show(self, deliverable: str, name: str, content: bytes) -> str:
        """Send a file about the deliverable; returns the code under which it is kept."""
        file = self.file(payload=BytesIO(content), file_name=name, mime_type="application/pdf")
        body = self.portal.models.NewEvidenceBody(files=[file], deliverable=deliverable)
        create = self.portal.operation("evidence", "create")
        (kept,) = self.portal.ask(create, body=body, idempotency_key=f"{deliverable}/{len(content)}").parsed
        return kept.code

    def fetch(self, code: str) -> bytes:
        """The file as the portal hands it out."""
        operation = self.portal.operation("evidence", "file_retrieve")
        return self.portal.ask(operation, code=code).parsed.payload.read()

    def take_back(self, code: str) -> None:
        """Remove a file that was sent by mistake."""
        self.portal.ask(self.portal.operation("evidence", "remove_create"), code=code)


class Receiver:
    """Takes webhooks whose signature holds."""

    def __init__(self, portal: Portal, secret: str):
        self.event = portal.models.Event
        self.secret = secret
        self.events: dict[int, object] = {}

    def take(self, headers: dict, body: bytes, now: float) -> None:
        """Keep the events; raises ``ValueError`` for what the portal did not sign, or long ago."""
        timestamp = headers["X-Portal-Timestamp"]
        signed = hmac.new(self.secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
        if not hmac.compare_digest(f"v1={signed.hexdigest()}", headers["X-Portal-Signature"]):
            raise ValueError("not signed by the portal")
        if abs(now - int(timestamp)) > FIVE_MINUTES:
            raise ValueError("signed at another time")
        for told in json.loads(body)["events"]:
            event = self.event.from_dict(told)
            self.events[event.sequence] = event
