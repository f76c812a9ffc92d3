"""What the endpoints of all floors have in common: scope, slim answers, tags, earlier versions."""

import hashlib
from collections.abc import Collection, Container, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, cast

from django.db.models import Field, Model, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers, status, viewsets
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from core.asking import given_twice
from core.days import is_known
from core.history import end_of_day, history_of
from core.pagination import PAGING
from core.parsers import JSONParser
from core.renderers import JSONRenderer
from core.requests import cleaned_fields
from core.rows import Cell, cells_of, select_cells, serialize_rows
from core.scope import Anyone, ScopedQuerySet, paths_for, rows_of
from core.texts import cleaned

SLIMMING = {"fields", "omit"}
MOST_CODES = 500


class ListViewSet(viewsets.GenericViewSet[Any]):
    """Rows in scope that are read as a list, picked by filters. A subclass names ``model``.

    ``is_columns`` says that every field of the answer is a column, or annotated: what is read is then
    answered without making records. It is the same for every reader who sees the row.
    """

    model: type[Model]
    serializer_class: type[serializers.Serializer[Any]]
    is_columns = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, self.known_parameters())

    def known_parameters(self) -> set[str]:
        """What may stand behind the question mark; anything else is a mistake and is told."""
        if self.action == "list":
            filterset = getattr(self, "filterset_class", None)
            return SLIMMING | PAGING | set(filterset.base_filters if filterset else ())
        return SLIMMING

    def get_queryset(self) -> Any:
        """The rows in scope, as the noun's own queryset."""
        if getattr(self, "swagger_fake_view", False):
            return rows_of(self.model).none()
        if self.is_columns:
            return columns_of_all(self.model).visible_to(self.request.user)
        return rows_of(self.model).visible_to(self.request.user).for_endpoint()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that the filters leave; where none of them is asked for, none is made."""
        filterset = getattr(self, "filterset_class", None)
        if filterset is None or not filterset.narrows(self.request.query_params):
            return queryset
        return super().filter_queryset(queryset)

    def select(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what ``serialize`` needs of them."""
        return select_cells(rows, self._cells) if self.is_columns else rows

    def serialize(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """The answers of rows that were read."""
        return (
            serialize_rows(rows, self._cells)
            if self.is_columns
            else self.get_serializer(rows, many=True).data
        )

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        cells = cells_of(self.serializer_class)
        return {name: cells[name] for name in kept_names(cells, self.request)}

    def get_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer[Any]:
        serializer = super().get_serializer(*args, **kwargs)
        one: Any = getattr(serializer, "child", serializer)
        slim(one, self.request)
        return serializer

    def get_record_response(
        self, record: Model, status: int = status.HTTP_200_OK, headers: dict[str, str] | None = None
    ) -> Response:
        """The record with its tag."""
        return self.get_tagged_response(record.pk, self.get_serializer(record).data, status, headers)

    def get_tagged_response(
        self, pk: Any, data: Any, status: int = status.HTTP_200_OK, headers: dict[str, str] | None = None
    ) -> Response:
        """What is answered of the record with this key, with its tag."""
        tag = etag_of(version_of(self.model, pk), data)
        return Response(data, status, headers={"ETag": tag, **(headers or {})})

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # Without a docstring: the description of the endpoint is that of its class.
        page = self.paginate_queryset(self.select(self.filter_queryset(self.get_queryset())))
        return self.get_paginated_response(self.serialize(page or []))


class ReadOnlyViewSet(ListViewSet):
    """A noun whose records have a code: read also one by one."""

    lookup_field = "code"
    lookup_value_regex = r"[^/\x00]+"

    def known_parameters(self) -> set[str]:
        return super().known_parameters() | ({"as_of"} if self.action == "retrieve" else set())

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One record; with ``as_of`` as it was at the end of that day."""
        if "as_of" in request.query_params:
            return self._as_it_was(self.get_object(), day_of(request.query_params["as_of"]))
        answer = self._as_it_is()
        if answer.headers["ETag"] in etags_in(request.headers.get("If-None-Match", "")):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": answer.headers["ETag"]})
        return answer

    def _as_it_is(self) -> Response:
        rows = self.select(self.filter_queryset(self.get_queryset()))
        row = get_object_or_404(rows, **{self.lookup_field: self.kwargs[self.lookup_field]})
        return self.get_tagged_response(row.pk, self.serialize([row])[0])

    def _as_it_was(self, record: Model, day: date) -> Response:
        """What the history kept of the record; what is worked out from other records is left out."""
        version = history_of(record).filter(history_date__lte=end_of_day(day)).order_by("-history_id").first()
        if version is None or version.history_type == "-":
            raise Http404
        serializer = cast("serializers.Serializer[Any]", self.get_serializer(version.instance))
        keep_stored(serializer, self.model)
        return Response(serializer.data)


@cache
def columns_of_all(model: type[Model]) -> ScopedQuerySet[Any]:
    """The rows of a noun that is answered by columns, before anybody asks: what they are depends on nothing.

    To put the statement's annotations together anew took an eighth of the answer of one record.
    """
    return rows_of(model).for_endpoint()


def nameable(rows: ScopedQuerySet[Any], permission: str, user: Anyone) -> ScopedQuerySet[Any]:
    """The rows that ``user`` sees; with ``permission`` those where they hold that."""
    return rows.in_paths(paths_for(user, permission)) if permission else rows.visible_to(user)


class DayField(serializers.DateField):
    """A day among those the portal knows."""

    default_validators = [is_known]


class ScopedCodeField(serializers.SlugRelatedField[Model]):
    """Another record by its code, where the caller sees it; with ``permission`` where they hold that."""

    def __init__(self, rows: ScopedQuerySet[Any], permission: str = "", **kwargs: Any) -> None:
        self.permission = permission
        super().__init__(slug_field="code", queryset=rows, **kwargs)

    def get_queryset(self) -> ScopedQuerySet[Any]:
        return nameable(
            cast("ScopedQuerySet[Any]", super().get_queryset()), self.permission, self.context["request"].user
        )


class ScopedCodesField(serializers.ListField):
    """Several records by their codes, found like one; one query for all of them."""

    child = serializers.CharField()
    default_error_messages = {
        "unknown": gettext_lazy("There is no record of yours with the codes: %(codes)s.")
    }

    def __init__(self, rows: ScopedQuerySet[Any], permission: str = "", **kwargs: Any) -> None:
        self.rows, self.permission = rows, permission
        super().__init__(max_length=MOST_CODES, **kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        codes = set(super().to_internal_value(data))
        rows = nameable(self.rows.all(), self.permission, self.context["request"].user)
        found = list(rows.filter(code__in=codes).order_by("code"))
        if unknown := codes - {record.code for record in found}:
            sentence = self.error_messages["unknown"] % {"codes": ", ".join(sorted(unknown))}
            raise ValidationError(sentence, code="does_not_exist")
        return found


def refuse_unknown(given: Iterable[str], known: Container[str]) -> None:
    """Raise ``ValidationError`` for every parameter that is not known, or that is there twice."""
    twice = set(given_twice(given))
    refused = {
        name[:60]: [
            ErrorDetail(_("Ask for this once."), "given_twice")
            if name in known
            else ErrorDetail(_("There is no such parameter."), "unknown_parameter")
        ]
        for name in given
        if name not in known or name in twice
    }
    if refused:
        raise ValidationError(refused)


def day_of(text: str) -> date:
    """The day in a parameter; raises ``ValidationError``."""
    try:
        day: date = DayField().run_validation(text)
    except ValidationError as error:
        raise ValidationError({"as_of": error.detail}) from error
    return day


def slim(serializer: serializers.Serializer[Any], request: Request) -> None:
    """Leave of the fields those that are asked for."""
    for name in set(serializer.fields) - set(kept_names(serializer.fields, request)):
        serializer.fields.pop(name)


def kept_names(known: Iterable[str], request: Request) -> list[str]:
    """Of the fields those that ``?fields=`` names, without those that ``?omit=`` does."""
    asked = {
        name: set(filter(None, request.query_params.get(name, "").split(",")))
        for name in SLIMMING
        if name in request.query_params
    }
    for parameter, names in asked.items():
        if unknown := names - set(known):
            message = _("There is no field called %(names)s.") % {"names": ", ".join(sorted(unknown))}
            raise ValidationError({parameter: [ErrorDetail(message, "unknown_field")]})
    wanted = asked.get("fields", set(known)) - asked.get("omit", set())
    return [name for name in known if name in wanted]


def keep_stored(serializer: serializers.Serializer[Any], model: type[Model]) -> None:
    """Drop the fields that the history of ``model`` does not hold."""
    tracked = {field.name for field in history_of(model).model.tracked_fields}
    for name, field in list(serializer.fields.items()):
        is_column = field.source in tracked and not isinstance(field, serializers.SerializerMethodField)
        if not is_column:
            serializer.fields.pop(name)


def version_of(model: type[Model], pk: Any) -> int | None:
    """The number of the latest version of the record with this key (one query)."""
    versions = history_of(model).filter(**{model._meta.pk.attname: pk})
    version: int | None = versions.order_by("-history_id").values_list("history_id", flat=True).first()
    return version


def etag_of(version: int | None, data: Any) -> str:
    """The tag of an answer: the record's version, and a hash of what this reader is told of it.

    The version says whether the record was changed, the hash whether the answer still holds.
    """
    data_hash = hashlib.sha256(JSONRenderer().render(data)).hexdigest()[:16]
    return f'"{version}-{data_hash}"'


def etags_in(header: str) -> set[str]:
    """The tags of an If-Match or If-None-Match header."""
    return {part.strip().removeprefix("W/") for part in header.split(",") if part.strip()}


def _cleaned_body(data: Any) -> Any:
    """The body of a verb, its texts as the portal keeps texts."""
    if isinstance(data, QueryDict):
        return cleaned_fields(data)
    return {name: cleaned(value) if isinstance(value, str) else value for name, value in data.items()}


class BodySerializer(serializers.Serializer[Any]):
    """What a verb needs to be told, as JSON; a name that is not known is refused."""

    parser_classes: list[type[BaseParser]] = [JSONParser]

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().to_internal_value(_cleaned_body(data))
        unknown = {name[:60]: [_("There is no such field.")] for name in data if name not in self.fields}
        if unknown:
            raise ValidationError(unknown, code="unknown_field")
        return values


class ReadOnlyModelSerializer(serializers.ModelSerializer[Model]):
    """The shape of a noun's answers; what is written goes by ``exchange.importing.entering``.

    ``home_only`` are the fields that are null for readers outside the record's home region; a noun that
    tells readers apart more finely says in ``hidden_fields`` which of them.
    """

    home_only: tuple[str, ...] = ()

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for name, field in fields.items():
            if name in self.home_only or self._can_lead_nowhere(name, field):
                field.allow_null = True
            if isinstance(field, serializers.ChoiceField) and self._can_be_blank(name):
                # Django REST framework forgets it of what is only read.
                field.allow_blank = True
        return fields

    @property
    def _columns(self) -> "Collection[Field[Any, Any]]":
        model: type[Model] = self.Meta.model
        return model._meta.concrete_fields

    def _can_be_blank(self, name: str) -> bool:
        """Whether it is a word that need not be there."""
        columns = {column.name: column for column in self._columns}
        return name in columns and columns[name].blank and columns[name].empty_strings_allowed

    def _can_lead_nowhere(self, name: str, field: serializers.Field) -> bool:
        """Whether it is the code of a record that need not be there."""
        if not isinstance(field, serializers.SlugRelatedField) or "." in (field.source or ""):
            return False
        columns = {column.name: column.null for column in self._columns}
        return bool(columns.get(field.source or name, True))

    @classmethod
    def withheld(cls) -> Collection[str]:
        """The fields that are hidden from somebody who finds a record: nobody orders by them unseen."""
        return cls.home_only

    def hidden_fields(self, instance: Any) -> set[str]:
        """The fields that are null for this reader."""
        is_home = not self.home_only or instance.is_home_for(self.context["request"].user)
        return set() if is_home else set(self.home_only)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        data: dict[str, Any] = super().to_representation(instance)
        return data | {name: None for name in self.hidden_fields(instance) if name in data}
