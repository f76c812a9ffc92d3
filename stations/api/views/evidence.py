"""The endpoints of evidence."""

from exchange.api.files import CODE, FILE_TYPES, THUMBNAIL_TYPES, DownloadMixin, download_action
from exchange.api.verbs import EmptyBodySerializer, verb
from exchange.api.views import ActionViewSet
from exchange.files.handing_out import file_of, thumbnail_of
from stations.api.serializers.deliverable import EvidenceSerializer
from stations.api.verbs import evidence
from stations.filters.deliverable import EvidenceFilterSet
from stations.models import (
    Evidence,
)


class EvidenceViewSet(DownloadMixin, ActionViewSet):
    """The files that show what stations in scope built and reached."""

    model = Evidence
    queryset = Evidence.objects.none()
    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilterSet
    lookup_value_regex = CODE
    request_serializer_class = evidence.NewEvidenceBodySerializer
    parser_classes = evidence.NewEvidenceBodySerializer.parser_classes
    create_action = staticmethod(evidence.begin_evidence)
    creates_several = True
    remove = verb("remove", evidence.take_back, EmptyBodySerializer, permission="add", leaves_nothing=True)

    @download_action("file", FILE_TYPES)
    def file(self, request, code):
        """The file itself, as a download."""
        return file_of(self.get_object())

    @download_action("thumbnail", THUMBNAIL_TYPES)
    def thumbnail(self, request, code):
        """The small picture of it, where it is one."""
        return thumbnail_of(self.get_object())
