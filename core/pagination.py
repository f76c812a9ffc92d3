"""How endpoints page: by number for people, by key for whoever mirrors a whole noun."""

import base64
import binascii
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from core.asking import MOST_ROWS, page_size_in, with_last_key
from core.scope import Anyone, rows_of

if TYPE_CHECKING:
    from rest_framework.views import APIView

PAGING = {"page", "page_size", "cursor", "ordering"}
FIRST = ""
LONGEST_KEY = 18


class PagePagination(PageNumberPagination):
    """Pages by number, 50 rows unless asked otherwise, 1,000 at most.

    ``cursor`` (empty for the first page) pages by the records' own key instead: in the order in which
    they were entered, without a count, and so at the same cost however far down; what is entered
    meanwhile comes last, and no record comes twice.
    """

    request: Request
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = MOST_ROWS

    def paginate_queryset(
        self, queryset: Any, request: Request, view: "APIView | None" = None
    ) -> list[Any] | None:
        self.cursor = request.query_params.get("cursor")
        if self.cursor is None:
            return super().paginate_queryset(ordered(queryset, request, view), request, view)
        refuse_beside_cursor(request)
        self.request = request
        size = self.get_page_size(request)
        rows: QuerySet[Any] = queryset.order_by("pk")
        if self.cursor != FIRST:
            rows = rows.filter(pk__gt=key_of(self.cursor))
        found = list(rows[: size + 1])
        self.following = cursor_of(found[size - 1].pk) if len(found) > size else None
        return found[:size]

    def get_page_size(self, request: Request) -> int:
        """A size that makes no sense is told and not replaced by another."""
        written = request.query_params.get(self.page_size_query_param)
        if written is None:
            return self.page_size
        size = page_size_in(written)
        if size is None:
            raise refusal("page_size", _("Write a number from 1 to 1000."))
        return size

    def get_paginated_response(self, data: Any) -> Response:
        if self.cursor is None:
            return super().get_paginated_response(data)
        following = self.following and replace_query_param(
            self.request.build_absolute_uri(), "cursor", self.following
        )
        return Response({"count": None, "next": following, "previous": None, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        described = super().get_paginated_response_schema(schema)
        described["properties"]["count"] = {
            "type": ["integer", "null"],
            "example": 123,
            "description": "How many there are on all pages; null where pages go by cursor.",
        }
        described["required"] = ["count", "next", "previous", "results"]
        for name in ("next", "previous"):
            described["properties"][name] = {"type": ["string", "null"], "format": "uri"}
        return described

    def get_schema_operation_parameters(self, view: "APIView") -> list[dict[str, Any]]:
        described = super().get_schema_operation_parameters(view)
        for parameter in described:
            parameter["schema"] |= {"minimum": 1}
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] |= {"maximum": self.max_page_size, "default": self.page_size}
        return described


def ordered(queryset: QuerySet[Any], request: Request, view: Any) -> QuerySet[Any]:
    """The rows in the order that ``ordering`` names: a column of the noun, with a minus the last first."""
    written = request.query_params.get("ordering")
    if written is None:
        return with_last_key(queryset)
    known = orderings_shown(view, queryset, request.user)
    names = written.split(",")
    if unknown := [name for name in names if name.removeprefix("-") not in known]:
        sentence = _("Rows cannot be ordered by %(names)s; by these they can: %(known)s.")
        raise refusal(
            "ordering", sentence % {"names": ", ".join(unknown)[:60], "known": ", ".join(sorted(known))}
        )
    return queryset.order_by(*names, "pk")


def orderings(view: Any) -> set[str]:
    """The fields of the noun's answer that are columns of its table."""
    columns = {field.name for field in view.model._meta.concrete_fields if not field.is_relation}
    return columns & set(view.serializer_class.Meta.fields)


def orderings_shown(view: Any, rows: Any, user: Anyone) -> set[str]:
    """Those of ``orderings`` that ``user`` is shown of all the rows.

    An order by what is hidden would tell it: a hidden record would stand between known ones.
    """
    known = orderings(view)
    withheld: set[str] = known & set(view.serializer_class.withheld())
    if not withheld:
        return known
    # A noun that withholds fields has a queryset that knows where they are shown.
    home: Any = rows_of(view.model)
    shown = home.at_home(user)
    return known - withheld if rows.order_by().exclude(pk__in=shown.values("pk")).exists() else known


def refuse_beside_cursor(request: Request) -> None:
    for name in ("page", "ordering"):
        if name in request.query_params:
            raise refusal(name, _("Pages by cursor have an order of their own; leave this out."))


def refusal(parameter: str, sentence: str) -> ValidationError:
    """A parameter that cannot be understood."""
    return ValidationError({parameter: [ErrorDetail(sentence, "invalid")]})


def cursor_of(pk: int) -> str:
    """The place after the record with this key."""
    return base64.urlsafe_b64encode(f"k{pk}".encode()).decode().rstrip("=")


def key_of(cursor: str) -> int:
    """The key in a cursor; raises ``ValidationError`` for what is none."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        if text.startswith("k") and text[1:].isascii() and text[1:].isdigit() and len(text) <= LONGEST_KEY:
            return int(text[1:])
    except (binascii.Error, ValueError):
        pass
    raise refusal("cursor", _("This is no cursor; take the one in next, or an empty one to begin."))
