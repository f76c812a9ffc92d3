"""Pages about personal data: a number in clear, and the log of who saw which."""

from datetime import timedelta

import django_filters
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter
from core.views import ScopedListView
from personnel import actions
from personnel.forms.data_access import RevealForm
from personnel.models import PersonalDataAccess
from personnel.rules.disclosure import NUMBERS, audience_of, can_reveal
from personnel.tables.data_access import AccessTable
from personnel.views.addresses import client_address
from personnel.views.social_worker import WorkerVerbView
from regions.filters import RegionFilterSet

LOOKED_BACK = timedelta(days=30)


class RevealView(WorkerVerbView):
    """See a number of a person in clear: with a reason, once, and noted."""

    verb = "reveal"
    form_class = RevealForm
    template_name = "personnel/data_access/reveal.html"
    title = _("See a number in clear")
    button = _("Show it now")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"offered": self._offered}

    @property
    def _offered(self):
        audience = audience_of(self.request.user, self.object)
        labels = dict(PersonalDataAccess.Field.choices)
        return [(one, labels[one]) for one in NUMBERS if can_reveal(one, audience)]

    def run(self, form):
        numbers = actions.reveal(
            self.object,
            **form.cleaned_data,
            by=self.request.user,
            at=timezone.now(),
            address=client_address(self.request),
        )
        return dict(self._offered)[form.cleaned_data["field"]], numbers

    def get_success_response(self, outcome):
        """Show the number in this answer alone: not kept by the browser, not found again by an address."""
        label, numbers = outcome
        context = {"worker": self.object, "label": label, "numbers": numbers}
        return self._unkept(render(self.request, "personnel/data_access/revealed.html", context))

    def render_to_response(self, context, **kwargs):
        return self._unkept(super().render_to_response(context, **kwargs))

    def _unkept(self, response):
        response["Cache-Control"] = "no-store"
        return response


class AccessFilterSet(RegionFilterSet):
    """Filters of the access log."""

    first = DayFilter(field_name="accessed_at", lookup_expr="date__gte", label=_("From"))
    last = DayFilter(field_name="accessed_at", lookup_expr="date__lte", label=_("To"))
    by = django_filters.CharFilter(field_name="by__username", label=_("Who (account)"))
    worker = django_filters.CharFilter(field_name="worker__code", label=_("Whose (code)"))

    class Meta:
        model = PersonalDataAccess
        fields = ["region", "first", "last", "by", "worker", "kind", "field"]


class AccessLogView(ScopedListView):
    """Who saw whose numbers in clear, and who took lists of people away."""

    model = PersonalDataAccess
    table_class = AccessTable
    filterset_class = AccessFilterSet
    template_name = "personnel/data_access/access_log.html"
    title = _("Access to personal data")
    lead = _("Every number shown in clear and every list of people taken away; nobody can change an entry")
    export_name = "personal-data-access"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        recent = PersonalDataAccess.objects.visible_to(self.request.user).between(today - LOOKED_BACK, today)
        return super().get_context_data(unusual=list(recent.unusual()[:10]), **kwargs)
