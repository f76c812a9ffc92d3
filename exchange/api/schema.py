"""The description of the API (OpenAPI): what the declarations of the nouns say, and every answer there is."""

from functools import cache
from typing import Any

from django.db import models
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from core.fields import related_model_of
from core.pagination import orderings
from exchange.importing.entering import is_list
from exchange.resources.resource import BoundColumn, Resource
from exchange.resources.sets import split

# What may be written of a noun is called by the noun and one of these.
SUFFIXES = {"create": "New", "partial_update": "Change", "bulk": "Row"}
JSON, PROBLEM = "application/json", "application/problem+json"
OTHER_FORMATS = {
    "text/csv": OpenApiTypes.STR,
    "application/vnd.sdmx.data+json": OpenApiTypes.OBJECT,
}


class ErrorSerializer(serializers.Serializer):
    """One error: where, by which rule, and the sentence in the language asked for."""

    row = serializers.IntegerField(
        allow_null=True, min_value=1, help_text="Of many records, which, from 1; else null."
    )
    field = serializers.CharField(allow_null=True, help_text="Field or parameter; null: the whole record.")
    rule = serializers.CharField(help_text="Stable: the name of a constraint or the kind of a check.")
    message = serializers.CharField(help_text="In the language of Accept-Language, Chinese or English.")


class ProblemSerializer(serializers.Serializer):
    """A refusal (RFC 9457); ``code`` is stable, the sentences may be worded anew."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="For programs: not_found, refused, unprocessable …")
    detail = serializers.CharField(required=False, help_text="What is wrong and who can help.")
    # The declared fields of a serializer are no attributes of it.
    errors = ErrorSerializer(many=True, required=False)  # type: ignore[assignment]
    current = serializers.DictField(
        required=False, help_text="With 412: the record as it is now.", child=serializers.JSONField()
    )


class WrittenRowSerializer(serializers.Serializer):
    """What became of one record of many."""

    row = serializers.IntegerField(min_value=1)
    code = serializers.CharField(allow_null=True)
    result = serializers.CharField(help_text="new, changed or unchanged.")


class WrittenSerializer(serializers.Serializer):
    """What became of many records that were sent together."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    rows = WrittenRowSerializer(many=True)


PROBLEMS = {
    400: "Cannot be read: no JSON, or a parameter that is not known or makes no sense.",
    401: "No token and nobody signed in, or the token is not valid.",
    403: "Known, and not permitted.",
    404: "Not there, or out of scope.",
    406: "No such format.",
    409: "A rule or somebody else stands against it as things are; the sentence says who can lift it.",
    410: "The feed ends before the cursor: the portal was restored, and mirrors begin anew.",
    412: "Changed since it was read; `current` is how it is now.",
    413: "More than is taken at once.",
    415: "The body is of another kind than this address takes.",
    422: "Can be read and breaks rules: every error of every record.",
    429: "Too many requests in this minute; Retry-After says when to go on.",
}
READING = (400, 401, 403, 404, 406, 429)
WRITING = (*READING, 409, 412, 413, 415, 422)

FIELDS = OpenApiParameter("fields", str, description="Only these fields, divided by commas.")
OMIT = OpenApiParameter("omit", str, description="Without these fields, divided by commas.")
AS_OF = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="As it was at the end of this day, without what is worked out from other records.",
)
CURSOR = OpenApiParameter(
    "cursor",
    str,
    description="Page by key, for mirrors: empty to begin, then as `next` says. Takes no `ordering`.",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,100}$"},
    OpenApiParameter.HEADER,
    description="Sent again with the same key, the request is done once and answered the same, for 7 days.",
)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="Only if the record still has this ETag."
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="304 where the answer still has this ETag."
)


