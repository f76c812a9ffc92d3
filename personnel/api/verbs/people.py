"""Verbs on several people named at once, and what they need to be told."""

from core.api import BodySerializer, ScopedCodesField
from personnel import actions
from personnel.models import SocialWorker
from stations.models import Station

WORKING = Station.objects.exclude(status=Station.Status.CLOSED)


ON_REGISTER = SocialWorker.objects.open()


class PeopleBodySerializer(BodySerializer):
    """Who took part in a session of supervision."""

    workers = ScopedCodesField(ON_REGISTER, "personnel.change_supervisionrecord")


def name_people(record, *, workers, by):
    """Say who took part in the session: these people and nobody else."""
    actions.record_supervision(record, workers=workers, by=by)
