"""View sets of the nouns, for reading and writing: a noun takes the one that does what it allows.

| view set            | list | retrieve | create | bulk | partial_update | verbs |
|---------------------|------|----------|--------|------|----------------|-------|
| `ListViewSet`       | x    |          |        |      |                |       |
| `ReadOnlyViewSet`   | x    | x        |        |      |                |       |
| `ListCreateViewSet` | x    |          | x      | x    |                |       |
| `ActionViewSet`     | x    | x        | x      |      |                | x     |
| `ModelViewSet`      | x    | x        | x      | x    | x              | x     |

The first two are those of ``core.api``. A noun that fits none of them takes the mixins: an entry of money
is ``ResourceCreateMixin, ActionMixin, ReadOnlyViewSet``.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import BodySerializer, ListViewSet, ReadOnlyViewSet, etags_in, version_of
from core.problems import ChangedMeanwhileError, TooLargeError, UnprocessableError, error, errors_of
from core.requests import account_of
from core.scope import permission_of, rows_of
from exchange.api.once import once
from exchange.importing.drafts import CHANGED, NEW, UNCHANGED, Draft, Plan
from exchange.importing.entering import MOST_ROWS, enter
from exchange.importing.errors import RowsRefusedError, Sentence
from exchange.resources.resource import Resource

if TYPE_CHECKING:
    # What the mixins go before among the bases.
    Mixed: TypeAlias = ReadOnlyViewSet
else:
    Mixed = object


class CreateMixin(Mixed):
    """What ``create`` answers, whatever enters the record."""

    def created(self, pk: int) -> Response:
        """The record with its address; raises ``PermissionDenied`` where the caller does not see it."""
        record = self.get_queryset().filter(pk=pk).first()
        if record is None:
            # Entering what one may not see is not permitted; what was written is taken back.
            raise PermissionDenied
        return self.get_record_response(record, status.HTTP_201_CREATED, self.get_success_headers(record))

    def get_success_headers(self, record: Any) -> dict[str, str]:
        """The address of the record, where it has one."""
        if not hasattr(self, "retrieve"):
            return {}
        path = reverse(f"{self.basename}-detail", args=[record.code])
        return {"Location": self.request.build_absolute_uri(path)}


class ResourceCreateMixin(CreateMixin):
    """Creates records by the noun's resource, one by one and in hundreds.

    ``resource`` says which columns may be written. The noun's key finds the record that is changed;
    everything else is new.
    """

    resource: Resource

    def create(self, request: Request) -> Response:
        """Enter a new record."""
        row = object_in(request.data)
        return once(request, lambda: self._create(row))

    def _create(self, row: dict[str, Any]) -> Response:
        plan = self._enter([row], can_change=False, is_single=True)
        return self.created(plan.drafts[0].record.pk)

    @action(detail=False, methods=["post"])
    def bulk(self, request: Request) -> Response:
        """Enter and change up to 1,000 records, found by the noun's key; all of them or none."""
        rows = rows_in(request.data)
        return once(request, lambda: self._bulk(rows))

    def _bulk(self, rows: list[dict[str, Any]]) -> Response:
        plan = self._enter(rows)
        results = [
            {"row": draft.number, "code": getattr(draft.record, "code", None), "result": draft.action}
            for draft in plan.drafts
        ]
        counts = plan.counts
        return Response({name: counts[name] for name in (NEW, CHANGED, UNCHANGED)} | {"rows": results})

    def _enter(self, rows: list[dict[str, Any]], *, can_change: bool = True, is_single: bool = False) -> Plan:
        try:
            return enter(self.resource, rows, by=account_of(self.request), can_change=can_change)
        except RowsRefusedError as refusal:
            raise UnprocessableError(list(row_errors(refusal.drafts, is_single=is_single))) from refusal


class ActionCreateMixin(CreateMixin):
    """Creates records by an action of the noun, one at a time.

    ``create_action(by=account, **values)`` enters one and returns it, ``request_serializer_class`` reads
    the values. Where ``creates_several`` it returns a list, and a list is answered.
    """

    request_serializer_class: type[BodySerializer] | None
    create_action: Callable[..., Any]
    creates_several = False

    def create(self, request: Request) -> Response:
        """Enter a new record."""
        return once(request, self._create)

    def _create(self) -> Response:
        outcome = type(self).create_action(by=account_of(self.request), **validated_data(self))
        return self._several(outcome) if self.creates_several else self.created(outcome.pk)

    def _several(self, records: Iterable[Model]) -> Response:
        rows = self.get_queryset().filter(pk__in=[record.pk for record in records]).order_by("pk")
        return Response(self.get_serializer(rows, many=True).data, status.HTTP_201_CREATED)


