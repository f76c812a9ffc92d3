"""Files over the API: how they come, as parts of a form, and how they leave."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser

from core.api import BodySerializer, ListViewSet
from core.problems import TooLargeError
from core.renderers import JSONRenderer
from exchange.files.keeping import MAX_FILES, MAX_TOTAL_BYTES, MEGABYTE
from exchange.files.types import EXTENSIONS, JPEG

CODE = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# What a form says beside its files.
MAX_BESIDE_BYTES = MEGABYTE
# Clients that are made from the description know bytes by the first name; what is sent has another one.
BYTES = "application/octet-stream"
FILE_TYPES = (BYTES, *EXTENSIONS)
THUMBNAIL_TYPES = (BYTES, JPEG)


class FilesParser(MultiPartParser):
    """A form with files; what is too large altogether is refused before it is read."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        length = int((parser_context or {})["request"].META["CONTENT_LENGTH"])
        if length > MAX_TOTAL_BYTES + MAX_BESIDE_BYTES:
            raise TooLargeError
        return super().parse(stream, media_type, parser_context)


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "string", "format": "binary"},
        "minItems": 1,
        "maxItems": MAX_FILES,
    }
)
class FilesField(serializers.ListField):
    """Files; what each of them is worth is asked by the action, which names them all."""

    child = serializers.FileField(allow_empty_file=True)


class FilesBodySerializer(BodySerializer):
    """What a verb needs to be told together with files."""

    parser_classes = [FilesParser]
    files = FilesField(
        allow_empty=False,
        help_text="PDF, PNG, JPEG, WebP, Word or Excel, 20 MB each at most, 100 MB together.",
    )


class WhateverRenderer(JSONRenderer):
    """Lets a client accept the kind of a file alone; a refusal is a problem all the same."""

    media_type = "*/*"


if TYPE_CHECKING:
    # What the mixin goes before among the bases.
    Mixed: TypeAlias = ListViewSet
else:
    Mixed = object


class DownloadMixin(Mixed):
    """A noun some of whose addresses answer with a file, of one of the ``media_types``."""

    media_types: tuple[str, ...] = ()

    def known_parameters(self) -> set[str]:
        return set() if self.media_types else super().known_parameters()


def download_action(path: str, media_types: tuple[str, ...]) -> Callable[[Callable[..., Any]], Any]:
    """An address below a record that answers with a file."""
    return action(
        detail=True,
        methods=["get"],
        url_path=path,
        media_types=media_types,
        renderer_classes=[JSONRenderer, WhateverRenderer],
    )