class PortalSchema(AutoSchema):
    """Describes the endpoints from their declarations."""

    view: Any

    def get_tags(self) -> list[str]:
        """One for each noun."""
        return [self.path.removeprefix("/api/v1/").partition("/")[0].strip("/")]

    @property
    def _action(self) -> str:
        return getattr(self.view, "action", None) or ""

    @property
    def _is_noun(self) -> bool:
        return getattr(self.view, "model", None) is not None

    @property
    def _media_types(self) -> tuple[str, ...]:
        """The kinds of the file that is answered, where one is."""
        return getattr(self.view, "media_types", ())

    @property
    def _leaves_nothing(self) -> bool:
        """Whether nothing is answered, because nobody is to see the record afterwards."""
        return getattr(self.view, "leaves_nothing", False)

    def get_override_parameters(self) -> list[Any]:
        if not self._is_noun or self._media_types:
            return list(getattr(self.view, "schema_parameters", []))
        if self._action == "list":
            return [FIELDS, OMIT, CURSOR, self._ordering()]
        if self._action == "retrieve":
            return [FIELDS, OMIT, AS_OF, IF_NONE_MATCH]
        if self._action in ("create", "bulk"):
            return [KEY] if self._action == "bulk" else [KEY, FIELDS, OMIT]
        return [KEY, IF_MATCH] if self._leaves_nothing else [KEY, IF_MATCH, FIELDS, OMIT]

    def _ordering(self) -> OpenApiParameter:
        known = sorted(orderings(self.view))
        return OpenApiParameter(
            "ordering",
            str,
            description=f"Of {', '.join(known)}; several divided by commas; with a minus the last first.",
        )

    def get_request_serializer(self) -> Any:
        if serializer_class := getattr(self.view, "request_serializer_class", None):
            return serializer_class
        if self._action in SUFFIXES:
            resource_class: Any = type(self.view.resource)
            return written_as(resource_class, self._action)
        return None

    def get_filter_backends(self) -> list[Any]:
        return super().get_filter_backends() if self._action == "list" else []

    def _get_paginator(self) -> Any:
        return super()._get_paginator() if self._action == "list" else None  # type: ignore[no-untyped-call]

    def get_response_serializers(self) -> Any:
        statuses = READING if self.method == "GET" else WRITING
        problems = {
            (status, PROBLEM): OpenApiResponse(ProblemSerializer, PROBLEMS[status])
            for status in (*statuses, *getattr(self.view, "schema_problems", ()))
        }
        return (self._without_record() or self._successes()) | problems

    def _without_record(self) -> dict[Any, Any]:
        """What is answered instead of a record: a file, or nothing."""
        if self._leaves_nothing:
            return {204: OpenApiResponse(description="Done; there is nothing to see of it any longer.")}
        return {(200, kind): OpenApiTypes.BINARY for kind in self._media_types}

    def _successes(self) -> dict[Any, Any]:
        if self._action == "bulk":
            return {(200, JSON): WrittenSerializer}
        if described := getattr(self.view, "schema_serializers", {}).get(self._action):
            shapes = OTHER_FORMATS | {JSON: forced_singular_serializer(described)}
            return {(200, kind): shapes[kind] for kind in self.map_renderers("media_type")}
        shape = super().get_response_serializers()
        if not self._is_noun:
            return shape if isinstance(shape, dict) else {200: shape}
        if self._action == "create":
            creates_several = getattr(self.view, "creates_several", False)
            return {(201, JSON): self.view.get_serializer(many=True) if creates_several else shape}
        unchanged = {304: OpenApiResponse(description="Still as you have it.")}
        return {(200, JSON): shape} | (unchanged if self._action == "retrieve" else {})


class TokenScheme(OpenApiAuthenticationExtension):
    """How a token is sent."""

    target_class = "accounts.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token of a service account."}


