"""What is told of stations, agencies and what belongs to them, and what setting a change back needs."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from accounts.rules.hands import same_hands
from core.scope import paths_for
from core.texts import Text
from exchange.changes.chronicle import Chronicle, register
from stations.actions.evidence import REMOVED
from stations.actions.milestone import refresh_stages
from stations.actions.station import REASON
from stations.actions.successor import NEW_LIST
from stations.models import (
    Agency,
    AgencyRating,
    Deliverable,
    Engagement,
    Evidence,
    Incubation,
    IncubationBase,
    Interruption,
    Milestone,
    Stage,
    StandardAnswer,
    Station,
    Support,
)
from stations.rules.standard import NO, YES

YES_OR_NO = {YES: _("yes"), NO: _("no")}
BY_STATION_VERBS = _("Suspend, close or reopen the station instead.")
REASONS = {REASON: _("follows from its milestones"), NEW_LIST: _("a newer code list")}
FOLLOWS_FROM_THE_DAY = (
    *("reported_on", "reported_by", "entered_late"),
    *("comment", "counts_from", "is_correction"),
)
CONFIRMED = ("confirmed_on", "confirmed_by")
OF_STOPS = (
    *("kind", "started_on", "reported_by", "confirmed_on", "confirmed_by"),
    *("ended_on", "reopened_by", "reopening_confirmed_on", "reopening_confirmed_by"),
)
SEARCH = {"pinyin": "", "initials": ""}


class SearchableChronicle(Chronicle):
    """Nouns that are found by the pinyin of their names, which nobody needs to read."""

    derived_fields: Mapping[str, Text] = SEARCH

    def _is_included(self, field):
        return super()._is_included(field) and field.name not in SEARCH


@register
class StationChronicle(SearchableChronicle):
    """Stations."""

    name = "stations"
    model = Station
    derived_fields = {**SEARCH, "stage": _("The stage follows from the milestones: set theirs back.")}
    verb_fields = {"status": BY_STATION_VERBS, "status_reason": BY_STATION_VERBS}
    reason_labels = REASONS
    removal_refusal = _("A station that was entered is not removed: close it instead.")


@register
class MilestoneChronicle(Chronicle):
    """Milestones; the station's stage follows them."""

    name = "milestones"
    model = Milestone
    parent_lookups = ("station",)
    initial_fields = ("planned_on", "achieved_on", "reason", "delay_cause")
    derived_fields = dict.fromkeys(FOLLOWS_FROM_THE_DAY, _("It follows from the day of the stage."))
    verb_fields = dict.fromkeys(CONFIRMED, _("The level above confirms a stage, or takes it back."))
    removal_refusal = _("A stage that was planned stays; empty its days instead.")

    def label(self, version):
        return str(Stage(version.stage).label)

    def after_revert(self, records):
        refresh_stages({record.station for record in records})


@register
class InterruptionChronicle(Chronicle):
    """Times in which a station does not work."""

    name = "interruptions"
    model = Interruption
    parent_lookups = ("station",)
    verb_fields = dict.fromkeys(OF_STOPS, BY_STATION_VERBS)
    removal_refusal = BY_STATION_VERBS

    def label(self, version):
        return str(Interruption.Kind(version.kind).label)


@register
class EngagementChronicle(Chronicle):
    """Who runs and supports a station."""

    name = "engagements"
    model = Engagement
    parent_lookups = ("station", "agency")
    initial_fields = ("agency", "station", "started_on", "ended_on")
    removal_refusal = _("An engagement that was entered is not removed: end it instead.")

    def label(self, version):
        return str(Engagement.Role(version.role).label)

    def lock(self, record):
        """Two operators engaged at the same moment would not see each other."""
        Station.objects.select_for_update().get(pk=record.station_id)


