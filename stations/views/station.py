"""Stations: their list, planning them, and the verbs on one."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.rules.hands import hands_of
from accounts.rules.who_can import who_can
from core.verbs import EditView, EnterView, VerbView
from exchange.views.lists import EditableListView
from regions.models.region import PATH_LENGTH
from stations import actions
from stations.filters.station import StationFilterSet
from stations.forms.milestone import DayForm, ReturnStageForm
from stations.forms.station import CloseForm, PlanForm, ReasonForm, StationForm
from stations.models import Stage, Station
from stations.rules import handover
from stations.tables.station import StationTable


class StationListView(EditableListView):
    """The stations in scope."""

    model = Station
    table_class = StationTable
    filterset_class = StationFilterSet
    title = _("Stations")
    lead = _("Social-work service stations of townships and subdistricts")
    template_name = "stations/station/list.html"
    export_name = "stations"
    resource_name = "stations"
    enter_route = "stations:station-plan"
    enter_label = _("Plan stations")

    def get_table_kwargs(self):
        """Whoever sees one county only needs no column for it."""
        paths = self.request.user.paths_for("stations.view_station")
        is_wider = any(len(path) < PATH_LENGTH["county"] for path in paths) or len(paths) > 1
        return {} if is_wider else {"exclude": ("county",)}


class PlanView(EnterView):
    """Enter stations in the plan, a year's batch at once; ``?all=1`` offers served townships too."""

    model = Station
    title = _("Plan stations")
    button = _("Enter in the plan")
    list_title = _("Stations")
    list_route = "stations:station-list"
    template_name = "stations/station/plan.html"
    form_class = PlanForm

    @property
    def offers_all(self) -> bool:
        return self.request.GET.get("all") == "1"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "today": timezone.localdate(),
            "only_lacking": not self.offers_all,
        }

    def run(self, form):
        return actions.plan_stations(
            form.cleaned_data["townships"],
            service_model=form.cleaned_data["service_model"],
            on=form.cleaned_data["on"],
            planned=form.planned,
            by=self.request.user,
        )

    def get_success_response(self, outcome):
        message = ngettext(
            "%(count)d station is in the plan.", "%(count)d stations are in the plan.", len(outcome)
        )
        messages.success(self.request, message % {"count": len(outcome)})
        if len(outcome) == 1:
            return redirect(outcome[0])
        return redirect(f"{reverse(self.list_route)}?stage={Stage.PLANNED}")

    def get_context_data(self, **kwargs):
        return super().get_context_data(offers_all=self.offers_all, **kwargs)


class StationVerbView(VerbView):
    """A verb on a station."""

    model = Station
    context_object_name = "station"


class StationEditView(EditView, StationVerbView):
    """What a station is and where it lies."""

    form_class = StationForm
    title = _("Edit the station")


class SuspendView(StationVerbView):
    """Suspend a station."""

    form_class = ReasonForm
    title = _("Suspend the station")
    is_harmful = True

    def run(self, form):
        actions.suspend_station(self.object, by=self.request.user, **form.cleaned_data)
        return _("Reported. The station stops counting once the level above has confirmed it.")


class CloseView(StationVerbView):
    """Close a station: what hangs on it is listed, and moved to a successor or ended."""

    form_class = CloseForm
    form_takes_user = True
    template_name = "stations/station/close.html"
    title = _("Close the station")
    lead = _("Nothing stays open at a closed station: what is not moved to its successor ends with it.")
    is_harmful = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"station": self.object, "today": timezone.localdate()}

    def run(self, form):
        handover.refuse_foreign(self.object, form.cleaned_data["on"], self.request.user)
        actions.close_station(self.object, by=self.request.user, **form.cleaned_data)


class ReopenView(StationVerbView):
    """Let a station work again."""

    form_class = DayForm
    title = _("Reopen the station")

    def run(self, form):
        actions.reopen_station(self.object, by=self.request.user, **form.cleaned_data)
        return _("Reported. The station counts again once the level above has confirmed it.")


class DecideView(StationVerbView):
    """A verb of the level above on a suspension or a reopening that was reported."""

    needs = "stations.confirm_interruption"
    template_name = "stations/station/decide.html"

    @property
    def place(self):
        return self.object.township

    def get_context_data(self, **kwargs):
        stops = self.object.interruptions.waiting().select_related("reported_by", "reopened_by")
        stop = stops.first()
        reporter = stop.reporter.pk if stop and stop.reporter else None
        waiting = who_can(self.needs, self.place, without=hands_of([reporter])) if stop else None
        return super().get_context_data(stop=stop, waiting=waiting, **kwargs)


class ConfirmView(DecideView):
    """Confirm the suspension or the reopening that waits."""

    form_class = forms.Form
    title = _("Confirm")

    def run(self, form):
        actions.confirm_interruption(self.object, on=timezone.localdate(), by=self.request.user)
        return _("Confirmed.")


class ReturnView(DecideView):
    """Send back the suspension or the reopening that waits."""

    form_class = ReturnStageForm
    title = _("Return")

    def run(self, form):
        actions.return_interruption(self.object, by=self.request.user, **form.cleaned_data)
        return _("Returned.")
