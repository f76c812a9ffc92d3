"""Pages of cases and groups: which there are, how far each came, its sessions, and its end."""

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext_lazy as _

from core.scope import permission_of
from core.verbs import VerbView
from core.views import ScopedListView
from exchange.views.details import HistoryDetailView
from services import actions
from services.filters import CaseFilterSet, GroupFilterSet
from services.forms.unit import CloseCaseForm, EndGroupForm
from services.models import ServiceCase, ServiceGroup
from services.tables import CaseTable, ServiceGroupTable

STANDING = Q(service_records__withdrawn_on__isnull=True)


def with_sessions(units):
    """Annotate what their standing records add up to."""
    return units.annotate(
        records_done=Count("service_records", filter=STANDING),
        sessions_done=Sum("service_records__sessions", filter=STANDING, default=0),
        attendances_done=Sum("service_records__attendance_count", filter=STANDING, default=0),
        last_served_on=Max("service_records__served_on", filter=STANDING),
    )


class UnitListView(ScopedListView):
    """Cases or groups in scope."""

    template_name = "services/list.html"

    def get_queryset(self):
        return with_sessions(super().get_queryset())


class CaseListView(UnitListView):
    """The cases, known by the numbers of their files."""

    model = ServiceCase
    table_class = CaseTable
    filterset_class = CaseFilterSet
    title = _("Cases")
    lead = _("One person or family each, known by the number of the file alone")
    export_name = "cases"


class GroupListView(UnitListView):
    """The groups."""

    model = ServiceGroup
    table_class = ServiceGroupTable
    filterset_class = GroupFilterSet
    title = _("Groups")
    lead = _("People who meet for a number of sessions")
    export_name = "groups"


class UnitDetailView(HistoryDetailView):
    """A case or a group with its sessions, the latest first."""

    context_object_name = "unit"

    def get_queryset(self):
        return with_sessions(super().get_queryset().for_listing())

    def get_context_data(self, **kwargs):
        permission = permission_of(self.model, "change")
        records = self.object.service_records.standing().order_by("-served_on", "-code")
        return super().get_context_data(
            records=records, can_change=self.request.user.has_perm(permission, self.object), **kwargs
        )


class CaseDetailView(UnitDetailView):
    """One case."""

    model = ServiceCase
    template_name = "services/unit/case.html"


class GroupDetailView(UnitDetailView):
    """One group."""

    model = ServiceGroup
    template_name = "services/unit/group.html"


class UnitVerbView(VerbView):
    """A verb on a case or a group."""

    def get_queryset(self):
        return super().get_queryset().select_related("station__township")


class CloseCaseView(UnitVerbView):
    """Close a case."""

    model = ServiceCase
    form_class = CloseCaseForm
    title = _("Close the case")

    def run(self, form):
        actions.close_case(self.object, by=self.request.user, **form.cleaned_data)
        return _("Closed.")


class EndGroupView(UnitVerbView):
    """End a group."""

    model = ServiceGroup
    form_class = EndGroupForm
    title = _("End the group")

    def run(self, form):
        actions.end_group(self.object, by=self.request.user, **form.cleaned_data)
        return _("Ended.")
