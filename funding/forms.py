"""Forms of this floor."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget

from core.forms import DayField, VersionedModelForm, WholeModelForm, label_choices, model_choice_field
from core.scope import paths_for, permission_of
from funding.models import (
    Allocation,
    Budget,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    PaymentStage,
    SpendingRule,
    UnitCost,
)
from personnel.models import TrainingCourse
from regions.models import Region
from stations.models import Agency, Component, Deliverable, Station


class ReversalForm(forms.Form):
    """Why and on which day an entry is taken back."""

    on = forms.DateField(label=_("Posted on"), widget=UnfoldAdminSingleDateWidget)
    reason = forms.CharField(
        label=_("Reason of the reversal"), max_length=100, widget=UnfoldAdminTextInputWidget
    )


def of(model, name: str, **kwargs):
    """The field of a form for a field of a model, with its label, choices and help."""
    return model._meta.get_field(name).formfield(**kwargs)


def record_of(model, name: str, **kwargs):
    """A choice of a record by its code; the form says among which."""
    related = model._meta.get_field(name).related_model
    return of(model, name, queryset=related.objects.none(), to_field_name="code", **kwargs)


class PostingForm(forms.Form):
    """What the pages of entries ask for; ``user`` and ``record`` narrow the choices."""

    def __init__(self, *args, user, record, **kwargs):
        self.user, self.record = user, record
        super().__init__(*args, **kwargs)
        self.narrow()

    def narrow(self) -> None:
        """Set the choices of records."""

    def offer(self, name: str, queryset) -> None:
        """Let a field choose among the rows."""
        model_choice_field(self, name).queryset = queryset


def writable_regions(user, permission: str):
    """The regions, communities apart, in which ``user`` holds the permission."""
    regions = Region.objects.current().exclude(level=Region.Level.COMMUNITY)
    return regions.in_paths(paths_for(user, permission)).order_by("path")


class BudgetForm(VersionedModelForm):
    """A budget with its source, document and the shares of the levels."""

    approved_on = DayField(label=_("Approved on"))

    class Meta:
        model = Budget
        fields = [
            "year",
            "region",
            "source",
            "name",
            "purpose",
            "document_number",
            "amount_yuan",
            "approved_on",
            "province_percent",
            "city_percent",
            "county_percent",
            "township_percent",
        ]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        action = "change" if self.instance.pk else "add"
        model_choice_field(self, "region").queryset = writable_regions(user, permission_of(Budget, action))
        model_choice_field(self, "region").to_field_name = "code"
        if self.instance.pk:
            self.initial["region"] = self.instance.region.code
            self.fields["year"].disabled = True


class AllocationForm(PostingForm):
    """Who gets money of a budget, for what."""

    region = record_of(Allocation, "region")
    station = record_of(Allocation, "station")
    deliverable = record_of(Allocation, "deliverable")
    agency = record_of(Allocation, "agency")
    course = record_of(Allocation, "course")
    category = of(Allocation, "category")
    purpose = of(Allocation, "purpose")
    amount_yuan = of(Allocation, "amount_yuan")
    on = DayField(label=_("Posted on"))
    confirmation = of(Allocation, "confirmation")

    def narrow(self):
        regions = writable_regions(self.user, "funding.add_allocation").under(self.record.region)
        self.offer("region", regions)
        stations = Station.objects.permitted(self.user, "view").under(self.record.region).order_by("code")
        self.offer("station", stations)
        deliverables = Deliverable.objects.visible_to(self.user).filter(station__in=stations)
        self.offer("deliverable", deliverables.order_by("code"))
        self.offer("agency", Agency.objects.visible_to(self.user).order_by("code"))
        courses = TrainingCourse.objects.visible_to(self.user).filter(region__in=regions)
        self.offer("course", courses.order_by("-starts_on", "code"))


class RequestForm(PostingForm):
    """What is to be paid to whom."""

    amount_yuan = of(PaymentRequest, "amount_yuan")
    purpose = of(PaymentRequest, "purpose")
    stage = forms.ModelChoiceField(
        label=_("Payment stage"),
        queryset=PaymentStage.objects.none(),
        required=False,
        help_text=_("Where it is paid under a contract; only released stages are offered."),
    )
    agency = record_of(PaymentRequest, "agency")
    payee = of(PaymentRequest, "payee")
    on = DayField(label=_("Requested on"))

    def narrow(self):
        stages = PaymentStage.objects.due().filter(contract__allocations=self.record)
        self.offer("stage", stages.for_listing())
        label_choices(self, "stage", lambda stage: stage.summary)
        self.offer("agency", Agency.objects.visible_to(self.user).order_by("code"))


class SpendForm(PostingForm):
    """What was bought by which voucher."""

    voucher_number = of(Expenditure, "voucher_number")
    payee = of(Expenditure, "payee")
    purpose = of(Expenditure, "purpose")
    amount_yuan = of(Expenditure, "amount_yuan")
    on = DayField(label=_("Posted on"))
    confirmation = of(Expenditure, "confirmation")


class ReasonForm(PostingForm):
    """Day and reason of a verb."""

    on = DayField(label=_("Day"))
    reason = forms.CharField(label=_("Reason"), max_length=100)


class OnDayForm(PostingForm):
    """The day of a verb."""

    on = DayField(label=_("Day"))


class PayForm(OnDayForm):
    """The day of the payment, and why it is paid where a rule warns."""

    confirmation = of(Disbursement, "confirmation")


class RefundForm(ReasonForm):
    """How much came back."""

    amount_yuan = of(Allocation, "amount_yuan")
    field_order = ["amount_yuan", "on", "reason"]


class TransferForm(RefundForm):
    """Where the money goes."""

    to = forms.ModelChoiceField(
        label=_("To allocation"), queryset=Allocation.objects.none(), to_field_name="code"
    )
    field_order = ["to", "amount_yuan", "on", "reason"]

    def narrow(self):
        others = Allocation.objects.permitted(self.user, "change").standing()
        self.offer(
            "to", others.filter(budget=self.record.budget_id).exclude(pk=self.record.pk).order_by("code")
        )
        label_choices(self, "to", lambda one: f"{one.code} {one.purpose}")


class CarryOverForm(OnDayForm):
    """Into which budget of the next year."""

    to = forms.ModelChoiceField(label=_("To budget"), queryset=Budget.objects.none(), to_field_name="code")
    field_order = ["to", "on"]

    def narrow(self):
        origin = self.record
        budgets = Budget.objects.permitted(self.user, "change").in_year(origin.year + 1)
        self.offer("to", budgets.from_source(origin.source).filter(region=origin.region_id).order_by("code"))


def percent_field(label) -> forms.DecimalField:
    """A share in per cent."""
    return forms.DecimalField(label=label, min_value=0, max_value=100, decimal_places=2, initial=0)


class ContractForm(WholeModelForm):
    """A signed contract and the shares of its stages; 0 where there is no such stage."""

    signed_on = DayField(label=_("Signed on"))
    starts_on = DayField(label=_("Term begins on"))
    ends_on = DayField(label=_("Term ends on"))
    signed = percent_field(_("Paid once the contract is signed (%)"))
    mid_passed = percent_field(_("Paid once the mid-term assessment is passed (%)"))
    final_passed = percent_field(_("Paid once the final assessment is passed (%)"))

    class Meta:
        model = Contract
        fields = [
            "name",
            "region",
            "buyer",
            "mode",
            "agency",
            "stations",
            "allocations",
            "amount_yuan",
            "signed_on",
            "starts_on",
            "ends_on",
            "term_grounds",
        ]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offered = {
            "region": writable_regions(user, "funding.add_contract"),
            "agency": Agency.objects.visible_to(user).order_by("code"),
            "stations": Station.objects.visible_to(user).order_by("code"),
            "allocations": Allocation.objects.permitted(user, "change").standing().order_by("-posted_on"),
        }
        for name, queryset in offered.items():
            model_choice_field(self, name).queryset = queryset
            model_choice_field(self, name).to_field_name = "code"

    @property
    def stages(self) -> list:
        """The stages that were entered: share and condition."""
        shares = [(self.cleaned_data[one.value], one.value) for one in PaymentStage.Condition]
        return [(share, condition) for share, condition in shares if share]

    def _post_clean(self):
        """The action checks and writes; it is told the values only."""


class ReleaseForm(OnDayForm):
    """What shows that the condition is met."""

    evidence = forms.CharField(
        label=_("What shows it"),
        max_length=200,
        help_text=_("For example the number and day of the assessment's report."),
    )


class CloseYearForm(forms.Form):
    """Whose books are closed for which year."""

    region = record_of(FiscalYearClose, "region")
    year = of(FiscalYearClose, "year", min_value=2000, max_value=2100)
    on = DayField(label=_("Day"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        model_choice_field(self, "region").queryset = writable_regions(user, "funding.add_fiscalyearclose")


class RuleForm(VersionedModelForm):
    """What a source may not pay for."""

    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid to"), required=False)

    class Meta:
        model = SpendingRule
        fields = ["code", "source", "category", "effect", "text", "document", "valid_from", "valid_to"]


class UnitCostForm(VersionedModelForm):
    """What one unit of a component costs."""

    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid to"), required=False)

    class Meta:
        model = UnitCost
        fields = ["component", "category", "per", "amount_yuan", "valid_from", "valid_to", "document"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        components = Component.objects.numbered().select_related("service_model")
        model_choice_field(self, "component").queryset = components
        label_choices(self, "component", lambda one: f"{one.service_model.code} {one.name}")
