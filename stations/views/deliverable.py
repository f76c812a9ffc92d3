"""Pages of deliverables: entered and reported by the station, accepted or returned by the next level up."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.verbs import EditView, ManyListMixin, ManyView, VerbView
from core.views import ScopedListView
from exchange.changes.waiting import waiting_for
from exchange.views.details import HistoryDetailView
from stations import actions
from stations.filters.deliverable import DeliverableFilterSet
from stations.forms.deliverable import AcceptManyForm, CommentForm, DeliverableForm, ReturnForm
from stations.forms.milestone import DayForm
from stations.models import Component, Deliverable
from stations.tables.deliverable import DeliverableTable
from stations.views.station import StationVerbView


class AcceptManyView(ManyView):
    """Accept the chosen ones."""

    model = Deliverable
    verb = "accept"
    form_class = AcceptManyForm
    route = "stations:deliverable-accept-many"
    list_route = "stations:deliverable-list"
    day_label = _("Accepted on")
    button = _("Accept the chosen")

    def run(self, record, form):
        actions.accept_deliverable(record, on=form.cleaned_data["on"], by=self.request.user)

    def get_success_message(self, count):
        message = ngettext("%(count)d deliverable accepted.", "%(count)d deliverables accepted.", count)
        return message % {"count": count}

    def get_error_message(self, record, refusal):
        return f"{record}: {super().get_error_message(record, refusal)}"


class DeliverableListView(ManyListMixin, ScopedListView):
    """The deliverables in scope; those that are reported can be accepted together."""

    model = Deliverable
    table_class = DeliverableTable
    filterset_class = DeliverableFilterSet
    many = AcceptManyView
    title = _("Deliverables")
    lead = _("What stations build towards their service model")
    export_name = "deliverables"


class DeliverableDetailView(HistoryDetailView):
    """One deliverable: how it stands, what shows it, whose turn it is."""

    model = Deliverable
    template_name = "stations/deliverable/detail.html"
    context_object_name = "deliverable"

    def get_queryset(self):
        return super().get_queryset().for_listing().select_related("reported_by", "accepted_by")

    def get_context_data(self, **kwargs):
        user, deliverable = self.request.user, self.object
        is_reported = deliverable.status == Deliverable.Status.REPORTED
        return super().get_context_data(
            evidence=deliverable.evidence.visible_to(user).order_by("-uploaded_at"),
            can_change=user.has_perm("stations.change_deliverable", deliverable),
            can_accept=is_reported and user.has_perm("stations.accept_deliverable", deliverable),
            is_own=deliverable.reported_by_id == user.pk,
            waiting=self.waiting() if is_reported else None,
            **kwargs,
        )

    def waiting(self):
        """Who may accept what is reported."""
        deliverable = self.object
        return waiting_for(
            _("acceptance"),
            "stations.accept_deliverable",
            deliverable.station.township.path,
            reader=self.request.user,
            but=[deliverable.reported_by_id],
        )


class DeliverableAddView(StationVerbView):
    """Enter a deliverable of a station; ``?component=`` chooses what it is built towards."""

    form_class = DeliverableForm
    title = _("Enter a deliverable")
    button = _("Save")

    def get_initial(self):
        components = Component.objects.filter(service_model=self.object.service_model)
        chosen = components.filter(code=self.request.GET.get("component", "")).first()
        return {"component": chosen}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Deliverable(station=self.object)}

    def run(self, form):
        form.save()
        return _("Saved.")


class DeliverableVerbView(VerbView):
    """A verb on a deliverable."""

    model = Deliverable


class DeliverableEditView(EditView, DeliverableVerbView):
    """Name, community and planned day of a deliverable."""

    form_class = DeliverableForm
    title = _("Edit the deliverable")


class StartView(DeliverableVerbView):
    """Work on it has begun."""

    form_class = DayForm
    title = _("Work has begun")

    def run(self, form):
        actions.start_deliverable(self.object, on=form.cleaned_data["on"], by=self.request.user)


class ReportView(DeliverableVerbView):
    """It is built."""

    form_class = DayForm
    title = _("Report as built")

    def run(self, form):
        actions.report_deliverable(self.object, on=form.cleaned_data["on"], by=self.request.user)
        return _("Reported. The next level up accepts or returns it.")


class AcceptView(DeliverableVerbView):
    """Accept what was reported."""

    form_class = CommentForm
    verb = "accept"
    title = _("Accept")

    def run(self, form):
        actions.accept_deliverable(self.object, by=self.request.user, **form.cleaned_data)
        return _("Accepted. It counts from that day.")


class ReturnView(DeliverableVerbView):
    """Send back what was reported."""

    form_class = ReturnForm
    verb = "accept"
    title = _("Return")

    def run(self, form):
        actions.return_deliverable(self.object, by=self.request.user, **form.cleaned_data)
        return _("Returned. The station reads what is missing.")
