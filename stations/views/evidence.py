"""Pages of evidence: adding files, looking at them, taking them back. The scope rule is asked first."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from core.requests import PageRequest
from core.scope import covers
from exchange.files import MAX_BYTES
from exchange.files.handing_out import file_of, thumbnail_of
from exchange.files.keeping import MAX_FILES, MAX_TOTAL_BYTES, MEGABYTE
from stations.actions.evidence import add_evidence, remove_evidence
from stations.forms.evidence import EvidenceForm
from stations.models import Deliverable, Evidence, Milestone

LIMITS = {
    "bytes": MAX_BYTES,
    "megabytes": MAX_BYTES // MEGABYTE,
    "files": MAX_FILES,
    "total": MAX_TOTAL_BYTES,
}


def can_add_evidence(user, station) -> bool:
    """Whether ``user`` may add files at the station; no query."""
    return covers(user, "stations.add_evidence", station.township.path)


def page_of(owner: Deliverable | Milestone) -> str:
    """Where the files of a deliverable or milestone are."""
    if isinstance(owner, Deliverable):
        return reverse("stations:deliverable-evidence", args=[owner.station.code, owner.code])
    return reverse("stations:milestone-evidence", args=[owner.station.code, owner.stage])


class EvidenceView(PermissionRequiredMixin, FormView):
    """The files that show one thing, and a form to add some; a subclass finds the ``owner``."""

    request: PageRequest
    permission_required = "stations.view_evidence"
    template_name = "stations/evidence/page.html"
    form_class = EvidenceForm

    @cached_property
    def owner(self) -> Deliverable | Milestone:
        """What the files show."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        if not can_add_evidence(request.user, self.owner.station):
            raise PermissionDenied
        return self.request.once(lambda: super(EvidenceView, self).post(request, *args, **kwargs))

    def form_valid(self, form):
        try:
            added = add_evidence(self.owner, by=self.request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("files", [_("Nothing was stored."), *refusal.messages])
            return self.form_invalid(form)
        message = ngettext("%(count)d file was added.", "%(count)d files were added.", len(added))
        messages.success(self.request, message % {"count": len(added)})
        return HttpResponseRedirect(page_of(self.owner))

    def get_context_data(self, **kwargs):
        user, owner = self.request.user, self.owner
        return super().get_context_data(
            owner=owner,
            name=owner.name if isinstance(owner, Deliverable) else owner.get_stage_display(),
            station=owner.station,
            evidence=Evidence.objects.visible_to(user).filter(pk__in=owner.evidence.all()),
            removed=owner.evidence.removed(),
            can_add=can_add_evidence(user, owner.station),
            is_settled=(
                owner.is_accepted if isinstance(owner, Deliverable) else owner.achieved_on is not None
            ),
            limits=LIMITS,
            user=user,
            **kwargs,
        )


class DeliverableEvidenceView(EvidenceView):
    """The files that show a deliverable."""

    @cached_property
    def owner(self) -> Deliverable:
        visible = Deliverable.objects.visible_to(self.request.user).select_related("station__township")
        return get_object_or_404(visible, station__code=self.kwargs["station"], code=self.kwargs["code"])


class MilestoneEvidenceView(EvidenceView):
    """The files that show a stage that was reached."""

    @cached_property
    def owner(self) -> Milestone:
        visible = Milestone.objects.visible_to(self.request.user).select_related("station__township")
        return get_object_or_404(visible, station__code=self.kwargs["station"], stage=self.kwargs["stage"])


@require_safe
@permission_required("stations.view_evidence", raise_exception=True)
def evidence_file(request, code):
    """The file itself, as a download."""
    return file_of(get_object_or_404(Evidence.objects.visible_to(request.user), code=code))


@require_safe
@permission_required("stations.view_evidence", raise_exception=True)
def evidence_thumbnail(request, code):
    """The small picture of it."""
    return thumbnail_of(get_object_or_404(Evidence.objects.visible_to(request.user), code=code))


@require_POST
@permission_required("stations.view_evidence", raise_exception=True)
def evidence_remove(request, code):
    """Take back a file that one added oneself."""
    visible = Evidence.objects.visible_to(request.user)
    rows = visible.select_related("deliverable__station__township", "milestone__station__township")
    evidence = get_object_or_404(rows, code=code)
    if not can_add_evidence(request.user, evidence.owner.station):
        raise PermissionDenied
    try:
        remove_evidence(evidence, at=timezone.now(), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("“%(title)s” was removed.") % {"title": evidence})
    return HttpResponseRedirect(page_of(evidence.owner))
