"""Pages of draws: the population is looked at, drawn from, and each record visited."""

import math
from typing import cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.verbs import EnterView, VerbView
from core.views import ScopedListView
from exchange.views.details import HistoryDetailView
from oversight import actions, forms
from oversight.filters import DrawFilterSet
from oversight.models import Draw, DrawItem
from oversight.models.draw import QUARTERS
from oversight.rules.draw_sources import SOURCES, Candidate
from oversight.rules.sampling import digest_of, strata_of
from oversight.tables import INSPECTION_TONES, DrawTable
from regions.models import Region


class DrawListView(ScopedListView):
    """The draws in scope."""

    model = Draw
    table_class = DrawTable
    filterset_class = DrawFilterSet
    template_name = "oversight/list.html"
    title = _("Draws")
    lead = _("Oversight")
    export_name = "draws"
    enter_route = "oversight:draw-create"
    enter_label = _("Draw a sample")


def names_of(codes) -> dict[str, str]:
    """The names of counties by their codes; one query."""
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name"))


def in_words(source: str, risks: str) -> list:
    """The signs of risk that a population keeps, in words; a source that is gone leaves its own."""
    known = SOURCES[source].risks if source in SOURCES else {}
    return [known.get(one, one) for one in risks.split(",") if one]


class DrawDetailView(HistoryDetailView):
    """One draw: its strata, what was drawn with its results, and how it is repeated."""

    model = Draw
    template_name = "oversight/draw/detail.html"
    context_object_name = "draw"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs):
        draw, user = self.object, self.request.user
        source = SOURCES.get(draw.source)
        items = list(
            DrawItem.objects.visible_to(user).for_listing().filter(draw=draw).order_by("county", "code")
        )
        names = names_of({member[1] for member in draw.population})
        drawn = [item.code for item in items]
        return super().get_context_data(
            source=source.label if source else draw.source,
            items=[
                (item, source.url(item.code) if source else "", in_words(draw.source, item.risks))
                for item in items
            ],
            strata=[(names.get(one.county, one.county), one) for one in strata_of(draw.population, drawn)],
            population_size=len(draw.population),
            tones=INSPECTION_TONES,
            can_visit=not draw.is_closed and user.has_perm("oversight.change_draw", draw),
            can_close=not draw.is_closed
            and all(item.has_result for item in items)
            and user.has_perm("oversight.change_draw", draw),
            **kwargs,
        )


class DrawAddView(EnterView):
    """Draw a sample: the first time the form is sent it shows the population, the second time it draws."""

    model = Draw
    form_class = forms.DrawForm
    template_name = "oversight/draw/new.html"
    title = _("Draw a sample")
    lead = _(
        "The population is shown first. Then the portal draws with a seed that nobody chose, and keeps both, "
        "so that the draw can be repeated. It is never drawn again in silence."
    )
    list_title = _("Draws")
    list_route = "oversight:draw-list"
    success_message = _("Drawn. Plan for each record who goes and looks.")

    @cached_property
    def latest_quarter(self) -> tuple[int, int]:
        """The year and the quarter that ended last."""
        today = timezone.localdate()
        quarter = (today.month - 1) // 3
        return (today.year, quarter) if quarter else (today.year - 1, QUARTERS)

    def get_initial(self):
        year, quarter = self.latest_quarter
        return {"year": year, "quarter": quarter, "source": next(iter(SOURCES))}

    def form_valid(self, form):
        draw, candidates = form.instance, actions.population_of(form.instance)
        digest = digest_of([one.member for one in candidates])
        draw.size = self._size(form, candidates)
        if candidates and form.cleaned_data["seen"] != digest:
            return self._show_population(form, candidates, digest)
        return super().form_valid(form)

    def run(self, form):
        return actions.draw_sample(form.instance, by=self.request.user, seen=form.cleaned_data["seen"])

    def _size(self, form, candidates: list[Candidate]) -> int:
        share = form.cleaned_data["share_percent"]
        asked = math.ceil(len(candidates) * share / 100) if share else form.cleaned_data["size"]
        return cast("int", max(asked, len({one.county.code for one in candidates}), 1))

    def _show_population(self, form, candidates: list[Candidate], digest: str) -> HttpResponse:
        form.data = form.data.copy()
        form.data["seen"] = digest
        draw, names = form.instance, {one.county.code: one.county.name for one in candidates}
        strata = strata_of([one.member for one in candidates])
        context = self.get_context_data(
            form=form,
            population=[(one, in_words(draw.source, ",".join(one.risks))) for one in candidates],
            strata=[(names[one.county], one) for one in strata],
            size=draw.size,
            digest=digest,
        )
        return self.render_to_response(context)


class DrawVerbView(VerbView):
    """A verb on a draw."""

    model = Draw

    def get_queryset(self):
        return super().get_queryset().select_related("region")


class VisitView(DrawVerbView):
    """Plan the look on the spot at one of the drawn records."""

    form_class = forms.VisitForm
    title = _("Plan the look on the spot")
    lead = _("A supervisory check is planned; what it concludes is the result of the drawn record.")

    @cached_property
    def item(self) -> DrawItem:
        return get_object_or_404(
            DrawItem.objects.visible_to(self.request.user).for_listing(),
            draw__code=self.kwargs["code"],
            code=self.kwargs["item"],
        )

    def get_initial(self):
        today = timezone.localdate()
        return {"starts_on": today, "ends_on": today}

    def run(self, form):
        check = actions.plan_visit(self.item, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is planned.") % {"code": check.code}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs | {"lead": f"{self.item} ({self.item.code})"})


class CloseView(DrawVerbView):
    """Say what came of it."""

    form_class = forms.CloseDrawForm
    title = _("Close the draw")

    def run(self, form):
        actions.close_draw(self.object, by=self.request.user, **form.cleaned_data)
        return _("Closed. The draw and its results stand.")
