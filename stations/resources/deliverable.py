"""Deliverables as rows of files."""

from django.utils.translation import gettext_lazy as _

from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from stations.models import Deliverable

PLACE_OF_ROOM = {"station_id", "component_id", "community_id"}


@register
class DeliverableResource(Resource):
    """Deliverables as planned and begun; reporting and accepting need two people and are verbs."""

    name = "deliverables"
    model = Deliverable
    related = ("station__township",)
    declared = [
        Column("code", example="DV-131102002-1-01"),
        Column("station", example="ST-131102002-1", related=("township",)),
        Column(
            "component",
            example="COMMUNITY_ROOM",
            fits=lambda component, deliverable: (
                deliverable is not None
                and deliverable.station_id is not None
                and component.service_model_id == deliverable.station.service_model_id
            ),
        ),
        Column("name", example="幸福社区社工室"),
        Column("community", example="131102002001", limit_choices_to={"level": "community"}),
        Column("planned_on", example="2022-06-30"),
        Column("started_on", example="2022-04-01"),
    ]

    def objection(self, record, changed):
        if record.ended_on:
            return _("This ended with its station; it can no longer change.")
        if record.is_accepted and changed & PLACE_OF_ROOM:
            return _("This is accepted; where it belongs can no longer change.")
        return ""
