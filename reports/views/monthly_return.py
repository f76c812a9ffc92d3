"""Pages of the monthly return: the board, the return itself, and a page for every verb."""

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.rules.hands import hands_of
from accounts.rules.who_can import who_can
from core import months
from core.requests import PageRequest
from core.scope import covers, permission_of
from core.verbs import ActionView, EnterView, ManyView, VerbView
from core.views import EXPORTS, ScopedMixin
from exchange.views.details import HistoryMixin
from reports import actions
from reports.forms.monthly_return import ApproveManyForm, ConfirmForm, OpenForm, ReturnForm, WhyForm, YearForm
from reports.models import MonthlyReturn, questions
from reports.models.monthly_return import MonthlyReturnQuerySet
from reports.monthly.board import TONES, Board
from reports.monthly.body import Body
from reports.monthly.paper import sheet
from reports.official.workbook import workbook_response
from reports.views.official_form import Head


class BoardView(PermissionRequiredMixin, View):
    """Counties by months of ``?year=``: submitted when, late, returned how often; ``?export=`` as a file."""

    permission_required = "reports.view_monthlyreturn"

    def get(self, request):
        today = timezone.localdate()
        form = YearForm(request.GET if "year" in request.GET else {"year": today.year})
        is_clear = form.is_valid()
        board = Board(request.user, form.cleaned_data["year"] if is_clear else today.year, today)
        export = EXPORTS.get(request.GET.get("export", ""))
        if export and is_clear:
            return export(f"monthly-returns-{board.year}", board.as_rows())
        context = {
            "board": board,
            "form": form,
            "can_approve": request.user.has_perm("reports.approve_monthlyreturn"),
            "can_open": request.user.has_perm("reports.add_monthlyreturn"),
        }
        status = HTTPStatus.OK if is_clear else HTTPStatus.BAD_REQUEST
        return render(request, "reports/monthly/board.html", context, status=status)


class OpenReturnView(EnterView):
    """Open the return of a county for a month: its figures are there already."""

    model = MonthlyReturn
    form_class = OpenForm
    title = gettext_lazy("Open a return")
    lead = gettext_lazy(
        "The figures are filled from the records; you answer what the records cannot know. "
        "It can be submitted from the last day of its month on."
    )
    button = gettext_lazy("Open")
    list_title = gettext_lazy("Monthly returns")
    list_route = "reports:monthlyreturn-list"
    success_message = gettext_lazy("Opened. The figures come from the records; answer the questions.")

    def get_initial(self):
        asked = self.request.GET
        latest = months.before(timezone.localdate())
        return {"region": asked.get("region"), "month": asked.get("month") or f"{latest:%Y-%m}"}

    def run(self, form):
        asked = form.cleaned_data
        return actions.open_return(
            asked["region"], month=asked["month"], on=timezone.localdate(), by=self.request.user
        )


