"""What other systems lean on, one line for each thing, kept from one version of the schema to the next.

``contract.py`` reads docs/api/schema.yml and notes in docs/api/contract.txt what is new. What the contract
holds and the schema no longer gives, and what the schema suddenly needs, would break the clients that
are out there: it is printed, nothing is written, and the command fails. Whoever means to break it takes the
line out of the contract by hand and says so in the changelog.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

API = Path(__file__).resolve().parent.parent / "docs" / "api"
METHODS = ("get", "post", "put", "patch", "delete")
# Begins a line about what a request cannot do without.
NEEDS = "needs "


def lines_of(schema: dict) -> set[str]:
    """The contract of a schema."""
    components = schema["components"]["schemas"]
    found = set()
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if method in operations:
                found |= set(_of_operation(f"{method.upper()} {path}", operations[method]))
    asked = _reached(_bodies(schema), components)
    for name, component in components.items():
        found |= set(_of_component(name, component, is_asked=name in asked))
    return found


def broken(kept: set[str], given: set[str]) -> list[str]:
    """What the kept contract promises and the new one does not, and what only the new one needs.

    An operation or a component that is new may need what it likes.
    """
    known = {_subject(line) for line in kept}
    lost = [f"no longer: {line}" for line in kept - given if not line.startswith(NEEDS)]
    added = [line for line in given - kept if line.startswith(NEEDS) and _subject(line) in known]
    return sorted(lost) + [f"suddenly: {line}" for line in sorted(added)]


def _of_operation(subject: str, operation: dict) -> Iterator[str]:
    yield subject
    for parameter in operation.get("parameters", []):
        name = f"{subject} {parameter['in']} {parameter['name']}"
        yield f"{name}: {_type(parameter['schema'])}"
        if parameter.get("required") and parameter["in"] != "path":
            yield NEEDS + name
    for media, body in operation.get("requestBody", {}).get("content", {}).items():
        yield f"{subject} takes {media}: {_type(body['schema'])}"
    for status, answer in operation["responses"].items():
        for media, body in answer.get("content", {}).items():
            yield f"{subject} answers {status} {media}: {_type(body['schema'])}"


def _of_component(name: str, component: dict, *, is_asked: bool) -> Iterator[str]:
    yield from (f"{name} = {word}" for word in component.get("enum", []))
    for field, schema in component.get("properties", {}).items():
        yield f"{name} {field}: {_type(schema)}"
    if is_asked:
        yield from (f"{NEEDS}{name} {field}" for field in component.get("required", []))


def _type(schema: dict) -> str:
    """The kind of a value in a few words; what may be null says so."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    for several in ("oneOf", "anyOf", "allOf"):
        if several in schema:
            return "|".join(_type(one) for one in schema[several])
    kind = schema.get("type", "anything")
    words = "|".join(kind) if isinstance(kind, list) else kind
    if "items" in schema:
        return f"{words} of {_type(schema['items'])}"
    return f"{words} {schema['format']}" if "format" in schema else words


def _bodies(schema: dict) -> Iterator[dict]:
    for operations in schema["paths"].values():
        for operation in operations.values():
            yield from operation.get("requestBody", {}).get("content", {}).values()


def _reached(parts, components: dict) -> set[str]:
    """The components that the parts lead to, however deep."""
    found: set[str] = set()
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = part.get("$ref", "").rpartition("/")[2]
            if name in components and name not in found:
                found.add(name)
                waiting.append(components[name])
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return found


def _subject(line: str) -> str:
    """The operation or component that a line is about."""
    words = line.removeprefix(NEEDS).split()
    return " ".join(words[:2]) if words[0].lower() in METHODS else words[0]


def read(path: Path) -> set[str]:
    """The lines of a kept contract."""
    return set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()


def main() -> int:
    kept = read(API / "contract.txt")
    given = lines_of(yaml.safe_load((API / "schema.yml").read_text(encoding="utf-8")))
    if breaks := broken(kept, given):
        print("These changes break the clients of the API:", *breaks, sep="\n  ", file=sys.stderr)
        return 1
    (API / "contract.txt").write_text("".join(f"{line}\n" for line in sorted(given)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
