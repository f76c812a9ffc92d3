"""Pages of education credits: entered on a person's page, decided by somebody else."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.rules.hands import is_by_hand_of
from core.verbs import ManyListMixin, ManyView, VerbView
from core.views import ScopedListView
from personnel import actions
from personnel.filters.education_credit import EducationCreditFilterSet
from personnel.forms.education_credit import ApproveManyForm, CreditForm, RefuseForm
from personnel.models import EducationCredit, SocialWorker
from personnel.tables.education_credit import EducationCreditTable


class ApproveManyView(ManyView):
    """Approve the chosen hours."""

    model = EducationCredit
    verb = "accept"
    form_class = ApproveManyForm
    route = "personnel:credit-approve-many"
    list_route = "personnel:credit-list"
    day_label = _("Approved on")
    button = _("Approve the chosen")
    hint = _("What you entered yourself is approved by somebody else.")

    def run(self, record, form):
        actions.approve_credit(record, on=form.cleaned_data["on"], by=self.request.user)

    def get_success_message(self, count):
        return ngettext("%(count)d credit approved.", "%(count)d credits approved.", count) % {"count": count}


class CreditListView(ManyListMixin, ScopedListView):
    """The education credits of the people at home in scope; those that wait can be approved together."""

    model = EducationCredit
    table_class = EducationCreditTable
    filterset_class = EducationCreditFilterSet
    many = ApproveManyView
    verb_columns = ("chosen", "refuse")
    title = _("Education credits")
    lead = _("Hours of continuing education and whether they count")
    export_name = "education-credits"

    def get_queryset(self):
        at_home = EducationCredit.objects.at_home(self.request.user)
        rows = super().get_queryset().filter(pk__in=at_home.values("pk"))
        return rows.annotate(is_own=is_by_hand_of(self.request.user, "entered_by", "earned_on"))


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
    template_name = "personnel/education_credit/refuse.html"
    verb = "accept"
    title = _("Refuse the hours")
    is_harmful = True

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def run(self, form):
        actions.refuse_credit(self.object, by=self.request.user, **form.cleaned_data)
