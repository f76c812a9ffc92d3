"""Engaging an agency at a station."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from stations import actions
from stations.forms.engagement import EngageForm
from stations.forms.milestone import DayForm
from stations.models import Engagement
from stations.views.station import StationVerbView


class EngageView(StationVerbView):
    """Let an agency run or support a station."""

    form_class = EngageForm
    title = _("Engage an agency")
    form_takes_user = True

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
