"""Pages of construction: planning stations, their milestones, interruptions and agencies."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView
from django.views.generic.detail import SingleObjectMixin

from core.verbs import EditView, VerbView
from core.views import ScopedMixin
from stations import actions
from stations.forms import (
    DayForm,
    EngageForm,
    MilestoneForm,
    PlanForm,
    ReasonForm,
    StationForm,
)
from stations.models import Engagement, Milestone, Stage, Station


class PlanView(PermissionRequiredMixin, FormView):
    """Enter stations in the plan, a year's batch at once; ``?all=1`` offers served townships too."""

    permission_required = "stations.add_station"
    template_name = "stations/plan.html"
    form_class = PlanForm

    @property
    def offers_all(self) -> bool:
        return self.request.GET.get("all") == "1"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "today": timezone.localdate(),
            "only_lacking": not self.offers_all,
        }

    def form_valid(self, form):
        stations = actions.plan_stations(
            form.cleaned_data["townships"],
            service_model=form.cleaned_data["service_model"],
            on=form.cleaned_data["on"],
            planned=form.planned,
            by=self.request.user,
        )
        told = ngettext(
            "%(count)d station is in the plan.", "%(count)d stations are in the plan.", len(stations)
        )
        messages.success(self.request, told % {"count": len(stations)})
        if len(stations) == 1:
            return redirect(stations[0])
        return redirect(f"{reverse('stations:station-list')}?stage={Stage.PLANNED}")

    def get_context_data(self, **kwargs):
        return super().get_context_data(offers_all=self.offers_all, **kwargs)


class StationVerbView(VerbView):
    """A verb on a station."""

    model = Station
    context_object_name = "station"

    def get_initial(self):
        return {"on": timezone.localdate()}


class StationEditView(EditView, StationVerbView):
    """What a station is and where it lies."""

    form_class = StationForm
    title = _("Edit the station")

    def run(self, form):
        form.save()
        return _("Saved.")


class SuspendView(StationVerbView):
    """Suspend a station."""

    form_class = ReasonForm
    title = _("Suspend the station")
    is_harmful = True

    def run(self, form):
        actions.suspend_station(self.object, by=self.request.user, **form.cleaned_data)


class CloseView(StationVerbView):
    """Close a station."""

    form_class = ReasonForm
    title = _("Close the station")
    is_harmful = True

    def run(self, form):
        actions.close_station(self.object, by=self.request.user, **form.cleaned_data)


class ReopenView(StationVerbView):
    """Let a station work again."""

    form_class = DayForm
    title = _("Reopen the station")

    def run(self, form):
        actions.reopen_station(self.object, by=self.request.user, **form.cleaned_data)


class EngageView(StationVerbView):
    """Let an agency run or support a station."""

    form_class = EngageForm
    title = _("Engage an agency")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def run(self, form):
        values = form.cleaned_data
        actions.engage_agency(
            values["agency"], station=self.object, role=values["role"], on=values["on"], by=self.request.user
        )


class DisengageView(StationVerbView):
    """End the engagement of an agency."""

    form_class = DayForm
    title = _("End the engagement")
    is_harmful = True

    @cached_property
    def engagement(self) -> Engagement:
        going_on = Engagement.objects.permitted(self.request.user, "change").open()
        return get_object_or_404(going_on, station=self.object, agency__code=self.kwargs["agency"])

    def run(self, form):
        actions.disengage_agency(self.engagement, on=form.cleaned_data["on"], by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(engagement=self.engagement, **kwargs)


class AchieveView(StationVerbView):
    """Say that a stage was reached; what its rules miss is named."""

    form_class = DayForm
    template_name = "stations/achieve.html"
    title = _("Stage reached")

    @cached_property
    def stage(self) -> Stage:
        try:
            return Stage(self.kwargs["stage"])
        except ValueError as unknown:
            raise Http404 from unknown

    @cached_property
    def milestone(self) -> Milestone:
        found = self.object.milestones.filter(stage=self.stage).first()
        return found or Milestone(station=self.object, stage=self.stage)

    def run(self, form):
        actions.achieve_milestone(self.milestone, on=form.cleaned_data["on"], by=self.request.user)

    def get_context_data(self, **kwargs):
        lacking = self.milestone.lacking(timezone.localdate())
        return super().get_context_data(stage=self.stage, lacking=lacking, **kwargs)


class MilestonesView(ScopedMixin, SingleObjectMixin, TemplateView):
    """The plan of a station: all ten stages in one form."""

    model = Station
    slug_field = slug_url_kwarg = "code"
    template_name = "stations/milestones.html"

    @cached_property
    def object(self) -> Station:
        return self.get_object()

    def dispatch(self, request, *args, **kwargs):
        self.kwargs = kwargs
        if self.has_permission() and not request.user.has_perm("stations.change_station", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        forms = self.forms
        if not all([form.is_valid() for form in forms]):  # noqa: C419 -- every form shows its errors
            return self.render_to_response(self.get_context_data())
        actions.save_plan([form.instance for form in forms if form.has_changed()], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(self.object)

    @cached_property
    def forms(self) -> list[MilestoneForm]:
        stored = {milestone.stage: milestone for milestone in self.object.milestones.all()}
        return [
            MilestoneForm(
                self.request.POST or None,
                prefix=f"stage-{stage.value}",
                instance=stored.get(stage) or Milestone(station=self.object, stage=stage),
            )
            for stage in Stage
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(station=self.object, forms=self.forms, **kwargs)
