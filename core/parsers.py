"""JSON as the API reads it."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser as RestJSONParser

from core.renderers import JSONRenderer


class JSONParser(RestJSONParser):
    """Reads what the standard says and no more: halves of characters and numbers without end, which Python's
    own reader lets in and nobody can write again, are refused.
    """

    renderer_class = JSONRenderer

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise ParseError(f"JSON parse error - {error}") from error
