"""The page of a station: what all floors below know about it, as of today."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils import timezone

from core.periods import holds_on
from core.scope import Anyone, covers
from exchange.views.details import HistoryDetailView
from personnel.models import Posting, SocialWorker
from personnel.rules.certificate_clock import Clock
from personnel.tables.social_worker import EMPLOYMENT_TONES, STATUS_TONES
from regions.models import Region
from reports.panels import places
from reports.panels.model_card import ModelCard, model_card
from reports.panels.station_money import StationMoney, station_money
from reports.panels.station_services import StationServices, station_services
from reports.panels.timeline import Timeline, timeline
from stations.models import (
    ConstructionStandard,
    Engagement,
    Evidence,
    Interruption,
    StandardAnswer,
    StandardItem,
    Station,
)
from stations.rules.standard import Assessment, assess
from stations.tables.deliverable import DELIVERABLE_TONES
from stations.tables.station import STAGE_TONES, STATION_TONES

VIEW_PEOPLE = "personnel.view_posting"
VIEW_SERVICES = "services.view_servicerecord"
VIEW_MONEY = "funding.view_allocation"
CHANGES_SHOWN = 20
PICTURES_SHOWN = 9


@dataclass(frozen=True)
class Post:
    """Somebody posted at the station, and how the registration of the highest certificate stands."""

    posting: Posting
    clock: Clock | None

    @property
    def employment_tone(self) -> str:
        return EMPLOYMENT_TONES.get(self.posting.employment_type, "secondary")

    @property
    def status_tone(self) -> str:
        return STATUS_TONES.get(self.clock.status, "secondary") if self.clock else "secondary"


@dataclass(frozen=True)
class Team:
    """Those posted on a day, heads first."""

    posts: tuple[Post, ...]

    def _employed(self, kind) -> int:
        return sum(post.posting.employment_type == kind for post in self.posts)

    @property
    def full_time(self) -> int:
        return self._employed(Posting.EmploymentType.FULL_TIME)

    @property
    def part_time(self) -> int:
        return self._employed(Posting.EmploymentType.PART_TIME)

    @property
    def volunteers(self) -> int:
        return self._employed(Posting.EmploymentType.VOLUNTEER)

    @property
    def certified(self) -> int:
        return sum(post.clock is not None for post in self.posts)


@dataclass(frozen=True)
class StationPage:
    """The panels of the page, as far as ``user`` may see them; each is read when the template asks."""

    user: Anyone
    station: Station
    on: date

    def _is_open(self, permission: str) -> bool:
        return covers(self.user, permission, self.station.township.path)

    @property
    def shows_people(self) -> bool:
        return self._is_open(VIEW_PEOPLE)

    @property
    def shows_money(self) -> bool:
        return self._is_open(VIEW_MONEY)

    @property
    def shows_services(self) -> bool:
        return self._is_open(VIEW_SERVICES)

    @cached_property
    def services(self) -> StationServices:
        return station_services(self.user, self.station, self.on)

    @property
    def status_tone(self) -> str:
        return STATION_TONES[self.station.status]

    @property
    def stage_tone(self) -> str:
        return STAGE_TONES[self.station.stage]

    @property
    def can_change(self) -> bool:
        """Whether the reader may plan, build and edit this station."""
        return self._is_open("stations.change_station")

    @cached_property
    def way_down(self) -> list[Region]:
        """The regions in scope from the outermost down to the township."""
        above = places.way_down(self.user, self.station.township)
        is_open = self._is_open("regions.view_region")
        return [*above, self.station.township] if is_open else above

    @cached_property
    def timeline(self) -> Timeline:
        return timeline(self.user, self.station, self.on)

    @cached_property
    def card(self) -> ModelCard:
        return model_card(self.user, self.station, self.on, entered_on=self.timeline.entered_on)

    @cached_property
    def _engagements(self) -> list[Engagement]:
        rows = Engagement.objects.visible_to(self.user).filter(station=self.station)
        return list(rows.select_related("agency").order_by("role", "-started_on", "pk"))

    @property
    def engagements(self) -> list[Engagement]:
        """Who runs and supports the station today, the operator first."""
        return [one for one in self._engagements if holds_on(one, self.on)]

    @property
    def earlier_engagements(self) -> list[Engagement]:
        return [one for one in self._engagements if one.ended_on and one.ended_on < self.on]

    @property
    def has_operator(self) -> bool:
        return any(one.role == Engagement.Role.OPERATOR for one in self.engagements)

    @cached_property
    def team(self) -> Team:
        people = SocialWorker.objects.with_level(self.on).with_registration(self.on)
        postings = Posting.objects.visible_to(self.user).on(self.on).filter(station=self.station)
        rows = list(postings.prefetch_related(Prefetch("worker", people)).order_by("started_on", "pk"))
        rows.sort(key=lambda one: Posting.Role.values.index(one.role))
        return Team(tuple(Post(one, one.worker.clock_on(self.on)) for one in rows))

    @property
    def people_url(self) -> str:
        """The list of those posted anywhere in the township today."""
        query = {"region": self.station.township.code, "posted_on": self.on.isoformat()}
        return f"{reverse('personnel:worker-list')}?{urlencode(query)}"

    @property
    def money_url(self) -> str:
        return f"{reverse('funding:allocation-list')}?{urlencode({'station': self.station.code})}"

    @cached_property
    def money(self) -> StationMoney:
        return station_money(self.user, self.station, self.on)

    @cached_property
    def evidence(self) -> list[Evidence]:
        own = Evidence.objects.visible_to(self.user)
        own = own.filter(deliverable__station=self.station) | own.filter(milestone__station=self.station)
        return list(own.select_related("deliverable__component", "milestone"))

    @cached_property
    def _standard_items(self) -> list[StandardItem]:
        in_force = ConstructionStandard.objects.in_force(self.on)
        return list(StandardItem.objects.filter(standard__in=in_force).select_related("standard"))

    @property
    def standard(self) -> ConstructionStandard | None:
        """The construction standard in force, once it asks something."""
        return self._standard_items[0].standard if self._standard_items else None

    @cached_property
    def assessment(self) -> Assessment:
        """How the station stands against it."""
        answers = StandardAnswer.objects.visible_to(self.user).filter(
            station=self.station, item__standard=self.standard
        )
        return assess(self._standard_items, dict(answers.values_list("item", "value")))

    @property
    def can_answer_standard(self) -> bool:
        return self._is_open("stations.change_standardanswer")

    @property
    def pictures(self) -> list[Evidence]:
        """The latest photographs."""
        return [one for one in self.evidence if one.thumbnail][:PICTURES_SHOWN]

    @property
    def can_add_evidence(self) -> bool:
        return self._is_open("stations.add_evidence")


class StationView(HistoryDetailView):
    """One station in scope with everything about it, by its code."""

    model = Station
    template_name = "reports/station/page.html"
    context_object_name = "station"
    history_size = CHANGES_SHOWN

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def get_queryset(self):
        """The station with what its heading says: completed by the one definition, interrupted since when."""
        stops = Interruption.objects.on(self.today).filter(station=OuterRef("pk"))
        completed = Station.objects.completed(self.today).filter(pk=OuterRef("pk"))
        return (
            super()
            .get_queryset()
            .annotate(is_built=Exists(completed), stopped_on=Subquery(stops.values("started_on")[:1]))
            .select_related("township", "service_model")
            .prefetch_related("service_model__components")
        )

    def get_context_data(self, **kwargs):
        page = StationPage(user=self.request.user, station=self.object, on=self.today)
        return super().get_context_data(
            page=page, today=self.today, deliverable_tones=DELIVERABLE_TONES, **kwargs
        )
