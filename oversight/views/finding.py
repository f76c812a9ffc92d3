"""Pages of findings: entered, rectified with files that show it, verified by somebody else."""

from datetime import timedelta

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.rules.hands import hands_of
from accounts.rules.who_can import who_can
from core.verbs import EditView, EnterView, VerbView
from exchange.files.handing_out import file_of, thumbnail_of
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from oversight import actions, forms
from oversight.filters import FindingFilterSet
from oversight.models import Finding, Inspection, Rectification, RectificationFile
from oversight.tables import FINDING_TONES, SEVERITY_TONES, FindingTable

USUAL_TIME = timedelta(days=30)


class FindingListView(EditableListView):
    """The findings in scope."""

    model = Finding
    table_class = FindingTable
    filterset_class = FindingFilterSet
    template_name = "oversight/list.html"
    title = _("Findings")
    lead = _("Oversight")
    export_name = "findings"
    resource_name = "findings"
    enter_route = "oversight:finding-create"
    enter_label = _("Enter a finding")


class FindingDetailView(HistoryDetailView):
    """One finding: what, whose, by when, what was done about it and what another said of that."""

    model = Finding
    template_name = "oversight/finding/detail.html"
    context_object_name = "finding"

    def get_queryset(self):
        rows = super().get_queryset().for_listing()
        return rows.select_related(
            "found_by", "verified_by", "station", "agency", "contract", "allocation", "expenditure", "course"
        )

    def get_context_data(self, **kwargs):
        finding, user = self.object, self.request.user
        today = timezone.localdate()
        rectifications = list(Rectification.objects.for_listing().filter(finding=finding))
        waiting = next((one for one in rectifications if not one.verdict), None)
        menders = [waiting.reported_by_id, finding.owner_account_id] if waiting else []
        hands = hands_of(menders, waiting.done_on if waiting else None)
        return super().get_context_data(
            tone=FINDING_TONES[finding.status],
            severity_tone=SEVERITY_TONES[finding.severity],
            rectifications=rectifications,
            subjects=[one for one in (getattr(finding, name) for name in SUBJECTS) if one],
            is_overdue=finding.is_overdue(today),
            can_change=user.has_perm("oversight.change_finding", finding),
            can_rectify=user.has_perm("oversight.rectify_finding", finding),
            can_verify=user.has_perm("oversight.verify_finding", finding),
            is_own=user.pk in hands,
            waiting=waiting and who_can("oversight.verify_finding", finding.region, without=hands),
            **kwargs,
        )


SUBJECTS = ("station", "agency", "contract", "allocation", "expenditure", "course")


class FindingAddView(EnterView):
    """Enter a finding; ``?check=`` chooses the check that led to it."""

    model = Finding
    form_class = forms.FindingForm
    title = _("Enter a finding")
    list_title = _("Findings")
    list_route = "oversight:finding-list"
    success_message = _("Saved.")

    def get_initial(self):
        today = timezone.localdate()
        code = self.request.GET.get("check", "")
        inspection = Inspection.objects.visible_to(self.request.user).filter(code=code).first()
        chosen = {"inspection": inspection, "region": inspection.region_id} if inspection else {}
        return chosen | {"found_on": today, "due_on": today + USUAL_TIME}

    def run(self, form):
        return actions.keep_finding(form.instance, by=self.request.user)


class FindingVerbView(VerbView):
    """A verb on a finding."""

    model = Finding

    def get_initial(self):
        return super().get_initial() | {"done_on": timezone.localdate()}


class FindingEditView(EditView, FindingVerbView):
    """Correct a finding that is still to be rectified."""

    form_class = forms.FindingForm
    title = _("Edit the finding")
    form_takes_user = True

    def run(self, form):
        actions.keep_finding(form.instance, by=self.request.user)


class RectifyView(FindingVerbView):
    """Say what was done, with files that show it."""

    form_class = forms.RectifyForm
    verb = "rectify"
    title = _("Report the rectification")
    button = _("Report")

    def run(self, form):
        actions.report_rectification(
            self.object, on=timezone.localdate(), by=self.request.user, **form.cleaned_data
        )
        return _("Reported. Somebody else verifies or returns it.")


class VerifyView(FindingVerbView):
    """It is mended."""

    form_class = forms.VerifyForm
    verb = "verify"
    title = _("Verify and close")

    def run(self, form):
        actions.verify_rectification(self.object, by=self.request.user, **form.cleaned_data)
        return _("Verified. The finding is closed.")


class ReturnView(FindingVerbView):
    """It is not."""

    form_class = forms.ReturnForm
    verb = "verify"
    title = _("Return the rectification")
    button = _("Return")

    def run(self, form):
        actions.return_rectification(self.object, by=self.request.user, **form.cleaned_data)
        return _("Returned. Whoever rectifies reads what is missing.")


@require_safe
@permission_required("oversight.view_rectificationfile", raise_exception=True)
def rectification_file(request, code):
    """The file itself, as a download."""
    return file_of(get_object_or_404(RectificationFile.objects.visible_to(request.user), code=code))


@require_safe
@permission_required("oversight.view_rectificationfile", raise_exception=True)
def rectification_thumbnail(request, code):
    """The small picture of it."""
    return thumbnail_of(get_object_or_404(RectificationFile.objects.visible_to(request.user), code=code))
