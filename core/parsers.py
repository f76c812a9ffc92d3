"""JSON as the API reads it."""

import codecs
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser as RestJSONParser

from core.renderers import JSONRenderer


class JSONParser(RestJSONParser):
    """Reads what the standard says and no more: halves of characters and numbers without end, which Python's
    own reader lets in and nobody can write again, are refused, and so is a name that an object holds
    twice, of which only the last would count. The mark that some programs begin a file with is taken.
    """

    renderer_class = JSONRenderer

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        text = stream.read().removeprefix(codecs.BOM_UTF8)
        try:
            data = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise ParseError(f"JSON parse error - {error}") from error
        refuse_doubled(text)
        return data


def refuse_doubled(text: bytes) -> None:
    """Raise ``ParseError`` where an object holds a name twice; ``text`` is sound JSON."""
    try:
        # The fast reader keeps quiet about it.
        json.loads(text, object_pairs_hook=_once, parse_float=str, parse_int=str)
    except RecursionError as error:
        raise ParseError(_("This is nested too deeply.")) from error


def _once(pairs: list[tuple[str, Any]]) -> None:
    name, count = next(iter(Counter(name for name, _value in pairs).most_common(1)), ("", 0))
    if count > 1:
        raise ParseError(_("%(name)s is there twice in one object.") % {"name": name[:60]})
