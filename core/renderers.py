"""JSON as the API writes it."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer as RestJSONRenderer
from rest_framework.utils.encoders import JSONEncoder


class JSONRenderer(RestJSONRenderer):
    """What Django REST framework writes, written by orjson."""

    others = JSONEncoder().default

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if data is None:
            return b""
        options = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
        return orjson.dumps(data, self.others, options)
