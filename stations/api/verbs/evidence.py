"""Evidence over the API: added to one deliverable or milestone, and taken back by whoever added it."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api import ScopedCodeField
from exchange.api.files import FilesBodySerializer
from exchange.files.names import MAX_TITLE
from stations.actions.evidence import add_evidence, remove_evidence
from stations.models import Deliverable, Evidence, Milestone, Stage, Station

ADD = "stations.add_evidence"


class NewEvidenceBodySerializer(FilesBodySerializer):
    """Files, what to call them, and what they show: a deliverable, or a stage of a station."""

    title = serializers.CharField(
        max_length=MAX_TITLE,
        required=False,
        allow_blank=True,
        help_text="Left out, each file keeps its own name; several files under one title are numbered.",
    )
    deliverable = ScopedCodeField(Deliverable.objects.all(), ADD, required=False, help_text="Its code.")
    station = ScopedCodeField(Station.objects.all(), ADD, required=False, help_text="Its code.")
    stage = serializers.ChoiceField(choices=Stage.choices, required=False)


def begin_evidence(*, files, by, title="", deliverable=None, station=None, stage=None) -> list[Evidence]:
    """Add files that show a deliverable or a stage of a station; all of them, or none."""
    owner = _owner(deliverable, station, stage)
    return add_evidence(owner, files=files, by=by, title=title)


def _owner(deliverable, station, stage) -> Deliverable | Milestone:
    """What is shown; raises ``ValidationError`` where that is not one thing."""
    if deliverable is not None and station is None and stage is None:
        return deliverable
    if deliverable is not None or station is None or stage is None:
        raise ValidationError(_("Name what the files show: a deliverable, or a station and its stage."))
    milestone = station.milestones.filter(stage=stage).first()
    if milestone is None:
        raise ValidationError(
            {"stage": _("Nothing is planned or noted of this stage; enter its milestone first.")}
        )
    return milestone


def take_back(evidence, *, by) -> None:
    """Remove a file that the account added itself, before what it shows is accepted or achieved."""
    remove_evidence(evidence, at=timezone.now(), by=by)