class ReturnView(HistoryMixin, ScopedMixin, SingleObjectMixin, ActionView):
    """One return: to be filled while it is open, else read with its differences; ``?export=xlsx``."""

    request: PageRequest
    model = MonthlyReturn
    slug_field = slug_url_kwarg = "code"
    template_name = "reports/monthly/return.html"
    form_class = ReturnForm
    context_object_name = "record"

    def get_queryset(self):
        rows = super().get_queryset().for_listing()
        return rows.select_related("region", "submitted_by", "returned_by", "approved_by")

    @cached_property
    def object(self) -> MonthlyReturn:
        return self.get_object()

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def body(self) -> Body:
        return Body(self.request.user, self.object, self.today)

    def may(self, action: str) -> bool:
        """Whether the user may do ``action`` to it; no query."""
        return covers(self.request.user, permission_of(MonthlyReturn, action), self.object.region.path)

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            paper = sheet(self.body)
            return workbook_response(self.object.code, self.paper_head, paper)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if not self.may("change"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    @property
    def paper_head(self) -> Head:
        return Head(
            title=_("%(region)s monthly return of the social-work stations") % {"region": self.object.region},
            period=months.written(self.object.month),
            on=self.body.figures_on,
            unit="",
        )

    def get_form_kwargs(self):
        # A copy: the form writes into its instance before anything is refused.
        return super().get_form_kwargs() | {"instance": self.get_object()}

    def run(self, form):
        comment = form.cleaned_data["comment"]
        actions.save_answers(self.object, answers=form.answers, comment=comment, by=self.request.user)

    def get_success_response(self, outcome):
        messages.success(self.request, _("Saved."))
        verb = "submit" if "submit" in self.request.POST else "detail"
        return HttpResponseRedirect(reverse(f"reports:monthlyreturn-{verb}", args=[self.object.code]))

    def get_context_data(self, **kwargs):
        record, user = self.object, self.request.user
        is_submitted = record.status == record.Status.SUBMITTED
        hands = hands_of([record.submitted_by_id] if is_submitted else [], record.submitted_on)
        verb = "submit" if record.is_open else "approve"
        needed = permission_of(MonthlyReturn, verb)
        return super().get_context_data(
            body=self.body,
            head=self.paper_head,
            tone=TONES[record.status],
            is_late=record.is_late(self.today),
            is_own=user.pk in hands,
            waiting=who_can(needed, record.region, without=hands) if is_submitted or record.is_open else None,
            step=_("submission") if record.is_open else _("approval"),
            can_change=record.is_open and self.may("change"),
            can_submit=record.is_open and self.may("submit"),
            can_approve=is_submitted and self.may("approve"),
            can_reopen=record.status == record.Status.APPROVED and self.may("approve"),
            **kwargs,
        )


class ReturnVerbView(VerbView):
    """A verb on a return, done today."""

    model = MonthlyReturn
    form_class: type[Form] = ConfirmForm
    template_name = "reports/monthly/verb.html"
    verb = "approve"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    @property
    def today(self):
        return timezone.localdate()


class SubmitView(ReturnVerbView):
    """Send it to the city."""

    verb = "submit"
    title = gettext_lazy("Submit to the city")
    lead = gettext_lazy(
        "The figures are frozen as of the last day of the month. Afterwards only the city can return it."
    )

    def run(self, form):
        actions.submit_return(self.object, on=self.today, by=self.request.user)
        return _("Submitted. The city approves or returns it.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(unanswered=questions.unanswered(self.object.answers), **kwargs)


class SendBackView(ReturnVerbView):
    """Return it to the county."""

    form_class = WhyForm
    title = gettext_lazy("Return to the county")
    lead = gettext_lazy("The county mends it and submits again; its figures are then taken anew.")

    def run(self, form):
        actions.send_back(self.object, on=self.today, by=self.request.user, **form.cleaned_data)
        return _("Returned. The county reads the reason.")


class ApproveView(ReturnVerbView):
    """Approve and lock it."""

    title = gettext_lazy("Approve")
    lead = gettext_lazy("An approved return is locked; what changes in the records later shows beside it.")

    def run(self, form):
        actions.approve_return(self.object, on=self.today, by=self.request.user)
        return _("Approved and locked.")


class ReopenView(ReturnVerbView):
    """Unlock it for the county."""

    form_class = WhyForm
    title = gettext_lazy("Reopen the return")
    lead = gettext_lazy(
        "The approval is taken back and the county mends the return. The history keeps what was approved."
    )
    is_harmful = True

    def run(self, form):
        actions.reopen_return(self.object, on=self.today, by=self.request.user, **form.cleaned_data)
        return _("Reopened. The county reads the reason.")


class ApproveManyView(ManyView):
    """Approve the chosen ones."""

    model = MonthlyReturn
    verb = "approve"
    form_class = ApproveManyForm
    route = "reports:monthlyreturn-approve-many"
    list_route = "reports:monthlyreturn-list"

    @property
    def offered(self):
        return cast("MonthlyReturnQuerySet", super().offered).submitted()

    def run(self, record, form):
        actions.approve_return(record, on=timezone.localdate(), by=self.request.user)

    def get_success_message(self, count):
        return ngettext("%(count)d return approved.", "%(count)d returns approved.", count) % {"count": count}