def postprocess_shared_problems(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Every endpoint refuses in the same ways, so the refusals stand in one place."""
    shared = result["components"].setdefault("responses", {})
    for operations in result["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if PROBLEM in answer.get("content", {}):
                    name = f"Problem{status}"
                    shared[name] = answer
                    operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    return result


def postprocess_slim_answers(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """No field of an answer is certain to be there: ``fields``, ``omit`` and ``as_of`` leave some out."""
    schemas = result["components"]["schemas"]
    for schema in list(schemas.values()):
        rows = schema.get("properties", {}).get("results", {}).get("items", {})
        if "$ref" in rows:
            schemas[rows["$ref"].rpartition("/")[2]].pop("required", None)
    return result


def postprocess_examples(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Values of a noun look like the examples that the columns of its files have."""
    schemas = result["components"]["schemas"]
    for _path, _regex, _method, callback in generator.endpoints:
        if resource := getattr(callback.cls, "resource", None):
            answer = callback.cls.serializer_class.__name__.removesuffix("Serializer")
            written = [f"{resource.model.__name__}{suffix}" for suffix in SUFFIXES.values()]
            for name in (answer, *written):
                _give_examples(resource, schemas.get(name, {}).get("properties", {}))
    return result


def _give_examples(resource: Resource, properties: dict[str, Any]) -> None:
    for column in resource.columns:
        described = properties.get(column.name, {})
        # A word of a list of choices is described by that list.
        if column.declared.example and "type" in described:
            described["examples"] = [example_of(column)]


def example_of(column: BoundColumn) -> str | int | list[str]:
    """The example of a column as JSON: a record by its code alone."""
    example = column.declared.example
    if is_list(column):
        return split(example)
    if column.is_reference:
        return example.split()[0]
    return int(example) if isinstance(column.field, models.IntegerField) else example


@cache
def written_as(resource_class: type[Resource], action: str) -> Any:
    """What may be written of a noun, as a serializer for the description only."""
    resource = resource_class()
    noun = resource.model.__name__
    suffix = SUFFIXES[action]
    columns = [
        column for column in resource.columns if action != "partial_update" or column.name not in resource.key
    ]
    fields = {column.name: _field(column, is_new=action == "create") for column in columns}
    doc = f"What may be written of {noun}; what is left out stays as it is, null empties it."
    made = type(f"{noun}{suffix}Serializer", (serializers.Serializer,), fields | {"__doc__": doc})
    return made(many=True, max_length=1000, allow_empty=False) if action == "bulk" else made


def _field(column: BoundColumn, *, is_new: bool) -> serializers.Field:
    """The field of a column: its kind, and whether a new record needs it."""
    kind, options = _kind(column)
    is_needed = is_new and column.is_required
    # What is said of lines speaks to people who type them.
    help_text = "" if column.declared.is_lines else str(column.help)
    if column.is_reference:
        related = related_model_of(column.resource.model, column.name)
        help_text = f"Code of the {related._meta.verbose_name}. {help_text}".strip()
    return kind(required=is_needed, allow_null=not is_needed, help_text=help_text, **options)


KINDS = [
    (models.BooleanField, serializers.BooleanField),
    (models.DateField, serializers.DateField),
    (models.IntegerField, serializers.IntegerField),
    (models.ForeignKey, serializers.CharField),
]


def _kind(column: BoundColumn) -> tuple[type[serializers.Field], dict[str, Any]]:
    """The kind of field that describes the column, and what holds for its values."""
    field = column.field
    if is_list(column):
        return serializers.ListField, {"child": serializers.CharField()}
    if field.choices:
        can_be_blank = field.blank and not isinstance(field, models.IntegerField)
        return serializers.ChoiceField, {"choices": field.choices} | (
            {"allow_blank": True} if can_be_blank else {}
        )
    for model_kind, kind in KINDS:
        if isinstance(field, model_kind):
            return kind, {}
    if isinstance(field, models.DecimalField):
        return serializers.DecimalField, {
            "max_digits": field.max_digits,
            "decimal_places": field.decimal_places,
        }
    return serializers.CharField, {"max_length": field.max_length, "allow_blank": field.blank}