class ActionMixin(Mixed):
    """Does something with the record of an address: its verbs, each with what it needs to be told."""

    request_serializer_class: type[BodySerializer] | None = None
    leaves_nothing = False

    def perform_action(self, run: Callable[..., Any], permission: str) -> Response:
        """Do a verb: call ``run`` with the record and with what ``request_serializer_class`` reads."""
        return once(self.request, lambda: self._perform(run, permission))

    def _perform(self, run: Callable[..., Any], permission: str) -> Response:
        record = self.get_locked_object(permission)
        result = run(record, by=account_of(self.request), **validated_data(self))
        if self.leaves_nothing:
            return Response(status=status.HTTP_204_NO_CONTENT)
        changed = result if isinstance(result, self.model) else record
        return self.get_record_response(self.get_queryset().get(pk=changed.pk))

    def get_locked_object(self, permission: str) -> Any:
        """The record, locked: 404 out of scope, 403 without the permission, 412 if changed meanwhile."""
        rows = rows_of(self.model).visible_to(self.request.user)
        locked = rows.select_for_update(of=("self",), no_key=True)
        get_object_or_404(locked, **{self.lookup_field: self.kwargs[self.lookup_field]})
        record = self.get_object()
        if not self.request.user.has_perm(permission_of(self.model, permission), record):
            raise PermissionDenied
        self.check_if_match(record)
        return record

    def check_if_match(self, record: Model) -> None:
        """Compare the version that the caller has read with the latest one."""
        wanted = etags_in(self.request.headers.get("If-Match", ""))
        if not wanted or "*" in wanted:
            return
        if str(version_of(self.model, record.pk)) not in {tag.strip('"').partition("-")[0] for tag in wanted}:
            raise ChangedMeanwhileError(current=self.get_serializer(record).data)


class ListCreateViewSet(ResourceCreateMixin, ListViewSet):
    """Parts without a code of their own: listed, entered, and changed in hundreds by their key."""


class ActionViewSet(ActionCreateMixin, ActionMixin, ReadOnlyViewSet):
    """A noun whose records begin by an action and go on by verbs."""


class ModelViewSet(ResourceCreateMixin, ActionMixin, ReadOnlyViewSet):
    """A noun whose records have a code: each has an address, can be changed there, and has verbs.

    A subclass names ``model``, ``serializer_class``, ``filterset_class``, ``resource`` and its verbs.
    """

    def partial_update(self, request: Request, code: str) -> Response:
        """Change what the object names of the record."""
        row = object_in(request.data)
        return once(request, lambda: self._change(row, code))

    def _change(self, row: dict[str, Any], code: str) -> Response:
        record = self.get_locked_object("change")
        if row.get("code", code) != code:
            sentence = _("The code of a record stays; leave it out.")
            raise UnprocessableError([error(sentence, rule="code_stays", field="code")])
        self._enter([{**row, "code": record.code}], is_single=True)
        return self.get_record_response(self.get_object())


def validated_data(view: Any) -> dict[str, Any]:
    """What the request's body says, as its serializer reads it; raises ``UnprocessableError``."""
    serializer = view.request_serializer_class(
        data=object_in(view.request.data), context=view.get_serializer_context()
    )
    try:
        serializer.is_valid(raise_exception=True)
    except ValidationError as refusal:
        raise UnprocessableError(errors_of(refusal)) from refusal
    values: dict[str, Any] = serializer.validated_data
    return values


def object_in(data: Any) -> dict[str, Any]:
    """The body as one object; raises ``UnprocessableError``."""
    if not isinstance(data, dict):
        raise UnprocessableError([error(_("Send an object of fields and values."), rule="type")])
    return data


def rows_in(data: Any) -> list[dict[str, Any]]:
    """The body as a list of objects, not too long; raises ``UnprocessableError`` or ``TooLargeError``."""
    if not isinstance(data, list) or not data:
        raise UnprocessableError([error(_("Send a list of objects, at least one."), rule="type")])
    if len(data) > MOST_ROWS:
        raise TooLargeError(detail=_("Send at most 1,000 records at once."), code="too_many_rows")
    if wrong := [number for number, row in enumerate(data, start=1) if not isinstance(row, dict)]:
        sentence = _("Each record is an object of fields and values.")
        raise UnprocessableError([error(sentence, rule="type", row=number) for number in wrong])
    return data


def row_errors(drafts: Iterable[Draft], *, is_single: bool) -> Iterator[dict[str, Any]]:
    """The errors of refused rows as answers tell them; a single record has no row."""
    for draft in drafts:
        row = None if is_single else draft.number
        for name, sentence in draft.errors:
            rule = sentence.rule if isinstance(sentence, Sentence) else "invalid"
            yield error(sentence, rule=rule, field=name or None, row=row)
