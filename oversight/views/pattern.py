"""Unusual patterns: what is listed, and what somebody judged of it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.requests import PageRequest
from core.scope import covers
from core.verbs import ActionView, VerbView
from oversight import actions, forms
from oversight.models import Finding, Judgement, PatternRule
from oversight.patterns.pattern import Books
from oversight.rules.listing import Listing, usual_first_day
from oversight.tables import limits_of
from oversight.views.finding import USUAL_TIME
from regions.filters import offered_regions
from regions.models import Region

JUDGEMENTS_SHOWN = 20


@dataclass(frozen=True)
class RegionPeriod:
    """Where and when somebody looks: the address of the page says it."""

    region: Region
    first: date
    last: date
    regions: list

    @property
    def query(self) -> str:
        """The same question in an address."""
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return urlencode({"region": self.region.code} | days)


def asked_by(request) -> RegionPeriod:
    """The region and period asked for, else the reader's own region and the last year; 404 elsewhere."""
    today = timezone.localdate()
    usual = {"first": usual_first_day(today), "last": today}
    form = forms.PeriodForm(usual | {name: request.GET[name] for name in usual if request.GET.get(name)})
    if not form.is_valid():
        raise Http404(_("Name the first day and the last one, in this order."))
    code = request.GET.get("region", "")
    regions = offered_regions(request.user, code)
    region = next((one for one in regions if one.code == code), None) if code else next(iter(regions), None)
    if region is None:
        raise Http404(_("There is no such region."))
    return RegionPeriod(region, form.cleaned_data["first"], form.cleaned_data["last"], regions)


if TYPE_CHECKING:
    # What the mixins go before among the bases.
    Page: TypeAlias = TemplateView
else:
    Page = object


class RegionPeriodMixin(PermissionRequiredMixin, Page):
    """A page about what is listed in a region and a period."""

    request: PageRequest

    permission_required = ("oversight.view_patternrule", "funding.view_expenditure")

    @cached_property
    def asked(self) -> RegionPeriod:
        return asked_by(self.request)

    def get_context_data(self, **kwargs):
        can_judge = self.request.user.has_perm("oversight.add_judgement")
        return super().get_context_data(asked=self.asked, can_judge=can_judge, **kwargs)


class OversightView(RegionPeriodMixin, TemplateView):
    """Oversight of a region: findings that are open, overdue and to be verified, and the patterns."""

    template_name = "oversight/pattern/overview.html"
    permission_required = ("oversight.view_finding", "funding.view_expenditure")

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        findings = Finding.objects.visible_to(self.request.user).under(self.asked.region)
        return super().get_context_data(
            overdue=findings.overdue(today).for_listing()[:10],
            counts=findings.numbers(today),
            rules=PatternRule.objects.visible_to(self.request.user).active(),
            can_add=self.request.user.has_perm("oversight.add_finding"),
            today=today,
            **kwargs,
        )


class PatternMixin(RegionPeriodMixin):
    """A page about one pattern."""

    @cached_property
    def rule(self) -> PatternRule:
        visible = PatternRule.objects.visible_to(self.request.user)
        return get_object_or_404(visible, code=self.kwargs["pattern"])

    @cached_property
    def listing(self) -> Listing:
        asked = self.asked
        return Listing(self.rule, Books(self.request.user, asked.region, asked.first, asked.last))

    def get_context_data(self, **kwargs):
        return super().get_context_data(rule=self.rule, **kwargs)

    @property
    def page(self) -> str:
        return f"{reverse('oversight:pattern', args=[self.rule.code])}?{self.asked.query}"


class PatternView(PatternMixin, TemplateView):
    """What one pattern lists, each item with its rows and the reason; a part of the page tells how many."""

    template_name = "oversight/pattern/detail.html"

    def get_template_names(self):
        is_part = self.request.htmx and not self.request.htmx.boosted
        return ["oversight/pattern/_count.html" if is_part else self.template_name]

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response["Vary"] = "HX-Request"
        return response

    def get_context_data(self, **kwargs):
        judged = Judgement.objects.visible_to(self.request.user).under(self.asked.region)
        return super().get_context_data(
            listing=self.listing,
            limits=limits_of(self.rule),
            judgements=judged.standing().filter(rule=self.rule).for_listing()[:JUDGEMENTS_SHOWN],
            can_withdraw=self.request.user.has_perm("oversight.change_judgement"),
            **kwargs,
        )


class JudgeView(PatternMixin, ActionView):
    """Judge one item: GET asks, POST acts; an item whose rows have changed meanwhile is not found."""

    template_name = "oversight/pattern/judge.html"

    def get_permission_required(self):
        return (*super().get_permission_required(), "oversight.add_judgement")

    @cached_property
    def item(self):
        item = self.listing.item(self.kwargs["fingerprint"])
        if item is None:
            raise Http404(_("These rows have changed or were judged; look at the list again."))
        if not covers(self.request.user, "oversight.add_judgement", item.path):
            raise PermissionDenied
        return item

    def get(self, request, *args, **kwargs):
        self.item  # noqa: B018  asked before anything is shown
        return super().get(request, *args, **kwargs)

    def get_success_response(self, outcome):
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(outcome)

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, object=self.rule, back=self.page, **kwargs)


class FineView(JudgeView):
    """Nothing is wrong."""

    form_class = forms.FineForm
    title = _("Nothing is wrong")
    button = _("Keep the judgement")

    def run(self, form) -> str:
        actions.judge_fine(
            self.item, rule=self.rule, on=timezone.localdate(), by=self.request.user, **form.cleaned_data
        )
        return self.page


class ToFindingView(JudgeView):
    """Make a finding of it, prefilled with what is known."""

    form_class = forms.FindingForm
    title = _("Make it a finding")
    button = _("Enter the finding")
    form_takes_user = True

    def get_permission_required(self):
        return (*super().get_permission_required(), "oversight.add_finding")

    def get_initial(self):
        item, today = self.item, timezone.localdate()
        rows = "\n".join(f"{row.code} {row.day or ''} {row.payee} {row.amount_yuan}" for row in item.rows)
        return dict(item.subject) | {
            "name": self.rule.name,
            "region": actions.region_of(item).pk,
            "severity": Finding.Severity.SERIOUS,
            "text": f"{item.reason}\n{rows}"[:2000],
            "amount_yuan": item.total_yuan,
            "found_on": today,
            "due_on": today + USUAL_TIME,
        }

    def run(self, form) -> str:
        finding = actions.make_finding(
            self.item, form.instance, rule=self.rule, on=timezone.localdate(), by=self.request.user
        )
        return finding.get_absolute_url()


class WithdrawView(VerbView):
    """Look again at what was judged as nothing wrong."""

    model = Judgement
    form_class = forms.WithdrawForm
    title = _("Withdraw the judgement")
    button = _("Withdraw")

    def get_object(self, queryset=None):
        rows = self.get_queryset().standing().for_listing()
        named = {"rule__code": self.kwargs["pattern"], "fingerprint": self.kwargs["fingerprint"]}
        return get_object_or_404(rows, **named)

    def run(self, form):
        actions.withdraw_judgement(
            self.object, on=timezone.localdate(), by=self.request.user, **form.cleaned_data
        )
        return _("Withdrawn. The rows are listed again.")
