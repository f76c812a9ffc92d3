"""The change feed over the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import refuse_unknown
from core.problems import GoneError
from core.scope import Anyone
from exchange.feed import reading
from exchange.resources import endpoints as nouns
from regions.models import Region

LIMIT, MOST = 100, 1000
NOW, KEYS = "now", "keys"
LAST = 2**63 - 1
PARAMETERS = [
    OpenApiParameter(
        "since",
        str,
        description="The `next` of the page before; empty: from the beginning; `now`: from here.",
    ),
    OpenApiParameter("limit", int, description="Changes read for a page, 100 unless asked, 1,000 at most."),
    OpenApiParameter("noun", str, description="Only these kinds of records, separated by commas."),
    OpenApiParameter("region", str, description="Code of a region in scope."),
    OpenApiParameter("fields", str, enum=[KEYS], description="`keys`: without the records themselves."),
]


class EventSerializer(serializers.Serializer):
    """What happened to a record, and how it is now; ``record`` is null for what is removed or gone.

    ``touched`` are records that did not change themselves but whose figures may follow from a change.
    """

    sequence = serializers.IntegerField(help_text="Place in the order of commits.")
    noun = serializers.CharField(help_text="As the API names it.")
    id = serializers.IntegerField(help_text="Tells records of a noun apart, also those without a code.")
    code = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(choices=reading.KINDS)
    at = serializers.DateTimeField()
    request = serializers.UUIDField(allow_null=True, help_text="What was written together.")
    record = serializers.DictField(required=False, allow_null=True, help_text="As its endpoint shows it.")


class FeedSerializer(serializers.Serializer):
    """A page of the feed; ``next`` is there also where nothing happened."""

    next = serializers.CharField(help_text="Where the next page goes on.")
    has_more = serializers.BooleanField()
    events = EventSerializer(many=True)


@dataclass(frozen=True)
class FeedParameters:
    """What the address asks for; raises ``ValidationError``, 404 out of scope, 403 without permission."""

    user: Anyone
    query: Mapping[str, str]

    @property
    def since(self) -> int:
        text = self.query.get("since", "")
        if text == NOW:
            return reading.latest()
        return self._number("since", text, least=0, most=LAST) if text else 0

    @property
    def limit(self) -> int:
        return self._number("limit", self.query.get("limit", str(LIMIT)), least=1, most=MOST)

    @property
    def question(self) -> reading.Question:
        fields = self.query.get("fields", "")
        if fields not in ("", KEYS):
            raise serializers.ValidationError({"fields": [_("Only “keys” can be asked for.")]})
        return reading.Question(self.user, self._nouns(), self._region(), has_records=not fields)

    def _number(self, name: str, text: str, *, least: int, most: int) -> int:
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(LAST))
        if not is_number or not least <= int(text) <= most:
            sentence = _("This is no cursor of the feed.") if name == "since" else _("1 to 1,000.")
            raise serializers.ValidationError({name: [sentence]})
        return int(text)

    def _nouns(self) -> frozenset[str]:
        names = frozenset(filter(None, self.query.get("noun", "").split(",")))
        known = nouns.by_name()
        if names - set(known):
            sentence = _("Kinds of records are: %(known)s.") % {"known": ", ".join(sorted(known))}
            raise serializers.ValidationError({"noun": [sentence]})
        if not all(self.user.has_perm(known[name].permission) for name in names):
            raise PermissionDenied
        return names

    def _region(self) -> Region | None:
        code = self.query.get("region", "")
        if not code:
            return None
        region = Region.objects.visible_to(self.user).filter(code=code).first()
        if region is None:
            raise Http404
        return region


class ChangeViewSet(viewsets.ViewSet):
    """The change feed: what was created, changed and ended in scope, in the order of commits."""

    schema_serializers = {"list": FeedSerializer}
    schema_parameters = PARAMETERS
    schema_problems = (410,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, {parameter.name for parameter in PARAMETERS})

    @extend_schema(operation_id="changes_read")
    def list(self, request: Request) -> Response:
        """The changes after the cursor ``since``, and where to go on."""
        asked = FeedParameters(request.user, request.query_params)
        since = asked.since
        page = reading.page(asked.question, since, asked.limit)
        if page.position == since and since > reading.latest():
            # Only a portal that was set back to an earlier day has told a place that it does not know.
            raise GoneError(
                detail=_("The feed ends before this cursor: the portal was restored. Begin anew."),
                code="cursor_ahead",
            )
        answer = {"next": str(page.position), "has_more": page.has_more, "events": page.events}
        return Response(answer)
