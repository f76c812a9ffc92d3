"""The guide for other systems: what its examples ask is answered as it says."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.api.conftest import part
from tests.oversight.factories import make_finding
from tests.services.factories import make_field, make_target_group
from tests.stations import files
from tests.stations.factories import make_deliverable

pytestmark = pytest.mark.django_db

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api" / "README.md"
FORM = "multipart/form-data"
CONTENTS = {".pdf": files.PDF, ".png": files.PNG}
BLOCK = re.compile(r"```http\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A request as the guide shows it, and what it says of the answer."""

    method: str
    path: str
    headers: dict
    body: str
    status: int
    answer: object


def example_of(block: str) -> Example:
    asked, answered = block.split("→ ")
    head, _blank, body = asked.partition("\n\n")
    first, *headers = head.splitlines()
    method, path = first.split(" ", 1)
    status, _line, answer = answered.partition("\n")
    named = dict(line.split(": ", 1) for line in headers)
    return Example(method.lower(), path, named, body.strip(), int(status), json.loads(answer))


def holds(told, answer) -> bool:
    """Whether the answer says all that the guide tells of it; it may say more."""
    if isinstance(told, dict):
        return all(name in answer and holds(value, answer[name]) for name, value in told.items())
    if isinstance(told, list):
        pairs = zip(told, answer, strict=False)
        return len(told) <= len(answer) and all(holds(*pair) for pair in pairs)
    return told == answer


def sent(example: Example) -> dict:
    """The body as the client is given it: an object, or a form in which ``@`` stands before a file."""
    if example.headers.get("Content-Type") != FORM:
        return {"data": example.body, "content_type": "application/json"} if example.body else {}
    form = {}
    for line in example.body.splitlines():
        name, _sign, value = line.partition("=")
        form.setdefault(name, []).append(file_called(value[1:]) if value.startswith("@") else value)
    return {"data": form}


def file_called(name: str):
    return part(CONTENTS[Path(name).suffix], name)


def test_every_example_is_answered_as_the_guide_says(
    listed_at_once, taocheng_system, station, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    make_target_group(), make_field()
    make_deliverable(station), make_finding(station.township)
    etag = ""
    examples = [example_of(block) for block in BLOCK.findall(GUIDE.read_text(encoding="utf-8"))]
    assert len(examples) > 10

    for example in examples:
        headers = {name: value.replace("$ETAG", etag) for name, value in example.headers.items()}
        headers.pop("Content-Type", None)
        call = getattr(taocheng_system.client, example.method)
        answer = call(example.path, headers=headers, **sent(example))
        assert answer.status_code == example.status, (example, answer.content.decode())
        assert holds(example.answer, answer.json()), (example, answer.content.decode())
        etag = answer.headers.get("ETag", etag)


def test_the_address_of_everything_in_the_guide_is_in_the_schema():
    schema = (GUIDE.parent / "schema.yml").read_text(encoding="utf-8")
    for block in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        path = example_of(block).path.partition("?")[0]
        assert re.sub(r"(?<=s/)(ST|SR|FD)-[^/]+|stations_completed", "{code}", path) in schema, path
