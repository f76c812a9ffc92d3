"""What happened to a station and its milestones: who changed what, when, from what to what."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RoleAssignment
from core.figures import DASH
from core.scope import paths_for
from regions.models import Region
from stations.models import Milestone, Stage, Station

STATION_FIELDS = (
    "name",
    "code",
    "township",
    "service_model",
    "stage",
    "status",
    "status_reason",
    "venue_type",
    "area_m2",
    "address",
    "longitude",
    "latitude",
    "phone",
)
MILESTONE_FIELDS = ("planned_on", "achieved_on", "responsible_level", "delay_cause", "delay_note")
# What the first version of a milestone says; that of a station stands on the page already.
FIRST_FIELDS = {Station: (), Milestone: ("planned_on", "achieved_on", "delay_cause")}
# Reasons that the portal itself writes.
REASONS = {"milestones": gettext_lazy("follows from its milestones")}
RELATIONS = {Station: ("township", "service_model"), Milestone: ()}
SUBJECT = {Station: gettext_lazy("Station"), Milestone: gettext_lazy("Milestone")}


@dataclass(frozen=True)
class FieldChange:
    """One field, before and after, in words."""

    label: str | Promise
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One version of one record; ``is_first`` where it was entered, else ``fields`` says what differs."""

    at: datetime
    author: str
    subject: str
    is_first: bool
    fields: tuple[FieldChange, ...]
    reason: str | Promise


def latest_changes(user, station: Station, size: int) -> list[Change]:
    """The latest changes of ``station`` and its milestones, newest first; three queries.

    Names of people and places outside the scope of ``user`` are not told.
    """
    versions = [*_versions(Station, size, id=station.pk), *_versions(Milestone, size, station=station.pk)]
    versions.sort(key=lambda pair: (pair[0].history_date, pair[0].history_id), reverse=True)
    authors = [after.history_user for after, _before in versions if after.history_user]
    roles = Prefetch("role_assignments", RoleAssignment.objects.select_related("region"))
    prefetch_related_objects([user, *authors], roles)
    changes = [_change(user, station, after, before) for after, before in versions]
    return [change for change in changes if change.is_first or change.fields][:size]


def _versions(model, size: int, **which) -> list[tuple]:
    """The latest versions, each with the one before it or None; one query."""
    newest_first = ("-history_date", "-history_id")
    earlier = model.history.filter(id=OuterRef("id")).filter(
        Q(history_date__lt=OuterRef("history_date"))
        | Q(history_date=OuterRef("history_date"), history_id__lt=OuterRef("history_id"))
    )
    before = Subquery(earlier.order_by(*newest_first).values("history_id")[:1])
    latest = model.history.filter(**which).order_by(*newest_first)
    ids = latest.values("history_id")[:size]
    ids_before = latest.annotate(before=before).values("before")[:size]
    rows = (
        model.history.filter(Q(history_id__in=ids) | Q(history_id__in=ids_before))
        .select_related("history_user", *RELATIONS[model])
        .order_by(*newest_first)
    )
    rows = list(rows)
    return [(row, _next_of(row, rows[place + 1 :])) for place, row in enumerate(rows[:size])]


def _next_of(version, older):
    """The version right before, in a list with the newest first."""
    return next((one for one in older if one.id == version.id), None)


def _change(user, station, after, before) -> Change:
    model = after.instance_type
    fields = STATION_FIELDS if model is Station else MILESTONE_FIELDS
    if before is None:
        fields = FIRST_FIELDS[model]
    return Change(
        at=after.history_date,
        author=author_name(after.history_user, reader=user, station=station),
        subject=_subject(after),
        is_first=before is None,
        fields=tuple(_differences(user, after, before, fields)),
        reason=REASONS.get(after.history_change_reason, after.history_change_reason or ""),
    )


def _subject(version) -> str:
    model = version.instance_type
    if model is Station:
        return str(SUBJECT[model])
    return f"{SUBJECT[model]} · {Stage(version.stage).label}"


def _differences(user, after, before, names):
    for name in names:
        field = after.instance_type._meta.get_field(name)
        new = getattr(after, field.attname)
        old = getattr(before, field.attname) if before else None
        if (old or None) == (new or None):
            continue
        label = field.verbose_name
        yield FieldChange(label, _words(user, field, before), _words(user, field, after))


def _words(user, field, version) -> str:
    """The value of a field as people write it."""
    value = getattr(version, field.attname) if version else None
    if value is None or value == "":
        return DASH
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        return _related(user, getattr(version, field.name))
    if isinstance(value, date):
        return formats.date_format(value, "Y-m-d")
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _related(user, record) -> str:
    if isinstance(record, Region):
        is_open = any(record.path.startswith(path) for path in paths_for(user, "regions.view_region"))
        return record.name if is_open else _("outside your region")
    return str(record)


def author_name(author, *, reader, station: Station) -> str:
    """Who made a change, as far as ``reader`` may know; reads loaded role assignments only.

    Colleagues whose every role lies in the reader's regions are named, whoever is above by their
    role, anybody else not at all.
    """
    if author is None:
        return _("the portal")
    if author == reader:
        return str(author)
    roles = list(author.role_assignments.all())
    own_paths = paths_for(reader, "stations.view_station")
    if "" in own_paths or (roles and all(_lies_in(one.region, own_paths) for one in roles)):
        return str(author)
    if not roles:
        return _("an account without a role")
    above = [one.get_role_display() for one in roles if one.region.covers(station.township)]
    return str(above[0]) if above else _("an account outside your region")


def _lies_in(region: Region, paths) -> bool:
    return any(region.path.startswith(path) for path in paths)
