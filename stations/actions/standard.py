"""The verbs of the construction standard: a station answers, the city writes the next version."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from stations.models import ConstructionStandard, StandardAnswer, StandardItem, Station

Answers = Mapping[StandardItem, tuple[str, str]]
COPIED = ("order", "code", "text", "kind", "unit", "minimum", "choices", "fulfilling", "is_mandatory")


@transaction.atomic
def answer_standard(station: Station, *, answers: Answers, on: date, by: User) -> list[StandardAnswer]:
    """Keep the station's ``answers`` (value and note by item) of the day ``on``; all or none.

    Only what differs from the answers on record is written; an empty value takes an answer back.
    Raises ``ValidationError`` with the messages by the item's code, and ``Refused`` for items of a
    standard that is not in force on that day. The station is locked: two people answering at once
    do not write over each other unseen.
    """
    Station.objects.select_for_update().get(pk=station.pk)
    _expect_in_force(answers, on)
    stored = {one.item_id: one for one in station.standard_answers.filter(item__in=answers)}
    changed: list[StandardAnswer] = []
    errors: dict[str, list[str]] = {}
    for item, (value, note) in answers.items():
        answer = stored.get(item.pk) or StandardAnswer(station=station, item=item)
        before = (answer.value, answer.note)
        answer.item, answer.value, answer.note = item, value, note.strip()
        answer.answered_on, answer.answered_by = on, by
        vars(answer).update(_history_user=by)
        try:
            answer.full_clean()
        except ValidationError as refusal:
            errors[item.code] = refusal.messages
            continue
        if (answer.value, answer.note) != before:
            changed.append(answer)
    if errors:
        raise ValidationError(errors)
    for answer in changed:
        answer.save()
    return changed


def _expect_in_force(answers: Answers, on: date) -> None:
    in_force = ConstructionStandard.objects.in_force(on).values_list("pk", flat=True)
    if any(item.standard_id not in in_force for item in answers):
        raise Refused(
            _("The standard changed while you were answering; open the page again to answer the new one.")
        )


@transaction.atomic
def new_version(standard: ConstructionStandard, *, on: date, by: User) -> ConstructionStandard:
    """A copy of the standard with the next number, not in force, to be changed before it comes into force."""
    highest = ConstructionStandard.objects.filter(name=standard.name).aggregate(highest=Max("version"))
    version = highest["highest"] + 1
    following = ConstructionStandard(
        code=f"{standard.code.removesuffix(f'-V{standard.version}')}-V{version}",
        name=standard.name,
        version=version,
        valid_from=on,
    )
    keep(following, by)
    for item in standard.items.all():
        keep(StandardItem(standard=following, **{field: getattr(item, field) for field in COPIED}), by)
    return following
