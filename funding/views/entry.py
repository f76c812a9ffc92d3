"""What the pages of the money chain have in common."""

from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.figures import grouped
from core.scope import covers, permission_of
from core.verbs import VerbView
from core.views import ScopedListView
from exchange.views.details import HistoryDetailView
from funding import actions, forms
from funding.models import Budget
from funding.views.past import AsOfDetailMixin


class FundingListView(ScopedListView):
    """A list with the sums of its filtered rows above it."""

    template_name = "funding/entry/list.html"
    lead = _("Money")

    def get_context_data(self, **kwargs):
        # The method itself: only the page asks for the sums, neither a file nor a part of the page.
        return super().get_context_data(totals=cast("Any", self.object_list).totals, **kwargs)


def links(record, *verbs) -> list[tuple[str, str]]:
    """Addresses and labels of verbs on a record: ``(verb, label)`` each."""
    noun = record._meta.model_name
    return [(reverse(f"funding:{noun}-{verb}", args=[record.code]), label) for verb, label in verbs]


class EntryDetailView(AsOfDetailMixin, HistoryDetailView):
    """An entry with the way up to its budget, which may be out of the user's scope."""

    def get_queryset(self):
        return super().get_queryset().for_listing().select_related("reverses", "reversed_by", "adjusts")

    def budget(self):
        return self.object.parent

    def verbs(self):
        """What the reader may do with the entry now: its own verbs, then those that take it back."""
        entry, user = self.object, self.request.user
        if self.day or not entry.is_posting or entry.is_reversed:
            return []
        can_change = covers(user, permission_of(entry, "change"), entry.place.path)
        back = []
        if can_change and entry.remaining_yuan:
            back.append(("refund", _("Enter a refund")))
        if can_change and not entry.why_not_reversible():
            back.append(("reverse", _("Reverse")))
        return links(entry, *self.own_verbs(can_change), *back)

    def own_verbs(self, can_change):
        return []

    def get_context_data(self, **kwargs):
        budgets = Budget.objects.visible_to(self.request.user)
        is_visible = budgets.filter(pk=self.budget().pk).exists()
        return super().get_context_data(budget_is_visible=is_visible, verbs=self.verbs(), **kwargs)


class PostView(VerbView):
    """A verb on a record of money: what remains of it stands above the form."""

    template_name = "funding/entry/verb.html"
    form_takes_user = True

    def get_queryset(self):
        return super().get_queryset().for_listing()

    @property
    def place(self):
        return self.object.place

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"record": self.object}

    def get_context_data(self, **kwargs):
        return super().get_context_data(facts=self.facts(), **kwargs)

    def facts(self) -> list:
        """Terms and amounts to know before posting."""
        return [
            (_("Amount (yuan)"), grouped(self.object.amount_yuan)),
            (_("Remaining (yuan)"), grouped(self.object.remaining_yuan)),
        ]


class ReverseView(PostView):
    """Take an entry back as a whole."""

    form_class = forms.ReasonForm
    title = _("Reverse")
    is_harmful = True
    lead = _("A new entry takes this one back as a whole. The entry itself stays on record.")

    def run(self, form):
        reversal = actions.reverse(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": reversal.code}


class RefundView(PostView):
    """Enter that a part came back."""

    form_class = forms.RefundForm
    title = _("Enter a refund")
    lead = _("Money that came back: it can be used again, and the entry itself stays as it was.")

    def run(self, form):
        back = actions.refund(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": back.code}
