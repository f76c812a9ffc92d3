"""Planning stations, and the verbs on a station."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from core.verbs import EditView, VerbView
from stations import actions
from stations.forms.milestone import DayForm
from stations.forms.station import PlanForm, ReasonForm, StationForm
from stations.models import Stage, Station


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
