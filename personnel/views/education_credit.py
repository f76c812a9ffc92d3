"""Pages of education credits: entered on a person's page, decided by somebody else."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.verbs import VerbView
from core.views import ScopedListView
from personnel import actions
from personnel.filters.education_credit import EducationCreditFilter
from personnel.forms.education_credit import ApproveManyForm, CreditForm, RefuseForm
from personnel.models import EducationCredit, SocialWorker
from personnel.tables.education_credit import EducationCreditTable


class CreditListView(ScopedListView):
    """The education credits of the people at home in scope; those that wait can be approved together."""

    model = EducationCredit
    table_class = EducationCreditTable
    filterset_class = EducationCreditFilter
    template_name = "personnel/credit_list.html"
    title = _("Education credits")
    lead = _("Hours of continuing education and whether they count")
    export_name = "education-credits"

    def get_queryset(self):
        at_home = EducationCredit.objects.at_home(self.request.user)
        return super().get_queryset().filter(pk__in=at_home.values("pk"))

    @property
    def can_decide(self) -> bool:
        return self.request.user.has_perm("personnel.accept_educationcredit")

    def get_table_kwargs(self):
        is_page = not self.request.GET.get("export")
        return {} if self.can_decide and is_page else {"exclude": ("chosen", "refuse")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(can_decide=self.can_decide, today=timezone.localdate(), **kwargs)


class EnterCreditView(VerbView):
    """Enter hours of education of one person."""

    model = SocialWorker
    form_class = CreditForm
    title = _("Enter education hours")

    def get_initial(self):
        return {"earned_on": timezone.localdate()}

    def run(self, form):
        actions.enter_credit(self.object, by=self.request.user, **form.cleaned_data)
        return _("Entered. The hours count once another officer has approved them.")


class RefuseCreditView(VerbView):
    """Let hours not count, with the reason."""

    model = EducationCredit
    form_class = RefuseForm
    template_name = "personnel/credit_refuse.html"
    verb = "accept"
    title = _("Refuse the hours")
    is_harmful = True

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_initial(self):
        return {"on": timezone.localdate()}

    def run(self, form):
        actions.refuse_credit(self.object, by=self.request.user, **form.cleaned_data)


@require_POST
@permission_required("personnel.accept_educationcredit", raise_exception=True)
def approve_many(request):
    """Approve the chosen ones; what cannot be approved is named, the others are."""
    form = ApproveManyForm(request.POST, user=request.user)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect("personnel:credit-list")
    approved = 0
    for credit in form.cleaned_data["codes"]:
        try:
            actions.approve_credit(credit, on=form.cleaned_data["on"], by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            approved += 1
    if approved:
        told = ngettext("%(count)d credit approved.", "%(count)d credits approved.", approved)
        messages.success(request, told % {"count": approved})
    return redirect("personnel:credit-list")
