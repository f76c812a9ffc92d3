"""Planning and reaching the stages of a station."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts.rules.hands import hands_of
from accounts.rules.who_can import who_can
from core.requests import PageRequest
from core.verbs import VerbMixin
from core.views import ScopedListView
from stations import actions
from stations.actions.milestone import StageRefused
from stations.filters.station import MilestoneFilterSet
from stations.forms.milestone import AchieveForm, ConfirmStageForm, MilestoneForm, ReturnStageForm
from stations.models import Evidence, Milestone, Stage, Station
from stations.rules import frozen
from stations.tables.milestone import MilestoneTable
from stations.views.station import StationVerbView


class MilestoneListView(ScopedListView):
    """Stages that were reached: what waits to be confirmed, what is short of proof, what was entered late."""

    model = Milestone
    table_class = MilestoneTable
    filterset_class = MilestoneFilterSet
    title = _("Stages reached")
    lead = _("What was reported, by whom, and whether it counts")
    export_name = "milestones"

    def get_queryset(self):
        return super().get_queryset().filter(achieved_on__isnull=False).order_by("-achieved_on", "pk")


class StageVerbView(StationVerbView):
    """A verb on a stage of a station."""

    @cached_property
    def stage(self) -> Stage:
        try:
            return Stage(self.kwargs["stage"])
        except ValueError as unknown:
            raise Http404 from unknown

    @cached_property
    def milestone(self) -> Milestone:
        found = self.object.milestones.for_listing().filter(stage=self.stage).first()
        return found or Milestone(station=self.object, stage=self.stage)

    def get_context_data(self, **kwargs):
        return super().get_context_data(stage=self.stage, milestone=self.milestone, **kwargs)


class AchieveView(StageVerbView):
    """Report that a stage was reached; what its rules miss is named."""

    form_class = AchieveForm
    template_name = "stations/milestone/achieve.html"
    title = _("Stage reached")

    def run(self, form):
        milestone = actions.achieve_milestone(self.milestone, by=self.request.user, **form.cleaned_data)
        if milestone.standing == Milestone.Standing.REPORTED:
            return _("Reported. It counts once the level above has confirmed it.")
        return None

    def get_context_data(self, **kwargs):
        lacking = self.milestone.lacking(timezone.localdate())
        return super().get_context_data(lacking=lacking, **kwargs)


class DecideView(StageVerbView):
    """A verb of the level above on a stage that was reported, with what shows it on the same page."""

    needs = "stations.confirm_milestone"
    template_name = "stations/milestone/decide.html"

    @property
    def place(self):
        return self.object.township

    @cached_property
    def given_out(self) -> list[frozen.GivenOut]:
        """The figures of its day or later that were given out."""
        if self.milestone.achieved_on is None:
            return []
        return frozen.given_out(self.place.path, self.milestone.achieved_on)

    def get_context_data(self, **kwargs):
        milestone = self.milestone
        is_waiting = milestone.standing not in ("", Milestone.Standing.COUNTS)
        beside = milestone.beside() if is_waiting else None
        files = Evidence.objects.visible_to(self.request.user)
        return super().get_context_data(
            lacking=milestone.lacking(milestone.achieved_on, beside) if is_waiting else [],
            exceptions=milestone.exceptions(beside) if is_waiting else [],
            given_out=self.given_out,
            waiting=who_can(self.needs, self.place, without=hands_of([milestone.reported_by_id]))
            if is_waiting
            else None,
            may_confirm=actions.may_confirm(milestone, self.request.user),
            evidence=files.filter(milestone__station=self.object).select_related("milestone"),
            **kwargs,
        )


class ConfirmView(DecideView):
    """Confirm what was reported: from now on it counts."""

    form_class = ConfirmStageForm
    title = _("Confirm the stage")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"given_out": self.given_out}

    def run(self, form):
        today = timezone.localdate()
        actions.confirm_milestone(self.milestone, on=today, by=self.request.user, **form.cleaned_data)
        return _("Confirmed. It counts.")


class ReturnView(DecideView):
    """Send back what was reported."""

    form_class = ReturnStageForm
    title = _("Return the report")

    def run(self, form):
        actions.return_milestone(self.milestone, by=self.request.user, **form.cleaned_data)
        return _("Returned. The station reads what is missing.")


class WithdrawView(DecideView):
    """Take a confirmation back that proved wrong."""

    form_class = ReturnStageForm
    title = _("Take the confirmation back")
    is_harmful = True

    def run(self, form):
        actions.withdraw_confirmation(self.milestone, by=self.request.user, **form.cleaned_data)


class MilestonesView(VerbMixin, TemplateView):
    """The course of a station: plan, report and show all ten stages in one form."""

    request: PageRequest
    model = Station
    template_name = "stations/milestone/plan.html"
    context_object_name = "station"

    def post(self, request, *args, **kwargs):
        return request.once(self._save)

    def _save(self):
        request, forms = self.request, self.forms
        if not all([form.is_valid() for form in forms]):  # noqa: C419 -- every form shows its errors
            return self.render_to_response(self.get_context_data())
        changed = [form for form in forms if form.has_changed()]
        by_stage = {form.instance.stage: form for form in changed}
        reports = {stage: form.report for stage, form in by_stage.items()}
        try:
            actions.save_course([form.instance for form in changed], reports, by=request.user)
        except StageRefused as refusal:
            by_stage[refusal.stage].add_error(None, refusal.messages)
            return self.render_to_response(self.get_context_data())
        messages.success(request, _("Saved."))
        return redirect(self.object)

    @cached_property
    def forms(self) -> list[MilestoneForm]:
        stored = {milestone.stage: milestone for milestone in self.object.milestones.all()}
        return [
            MilestoneForm(
                self.request.POST or None,
                self.request.FILES or None,
                prefix=f"stage-{stage.value}",
                instance=stored.get(stage) or Milestone(station=self.object, stage=stage),
            )
            for stage in Stage
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(forms=self.forms, **kwargs)
