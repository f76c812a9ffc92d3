"""Incubation bases: who enters, leaves and is supported."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.verbs import EditView, EnterView, VerbView
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from stations import actions
from stations.filters.incubation import IncubationBaseFilterSet
from stations.forms.incubation import EnterForm, IncubationBaseForm, LeaveForm, SupportForm
from stations.models import Incubation, IncubationBase
from stations.tables.incubation import IncubationBaseTable


class BaseListView(EditableListView):
    """Incubation bases in scope, and those that regions above offer."""

    model = IncubationBase
    table_class = IncubationBaseTable
    filterset_class = IncubationBaseFilterSet
    title = _("Incubation bases")
    lead = _("Where young agencies are housed and helped")
    export_name = "incubation-bases"
    resource_name = "incubation-bases"
    enter_route = "stations:base-create"
    enter_label = _("Enter a base")


class BaseDetailView(HistoryDetailView):
    """One base with the agencies in it that the reader may see."""

    model = IncubationBase
    template_name = "stations/incubation/detail.html"
    context_object_name = "base"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs):
        user = self.request.user
        incubations = Incubation.objects.visible_to(user).filter(base=self.object)
        return super().get_context_data(
            incubations=incubations.for_listing().prefetch_related("support").order_by("-entered_on", "pk"),
            can_change=user.has_perm("stations.change_incubationbase", self.object),
            can_enter=user.has_perm("stations.add_incubation"),
            **kwargs,
        )


class BaseCreateView(EnterView):
    """Enter a base."""

    model = IncubationBase
    form_class = IncubationBaseForm
    title = _("Enter a base")
    list_title = _("Incubation bases")
    list_route = "stations:base-list"
    success_message = _("Saved.")


class BaseVerbView(VerbView):
    """A verb on a base."""

    model = IncubationBase


class BaseEditView(EditView, BaseVerbView):
    """Where a base is and since when."""

    form_class = IncubationBaseForm
    title = _("Edit the base")
    form_takes_user = True


class EnterBaseView(BaseVerbView):
    """House one's own agency in a base that one may see."""

    verb = "view"
    form_class = EnterForm
    title = _("House an agency")
    form_takes_user = True

    def get_permission_required(self):
        return ["stations.view_incubationbase", "stations.add_incubation"]

    def run(self, form):
        values = form.cleaned_data
        actions.enter_base(values["agency"], base=self.object, on=values["on"], by=self.request.user)


class IncubationVerbView(BaseVerbView):
    """A verb on the running incubation of an agency in the base; for who keeps either of them."""

    verb = "view"

    def get_permission_required(self):
        return ["stations.view_incubationbase", "stations.change_incubation"]

    @cached_property
    def incubation(self) -> Incubation:
        running = Incubation.objects.permitted(self.request.user, "change").open()
        rows = running.select_related("agency__home_region", "base")
        return get_object_or_404(rows, base=self.object, agency__code=self.kwargs["agency"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(incubation=self.incubation, **kwargs)


class LeaveBaseView(IncubationVerbView):
    """The agency leaves the base."""

    form_class = LeaveForm
    title = _("The agency leaves")
    is_harmful = True

    def run(self, form):
        actions.leave_base(self.incubation, by=self.request.user, **form.cleaned_data)


class SupportView(IncubationVerbView):
    """Note support that the agency received."""

    form_class = SupportForm
    title = _("Record support")

    def run(self, form):
        actions.give_support(self.incubation, by=self.request.user, **form.cleaned_data)
