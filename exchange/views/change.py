"""Pages of the history: of one record, of one request, and setting changes back."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.requests import PageRequest
from core.scope import permission_of, rows_of
from core.verbs import ActionView
from exchange.changes import actions, reading
from exchange.changes.chronicle import CHRONICLES, Chronicle
from exchange.changes.reading import Pair, Place, Sources
from exchange.changes.reverting import Reverting, reverting_request
from exchange.changes.telling import Teller
from exchange.forms.change import HistoryFilterForm, RevertForm

PAGE_SIZE = 25


class PagedChangesMixin(TemplateView):
    """A page of changes from ``sources()``, filtered by day and kind, and where it goes on."""

    request: PageRequest

    def sources(self) -> Sources:
        """The versions that may be shown, by noun."""
        raise NotImplementedError

    def teller(self) -> Teller:
        """Who tells them."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sources = self.sources()
        form = HistoryFilterForm(self.request.GET, chronicles=[CHRONICLES[name] for name in sources])
        pairs, following = self._page(form, sources)
        return super().get_context_data(
            form=form, changes=self.teller().tell(pairs), following=self._next(following), **kwargs
        )

    def _page(self, form: HistoryFilterForm, sources: Sources) -> tuple[list[Pair], Place | None]:
        if not form.is_valid():
            return [], None
        asked = form.cleaned_data
        if asked["kind"]:
            sources = {asked["kind"]: sources[asked["kind"]]}
        if asked["on"]:
            start = timezone.make_aware(datetime.combine(asked["on"], time.min))
            until = start + timedelta(days=1)
            sources = {
                name: versions.filter(history_date__gte=start, history_date__lt=until)
                for name, versions in sources.items()
            }
        return reading.page(sources, PAGE_SIZE, asked["after"])

    def _next(self, place: Place | None) -> str:
        if place is None:
            return ""
        query = {key: self.request.GET[key] for key in ("on", "kind") if self.request.GET.get(key)}
        return f"?{urlencode(query | {'after': str(place)})}"


class RecordHistoryView(PagedChangesMixin):
    """The whole history of a record and its parts; also of one that the undo of an import removed."""

    template_name = "exchange/change/history.html"

    @cached_property
    def chronicle(self) -> Chronicle:
        chronicle = CHRONICLES.get(self.kwargs["noun"])
        if chronicle is None or chronicle.parent_lookups:
            raise Http404
        if not self.request.user.has_perm(chronicle.view_permission()):
            raise PermissionDenied
        return chronicle

    @cached_property
    def record(self) -> Any:
        """The record, or the last version of one that is gone."""
        user, code = self.request.user, self.kwargs["code"]
        relations = [path.rpartition("__")[0] for path in self.chronicle.get_region_lookups()]
        records = self.chronicle.get_queryset(user).select_related(*filter(None, relations))
        record = records.filter(code=code).first()
        if record is not None:
            return record
        removed = self.chronicle.versions(user).filter(code=code, history_type="-")
        version = removed.select_related(*self.chronicle.select_related).order_by("-history_id").first()
        if version is None:
            raise Http404
        return version

    @property
    def is_gone(self) -> bool:
        return not isinstance(self.record, self.chronicle.model)

    def sources(self) -> Sources:
        pk = self.record.id if self.is_gone else self.record.pk
        return reading.of_record(self.chronicle, pk, self.request.user)

    def teller(self) -> Teller:
        return Teller(self.request.user, model=self.chronicle.model, path=self.chronicle.path_of(self.record))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.chronicle.root(self.record) if self.is_gone else self.record
        return super().get_context_data(record=record, is_gone=self.is_gone, **kwargs)


class RequestView(PagedChangesMixin):
    """Everything that one request wrote, as far as the reader sees it."""

    template_name = "exchange/change/request.html"

    @cached_property
    def has_more(self) -> bool:
        """Whether it also wrote what the reader does not see."""
        return reading.has_more(self.kwargs["key"], self.request.user)

    def sources(self) -> Sources:
        return reading.of_request(self.kwargs["key"], self.request.user)

    def teller(self) -> Teller:
        return Teller(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        is_filtered = any(self.request.GET.get(key) for key in ("on", "kind", "after"))
        if not context["changes"] and not is_filtered and not self._is_seen():
            raise Http404
        can_revert = any(change.can_revert for change in context["changes"])
        return context | {"key": self.kwargs["key"], "has_more": self.has_more, "can_revert": can_revert}

    def _is_seen(self) -> bool:
        return bool(reading.page(self.sources(), 1)[0])


class RevertView(ActionView):
    """Setting back: GET shows what would become of it, POST does it with a reason."""

    template_name = "exchange/change/revert.html"
    form_class = RevertForm

    def work(self) -> Reverting:
        """What would be written, and what stands against it."""
        raise NotImplementedError

    def get_success_response(self, outcome: Any) -> HttpResponse:
        messages.success(self.request, _("Set back. The history tells it."))
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The rules of some nouns lock what they compare with, which needs a transaction.
        with transaction.atomic():
            work = self.work()
        return super().get_context_data(
            back=self.get_success_url(),
            changes=Teller(self.request.user).tell(work.pairs),
            reasons=work.reasons,
            **kwargs,
        )


class VersionRevertView(RevertView):
    """Set one change back."""

    title = gettext_lazy("Set this change back")

    @cached_property
    def pair(self) -> Pair:
        chronicle = CHRONICLES.get(self.kwargs["noun"])
        pair = chronicle and reading.pair_of(chronicle, self.kwargs["number"], self.request.user)
        if not pair:
            raise Http404
        return pair

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self._is_permitted():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _is_permitted(self) -> bool:
        chronicle, version, before = self.pair.chronicle, self.pair.version, self.pair.before
        action = chronicle.revert_action(version, before) if before else "change"
        return rows_of(chronicle.model).permitted(self.request.user, action).filter(pk=version.id).exists()

    def work(self) -> Reverting:
        work = Reverting(by=self.request.user)
        work.look_at([self.pair])
        return work

    def run(self, form: Any) -> None:
        actions.revert_version(self.pair, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        root = self.pair.chronicle.root(self.pair.version)
        return root.get_absolute_url() if root else reverse("reports:overview")


class RequestRevertView(RevertView):
    """Set back everything that one request changed."""

    title = gettext_lazy("Set the whole request back")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._expect_permitted()
        return super().dispatch(request, *args, **kwargs)

    def _expect_permitted(self) -> None:
        """404 where the reader sees nothing of it, 403 where they may change nothing of what they see."""
        seen = reading.page(reading.of_request(self.kwargs["key"], self.request.user), 1)[0]
        if not seen:
            raise Http404
        if not self.request.user.has_perm(permission_of(seen[0].chronicle.model, "change")):
            raise PermissionDenied

    def work(self) -> Reverting:
        return reverting_request(self.kwargs["key"], by=self.request.user)

    def run(self, form: Any) -> None:
        actions.revert_request(self.kwargs["key"], by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("changes:request", args=[self.kwargs["key"]])
