"""Planning and reaching the stages of a station."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.requests import PageRequest
from core.verbs import VerbMixin
from stations import actions
from stations.forms.milestone import DayForm, MilestoneForm
from stations.models import Milestone, Stage, Station
from stations.views.station import StationVerbView


class AchieveView(StationVerbView):
    """Say that a stage was reached; what its rules miss is named."""

    form_class = DayForm
    template_name = "stations/milestone/achieve.html"
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


class MilestonesView(VerbMixin, TemplateView):
    """The plan of a station: all ten stages in one form."""

    request: PageRequest
    model = Station
    template_name = "stations/milestone/plan.html"
    context_object_name = "station"

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
        return super().get_context_data(forms=self.forms, **kwargs)
