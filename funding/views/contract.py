"""Pages of contracts and their payment stages."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from core.figures import grouped
from core.verbs import EnterView
from exchange.views.details import HistoryDetailView
from funding import actions, forms
from funding.filters import ContractFilterSet
from funding.models import Allocation, Contract
from funding.models.as_of import set_back
from funding.tables import ContractTable
from funding.views import picture
from funding.views.entry import FundingListView, PostView
from funding.views.past import AsOfDetailMixin


class ContractListView(FundingListView):
    """The contracts in scope."""

    model = Contract
    table_class = ContractTable
    filterset_class = ContractFilterSet
    title = _("Contracts")
    export_name = "contracts"
    enter_route = "funding:contract-new"
    enter_label = _("Enter a contract")
    extra_context = {"used_label": _("Paid")}


class ContractDetailView(AsOfDetailMixin, HistoryDetailView):
    """A contract with its stages."""

    model = Contract
    template_name = "funding/contract/detail.html"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def first_day(self, record):
        return record.signed_on

    def set_back(self, record, day):
        return super().set_back(record, day).on(day)

    def stages(self):
        """Its stages, on a past day as they stood then."""
        stages = self.object.stages.select_related("released_by").order_by("order")
        if not self.day:
            return stages
        return [set_back(stage).on(self.day) for stage in stages.as_of(self.day)]

    def get_context_data(self, **kwargs):
        contract, user = self.object, self.request.user
        stages = self.stages()
        return super().get_context_data(
            stages=stages,
            bars=picture.of_contract(contract, stages),
            stations=contract.stations.visible_to(user).order_by("code"),
            allocations=Allocation.objects.visible_to(user).filter(contracts=contract).order_by("code"),
            can_change=not self.day
            and contract.is_in_force
            and user.has_perm("funding.change_contract", contract),
            **kwargs,
        )


class ContractEnterView(EnterView):
    """Enter a signed contract."""

    model = Contract
    form_class = forms.ContractForm
    title = _("Enter a contract")
    list_title = _("Contracts")
    list_route = "funding:contract-list"

    def run(self, form):
        said = {name: form.cleaned_data[name] for name in form.Meta.fields}
        stations, allocations = said.pop("stations"), said.pop("allocations")
        return actions.sign_contract(
            Contract(**said),
            stages=form.stages,
            stations=stations,
            allocations=allocations,
            by=self.request.user,
        )


class ContractVerbView(PostView):
    """A verb on a contract."""

    model = Contract

    def facts(self):
        contract = self.object
        return [
            (_("Contractor"), contract.agency.name),
            (_("Contract amount (yuan)"), grouped(contract.amount_yuan)),
            (_("Still to be paid (yuan)"), grouped(contract.remaining_yuan)),
        ]


class StageReleaseView(ContractVerbView):
    """Confirm that the condition of a stage is met."""

    form_class = forms.ReleaseForm
    title = _("Release the stage")
    lead = _("Its payment can be requested from then on.")

    @property
    def stage(self):
        stage = self.object.stages.filter(order=self.kwargs["order"]).first()
        if stage is None:
            raise Http404
        return stage

    def facts(self):
        stage = self.stage
        return [
            *super().facts(),
            (_("Condition"), stage.get_condition_display()),
            (_("Amount of the stage (yuan)"), grouped(stage.amount_yuan)),
        ]

    def run(self, form):
        actions.release_stage(self.stage, by=self.request.user, **form.cleaned_data)
        return _("Released. Its payment can be requested now.")


class CompleteView(ContractVerbView):
    """Everything is rendered and paid."""

    form_class = forms.OnDayForm
    title = _("Complete the contract")

    def run(self, form):
        actions.complete_contract(self.object, by=self.request.user, **form.cleaned_data)
        return _("Completed.")


class TerminateView(ContractVerbView):
    """Break the contract off."""

    form_class = forms.ReasonForm
    title = _("Terminate the contract")
    is_harmful = True
    lead = _("Nothing more can be paid for it.")

    def run(self, form):
        actions.terminate_contract(self.object, by=self.request.user, **form.cleaned_data)
        return _("Terminated.")
