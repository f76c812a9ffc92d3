"""Pages of service records: the list, one record, quick entry, correcting and withdrawing."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.verbs import EditView, EnterView, VerbView
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from services import actions
from services.filters import RecordFilterSet
from services.forms.record import Choices, RecordForm, WithdrawForm
from services.models import ServiceRecord
from services.rules import opening
from services.rules.methods import Method, Nature
from services.rules.small_groups import discloses_groups
from services.rules.station_choice import OFFERED, chosen_station, stations_for
from services.tables import RecordTable

ADD = "services.add_servicerecord"


class RecordListView(EditableListView):
    """The service records in scope."""

    model = ServiceRecord
    table_class = RecordTable
    filterset_class = RecordFilterSet
    template_name = "services/record/list.html"
    title = _("Service records")
    lead = _("What the stations did, for whom and for how many")
    export_name = "service-records"
    resource_name = "service-records"
    enter_route = "services:record-create"
    enter_label = _("Enter a service")


class RecordDetailView(HistoryDetailView):
    """One service record."""

    model = ServiceRecord
    template_name = "services/record/detail.html"
    context_object_name = "record"

    def get_queryset(self):
        rows = super().get_queryset().for_listing().prefetch_related("workers")
        return rows.select_related("case", "service_group", "need", "plan_item__plan", "entered_by")

    def get_context_data(self, **kwargs):
        can_change = self.request.user.has_perm("services.change_servicerecord", self.object)
        is_disclosed = discloses_groups(self.request.user, self.object)
        return super().get_context_data(can_change=can_change, discloses_groups=is_disclosed, **kwargs)


class StationEntryView(EnterView):
    """Entering services of the station ``?station=``; without one the page asks for it."""

    model = ServiceRecord
    list_title = _("Service records")
    list_route = "services:record-list"
    form_takes_user = False

    @cached_property
    def station(self):
        return chosen_station(self.request.user, self.request.GET.get("station", ""), ADD)

    @cached_property
    def choices(self) -> Choices:
        return Choices(self.station, self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission() and self.station is None:
            offered = stations_for(request.user, ADD)[:OFFERED]
            context = {"stations": offered, "title": self.title}
            return render(request, "services/record/choose_station.html", context)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(station=self.station, **kwargs)


class QuickEntryView(StationEntryView):
    """One service, with few fields first; station and method of the last entry are remembered."""

    form_class = RecordForm
    template_name = "services/record/new.html"
    title = _("Enter a service")

    def get_initial(self):
        asked = self.request.GET
        own = ServiceRecord.objects.filter(entered_by=self.request.user, station=self.station)
        last = own.order_by("-pk").first()
        return {
            "served_on": _day(asked.get("on", "")) or timezone.localdate(),
            "method": _known(Method, asked.get("method")) or (last.method if last else None),
            "nature": last.nature if last else Nature.PROFESSIONAL,
            "field": last.field_id if last else None,
            "hours": 1,
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"choices": self.choices}

    def run(self, form):
        return actions.enter_record(form.typed_record, by=self.request.user)

    def get_success_response(self, outcome):
        messages.success(self.request, _("%(record)s is entered.") % {"record": outcome.code})
        if early := opening.warning(outcome.station, outcome.served_on):
            messages.warning(self.request, early)
        return super().get_success_response(outcome)

    def get_success_url(self):
        if "next" not in self.request.POST:
            return super().get_success_url()
        query = {"station": self.station.code, "method": self.object.method, "on": self.object.served_on}
        return f"{reverse('services:record-create')}?{urlencode(query)}"


class RecordEditView(EditView):
    """Correct a record; what it said before stays in its history."""

    model = ServiceRecord
    form_class = RecordForm
    template_name = "services/record/edit.html"
    title = _("Correct the record")

    def get_queryset(self):
        rows = super().get_queryset().select_related("station__township", "case", "service_group")
        return rows.select_related("need", "plan_item__plan")

    def get_form_kwargs(self):
        choices = Choices(self.edited.station, self.request.user)
        return super().get_form_kwargs() | {"choices": choices}

    def run(self, form):
        actions.correct_record(form.typed_record, by=self.request.user)


class WithdrawView(VerbView):
    """Take a record out of all counts."""

    model = ServiceRecord
    form_class = WithdrawForm
    title = _("Withdraw the record")
    is_harmful = True

    def run(self, form):
        on = timezone.localdate()
        actions.withdraw_record(self.object, on=on, by=self.request.user, **form.cleaned_data)
        return _("Withdrawn. It stays to be read and counts nowhere.")


def _day(text: str):
    try:
        return parse_date(text)
    except ValueError:
        return None


def _known(choices, value):
    return value if value in choices.values else None
