"""The overview of the agencies: where they are, what they can do, whom they serve and whom nobody serves."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from indicators import agencies, people
from indicators.pooled import is_served
from indicators.reading import Reading, read
from personnel.models import SocialWorker
from personnel.rules.fitness import full_time_staff
from regions.models import Region
from reports.panels import places
from reports.panels.chart import chart_data
from reports.panels.figures import Figure, Line, lines, total_figure, total_line
from reports.views.overview import PlaceView
from stations.models import Agency, Engagement

COLUMNS = (
    people.AGENCIES_REGISTERED,
    agencies.AGENCIES_SERVING,
    people.AGENCIES_FOUNDED_BY_OTHERS,
    agencies.AGENCIES_FIT,
    agencies.TOWNSHIPS_UNSERVED,
    agencies.STATIONS_BY_AGENCY,
    agencies.UNEVENNESS,
)
HEAD = (
    people.AGENCIES_REGISTERED,
    people.AGENCIES_FOUNDED_BY_OTHERS,
    people.AGENCIES_CITY_REGISTERED,
    agencies.AGENCIES_SERVING,
    agencies.AGENCIES_FIT,
    agencies.STATIONS_BY_AGENCY,
    agencies.TOWNSHIPS_UNSERVED,
    agencies.UNEVENNESS,
)
MAP = agencies.AGENCIES_SERVING


@dataclass(frozen=True)
class Load:
    """What one agency carries: stations it works at, full-time staff, and staff a station."""

    agency: Agency
    stations: int
    full_time: int

    @property
    def staff_per_station(self):
        """Full-time staff for each station; None where it works at none."""
        return self.full_time / self.stations if self.stations else None


@dataclass(frozen=True)
class AgenciesOverview:
    """The figures of the agencies of a region on a day; parts are read when the template asks."""

    user: object
    region: Region
    on: date

    @cached_property
    def reading(self) -> Reading:
        return read((*HEAD, *COLUMNS), user=self.user, region=self.region, on=self.on)

    @cached_property
    def figures(self) -> list[Figure]:
        return [total_figure(self.reading, one) for one in HEAD]

    @property
    def columns(self):
        return COLUMNS

    @cached_property
    def lines(self) -> list[Line]:
        return lines(self.reading, COLUMNS, ranked_by=MAP, own_name=str(_("At this level")))

    @cached_property
    def total(self) -> Line:
        return total_line(self.reading, COLUMNS, str(_("Total")))

    @cached_property
    def drawn(self) -> dict[str, str]:
        return places.outlines(self.user, self.region)

    @property
    def chosen(self):
        """The indicator on the map."""
        return MAP

    @cached_property
    def chart(self) -> dict:
        query = f"on={self.on.isoformat()}&indicator={MAP.code}"
        return chart_data(self.reading, MAP, drawn=self.drawn, query=query)

    @cached_property
    def founders(self) -> list[tuple[str, int]]:
        """How many of the registered agencies each kind of body founded, the most first."""
        registered = Agency.objects.visible_to(self.user).under(self.region).registered_on_day(self.on)
        counted = registered.order_by().values_list("founder_type").annotate(number=Count("pk"))
        labels = dict(Agency.FounderType.choices)
        return [(labels[kind], number) for kind, number in sorted(counted, key=lambda one: -one[1])]

    @cached_property
    def loads(self) -> list[Load]:
        """The agencies that are at home or work here, those with the most stations first."""
        visible = Agency.objects.visible_to(self.user).registered_on_day(self.on)
        engaged = Engagement.objects.visible_to(self.user).under(self.region).on(self.on)
        here = visible.under(self.region) | visible.filter(pk__in=engaged.values("agency"))
        stations = dict(
            engaged.order_by().values_list("agency").annotate(number=Count("station", distinct=True))
        )
        staff = full_time_staff(self.on).filter(
            pk__in=SocialWorker.objects.visible_to(self.user).values("pk")
        )
        full_time = dict(staff.order_by().values_list("agency").annotate(number=Count("pk")))
        loads = [
            Load(agency, stations.get(agency.pk, 0), full_time.get(agency.pk, 0))
            for agency in here.distinct().order_by("code")
        ]
        return sorted(loads, key=lambda load: (-load.stations, load.agency.code))

    @cached_property
    def unserved(self) -> list[Region]:
        """The townships that no agency serves."""
        townships = Region.objects.visible_to(self.user).under(self.region).counting().on(self.on)
        return list(townships.filter(~Q(is_served(self.on))).select_related("parent").order_by("path"))


class AgenciesOverviewView(PlaceView):
    """The agencies of a region as of a day; each number opens the rows behind it."""

    def check_permission(self):
        if not people.AGENCIES_REGISTERED.is_open_to(self.request.user, self.region):
            raise PermissionDenied

    def show(self):
        overview = AgenciesOverview(user=self.request.user, region=self.region, on=self.on)
        context = self.context() | {"overview": overview, "on": self.on}
        return render(self.request, "reports/agencies/overview.html", context)
