"""Oversight over the API: checks and findings are entered, rectified and verified; rules are set."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from core.api import ReadOnlyViewSet
from exchange.api.files import CODE, FILE_TYPES, THUMBNAIL_TYPES, DownloadMixin, download_action
from exchange.api.verbs import CommentBodySerializer, DayBodySerializer, verb
from exchange.api.views import ActionMixin, ModelViewSet
from exchange.files.handing_out import file_of, thumbnail_of
from oversight import actions
from oversight.api.serializers import (
    DrawSerializer,
    FindingSerializer,
    InspectionSerializer,
    PatternRuleSerializer,
)
from oversight.api.verbs import finding as verbs
from oversight.api.verbs import pattern_rule
from oversight.filters import DrawFilterSet, FindingFilterSet, InspectionFilterSet
from oversight.models import Draw, DrawItem, Finding, Inspection, PatternRule, RectificationFile
from oversight.resources import FindingResource, InspectionResource


class InspectionViewSet(ModelViewSet):
    """The checks in scope."""

    model = Inspection
    queryset = Inspection.objects.none()
    serializer_class = InspectionSerializer
    filterset_class = InspectionFilterSet
    resource = InspectionResource()
    start = verb("start", actions.start_inspection, DayBodySerializer)
    conclude = verb("conclude", actions.conclude_inspection, verbs.ConcludeBodySerializer)


class FindingViewSet(DownloadMixin, ModelViewSet):
    """The findings in scope, with their rectifications and the files that show them."""

    model = Finding
    queryset = Finding.objects.none()
    serializer_class = FindingSerializer
    filterset_class = FindingFilterSet
    resource = FindingResource()
    rectify = verb("rectify", verbs.rectify, verbs.RectifyBodySerializer, permission="rectify")
    verify = verb("verify", actions.verify_rectification, CommentBodySerializer, permission="verify")
    send_back = verb(
        "send_back",
        actions.return_rectification,
        verbs.LackingBodySerializer,
        permission="verify",
        path="return",
    )

    def get_queryset(self):
        rows = super().get_queryset()
        rows = rows.select_related("station", "agency", "contract", "allocation", "expenditure", "course")
        return rows.prefetch_related("rectifications__files")

    @download_action(f"files/(?P<file>{CODE})", FILE_TYPES)
    def file(self, request, code, file):
        """A file of a rectification, as a download."""
        return file_of(self._kept(code, file))

    @download_action(f"files/(?P<file>{CODE})/thumbnail", THUMBNAIL_TYPES)
    def thumbnail(self, request, code, file):
        """The small picture of such a file, where it is one."""
        return thumbnail_of(self._kept(code, file))

    def _kept(self, code, file) -> RectificationFile:
        visible = RectificationFile.objects.visible_to(self.request.user)
        return get_object_or_404(visible, code=file, rectification__finding__code=code)


class PatternRuleViewSet(ActionMixin, ReadOnlyViewSet):
    """The patterns that are looked for; the portal brings them, the city sets from what on they list."""

    model = PatternRule
    queryset = PatternRule.objects.none()
    serializer_class = PatternRuleSerializer
    request_serializer_class = pattern_rule.PatternRuleBodySerializer

    def partial_update(self, request, code):
        """Change what the object names of the record."""
        return self.perform_action(pattern_rule.change_rule, "change")


class DrawViewSet(ReadOnlyViewSet):
    """The draws in scope, with their population, what was drawn and what was found; drawn on pages alone."""

    model = Draw
    queryset = Draw.objects.none()
    serializer_class = DrawSerializer
    filterset_class = DrawFilterSet

    def get_queryset(self):
        items = DrawItem.objects.visible_to(self.request.user).for_listing()
        return super().get_queryset().prefetch_related(Prefetch("items", items))
