"""Pages of annual plans: drafted, submitted, approved, measured."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.verbs import EditView, EnterView, VerbView
from core.views import ScopedListView
from exchange.changes.waiting import waiting_for
from exchange.views.details import HistoryDetailView
from services import actions
from services.filters import PlanFilterSet
from services.forms.plan import ApproveForm, DayForm, PlanForm, PlanItemForm, ReturnForm
from services.models import PlanItem, ServicePlan
from services.rules.station_choice import stations_for
from services.tables import PLAN_TONES, PlanTable


@dataclass(frozen=True)
class Completion:
    """How much of a plan is done: Σ min(done, target) ÷ Σ target."""

    items: list[PlanItem]

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None for a plan without targets."""
        target = sum(item.target for item in self.items)
        return sum(item.done_capped for item in self.items) / target if target else None


class PlanListView(ScopedListView):
    """The plans in scope."""

    model = ServicePlan
    table_class = PlanTable
    filterset_class = PlanFilterSet
    template_name = "services/list.html"
    title = _("Service plans")
    lead = _("What the stations mean to do in a year")
    export_name = "service-plans"
    enter_route = "services:plan-create"
    enter_label = _("Begin a plan")


class PlanDetailView(HistoryDetailView):
    """One plan: its items with target and done, and whose turn it is."""

    model = ServicePlan
    template_name = "services/plan/detail.html"
    context_object_name = "plan"

    def get_queryset(self):
        return super().get_queryset().for_listing().select_related("submitted_by", "approved_by")

    def get_context_data(self, **kwargs):
        plan, user = self.object, self.request.user
        items = list(plan.items.visible_to(user).standing().with_done().for_listing())
        return super().get_context_data(
            items=items,
            completion=Completion(items),
            can_change=user.has_perm("services.change_serviceplan", plan),
            can_approve=user.has_perm("services.approve_serviceplan", plan),
            is_own=plan.submitted_by_id == user.pk,
            waiting=self.waiting() if plan.status == plan.Status.SUBMITTED else None,
            tone=PLAN_TONES[plan.status],
            **kwargs,
        )

    def waiting(self):
        """Who may approve what was submitted."""
        return waiting_for(
            _("approval"),
            "services.approve_serviceplan",
            self.object.station.township.path,
            reader=self.request.user,
            but=[self.object.submitted_by_id],
        )


class PlanAddView(EnterView):
    """Begin a plan; ``?station=`` chooses whose."""

    model = ServicePlan
    form_class = PlanForm
    title = _("Begin a plan")
    list_title = _("Service plans")
    list_route = "services:plan-list"
    success_message = _("The plan is begun; enter its items.")

    def get_initial(self):
        asked = self.request.GET.get("station", "")
        stations = stations_for(self.request.user, "services.add_serviceplan")
        return {"year": timezone.localdate().year, "station": stations.filter(code=asked).first()}

    def run(self, form):
        return actions.draft_plan(by=self.request.user, **form.cleaned_data)


class PlanVerbView(VerbView):
    """A verb on a plan."""

    model = ServicePlan

    def get_queryset(self):
        return super().get_queryset().select_related("station__township")


class ItemAddView(PlanVerbView):
    """Enter an item of a draft."""

    form_class = PlanItemForm
    title = _("Enter a plan item")
    button = _("Save")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": PlanItem(plan=self.object)}

    def run(self, form):
        form.instance.code = ""
        actions.keep_item(form.instance, groups=form.cleaned_data["groups"], by=self.request.user)
        return _("Saved.")


class ItemEditView(EditView):
    """Change or drop an item of a draft."""

    model = PlanItem
    form_class = PlanItemForm
    title = _("Edit the plan item")

    def get_queryset(self):
        return super().get_queryset().select_related("plan__station")

    def get_success_url(self):
        return self.object.plan.get_absolute_url()

    def run(self, form):
        actions.keep_item(form.instance, groups=form.cleaned_data["groups"], by=self.request.user)


class SubmitView(PlanVerbView):
    """Hand it to the county."""

    form_class = DayForm
    title = _("Submit the plan")

    def run(self, form):
        actions.submit_plan(self.object, by=self.request.user, **form.cleaned_data)
        return _("Submitted. The county approves or returns it.")


class ApproveView(PlanVerbView):
    """Approve what somebody else submitted."""

    form_class = ApproveForm
    verb = "approve"
    title = _("Approve the plan")

    def run(self, form):
        actions.approve_plan(self.object, by=self.request.user, **form.cleaned_data)
        return _("Approved. It is frozen; a change needs it to be reopened.")


class ReturnView(PlanVerbView):
    """Send it back, or reopen an approved one."""

    form_class = ReturnForm
    verb = "approve"
    title = _("Return or reopen the plan")

    def run(self, form):
        actions.return_plan(self.object, by=self.request.user, **form.cleaned_data)
        return _("It is a draft again; the station reads the reason.")