@register
class StandardAnswerChronicle(Chronicle):
    """Answers to the construction standard."""

    name = "standard-answers"
    model = StandardAnswer
    parent_lookups = ("station",)
    is_in_panel = False
    visible_relations = ("item",)
    extra_fields = ("answered_by",)
    formatters = {"value": lambda value: YES_OR_NO.get(value, value)}
    initial_fields = ("value", "note", "answered_on", "answered_by")
    removal_refusal = _("An answer is taken back on the page of the standard.")

    def label(self, version):
        return str(version.item or "")


@register
class AgencyChronicle(SearchableChronicle):
    """Agencies, told to their home region alone."""

    name = "agencies"
    model = Agency
    reason_labels = REASONS
    removal_refusal = _("An agency that was entered is not removed: enter its deregistration instead.")

    def get_queryset(self, user):
        return Agency.objects.at_home(user)

    def has_view_permission(self, user, record):
        return record.is_home_for(user)


# Statuses that somebody else than who reported has decided on.
DECIDED = {Deliverable.Status.ACCEPTED, Deliverable.Status.RETURNED}


@register
class DeliverableChronicle(Chronicle):
    """Deliverables: what was decided is set back by whoever may decide, never by who reported it."""

    name = "deliverables"
    model = Deliverable
    reason_labels = REASONS
    verb_fields = {"ended_on": _("It ended with its station; enter a new one instead.")}
    removal_refusal = _("A deliverable that was entered is not removed.")

    def revert_action(self, version, before):
        return "accept" if _is_decision(version, before) else "change"

    def objection(self, record, version, before, by):
        if _is_decision(version, before) and _reported_it(by, version, before):
            return _("you reported it; somebody else has to decide.")
        return ""


def _reported_it(by, *versions) -> bool:
    """Whether ``by``, or somebody who counts as the same hand, reported it in one of the versions."""
    return any(same_hands(by, one.reported_by_id, one.reported_on) for one in versions)


def _is_decision(version, before) -> bool:
    """Whether the change touched what acceptance decides."""
    names = ("status", "accepted_on", "accepted_by_id", "returned_on", "reported_by_id", "reported_on")
    is_touched = any(getattr(version, name) != getattr(before, name) for name in names)
    return is_touched and bool({version.status, before.status} & DECIDED)


@register
class EvidenceChronicle(Chronicle):
    """Files that show what was built."""

    name = "evidence"
    model = Evidence
    parent_lookups = ("deliverable", "milestone__station")
    region_lookups = ("deliverable__station__township__path", "milestone__station__township__path")
    is_in_panel = False
    extra_fields = ("removed_by", "uploaded_by")
    excluded_fields = ("file", "uploaded_at")
    initial_fields = ("title",)
    verb_fields = {"removed_at": _("A file that was removed is added again instead.")}
    reason_labels = {REMOVED: _("removed")}
    removal_refusal = _("A file is removed where it was added.")

    def label(self, version):
        return version.title

    def get_queryset(self, user):
        """Also what was removed: that it was is part of the history."""
        return Evidence.objects.in_paths(paths_for(user, self.view_permission()))


@register
class AgencyRatingChronicle(Chronicle):
    """Grades of an agency."""

    name = "agency-ratings"
    model = AgencyRating
    parent_lookups = ("agency",)
    is_in_panel = False

    def label(self, version):
        return version.grade


@register
class IncubationBaseChronicle(SearchableChronicle):
    """Incubation bases."""

    name = "incubation-bases"
    model = IncubationBase


@register
class IncubationChronicle(Chronicle):
    """Agencies in a base."""

    name = "incubations"
    model = Incubation
    parent_lookups = ("base",)
    visible_relations = ("agency",)
    initial_fields = ("agency", "entered_on")
    removal_refusal = _("An incubation that was entered is not removed: let the agency leave the base.")


@register
class SupportChronicle(Chronicle):
    """Support that an agency received in a base."""

    name = "supports"
    model = Support
    parent_lookups = ("incubation__base",)
    excluded_fields = ("incubation",)
    is_in_panel = False
