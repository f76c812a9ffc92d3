"""The county's core screen: its stations and their money, one row a station."""

from datetime import date

import django_tables2 as tables
from django.db.models import Max, OuterRef, Subquery
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from core import figures
from core.tables import NumberColumn, PortalTable, YuanColumn
from core.views import EXPORTS
from funding.models import Allocation, Disbursement, Expenditure
from funding.rules.need import unassigned, with_need
from reports.tables import StageColumn
from reports.views.money import MoneyPlaceView
from stations.models import Station

SUMS = ("need_yuan", "arranged_yuan", "disbursed_yuan", "spent_yuan", "gap_yuan")
STATIONS_A_PAGE = 50
ENTRIES = (
    (Allocation, "station"),
    (Disbursement, "allocation__station"),
    (Expenditure, "disbursement__allocation__station"),
)


class MoneyStationTable(PortalTable):
    """The stations in the plan with what they need, were given and spent."""

    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True, attrs={"td": {"class": "wrap"}})
    county = tables.Column(
        accessor="township__parent__name", verbose_name=_("County-level unit"), order_by="township__path"
    )
    stage = StageColumn(accessor="stage_on", verbose_name=_("Stage"))
    need_yuan = YuanColumn(verbose_name=_("Need (yuan)"))
    arranged_yuan = YuanColumn(verbose_name=_("Arranged (yuan)"))
    disbursed_yuan = YuanColumn(verbose_name=_("Disbursed (yuan)"))
    spent_yuan = YuanColumn(verbose_name=_("Spent (yuan)"))
    execution = NumberColumn(verbose_name=_("Execution"), orderable=False, empty_values=())
    gap_yuan = YuanColumn(verbose_name=_("Gap (yuan)"))
    latest = NumberColumn(verbose_name=_("Latest entry"), orderable=False, empty_values=())

    class Meta(PortalTable.Meta):
        model = Station
        fields = [
            "code",
            "name",
            "county",
            "stage",
            "need_yuan",
            "arranged_yuan",
            "disbursed_yuan",
            "spent_yuan",
            "execution",
            "gap_yuan",
            "latest",
        ]

    def render_execution(self, record):
        return figures.percent(self.value_execution(record))

    def value_execution(self, record):
        return record.spent_yuan / record.arranged_yuan if record.arranged_yuan else None

    def render_latest(self, record):
        latest = self.value_latest(record)
        return latest.isoformat() if latest else figures.DASH

    def value_latest(self, record):
        days = [day for name in LATEST if (day := getattr(record, name))]
        return max(days) if days else None


LATEST = tuple(f"latest_{place}" for place in range(len(ENTRIES)))


def stations_with_money(user, region, on: date):
    """The stations in the plan of the region in the scope of ``user``, as the table shows them; one query."""
    stations = Station.objects.visible_to(user).under(region).in_plan(on).with_stage_on(on)
    latest = {
        name: Subquery(
            model.objects.filter(**{path: OuterRef("pk")})
            .posted_by(on)
            .order_by()
            .values(path)
            .annotate(day=Max("posted_on"))
            .values("day")
        )
        for name, (model, path) in zip(LATEST, ENTRIES, strict=True)
    }
    rows = with_need(stations, on).annotate(**latest).select_related("township__parent")
    return rows.order_by("township__path", "code")


def sums_of(stations) -> dict:
    """The sums of the amounts over all rows, not only those of the page."""
    totals = {name: figures.rounded(sum(row)) for name, row in _columns(stations).items()}
    spent, arranged = totals["spent_yuan"], totals["arranged_yuan"]
    return totals | {"execution": spent / arranged if arranged else None}


def _columns(stations) -> dict[str, list]:
    rows = list(stations.order_by().values_list(*SUMS))
    return {name: [row[place] for row in rows] for place, name in enumerate(SUMS)}


class MoneyStationsView(MoneyPlaceView):
    """Stations × money of ``?region=`` as of ``?on=``: sorted by ``?sort=``, as a file with ``?export=``."""

    def show(self):
        stations = stations_with_money(self.request.user, self.region, self.on)
        table = MoneyStationTable(stations)
        RequestConfig(self.request, paginate={"per_page": STATIONS_A_PAGE}).configure(table)
        export = EXPORTS.get(self.request.GET.get("export", ""))
        if export:
            return export(f"stations-money-{self.region.code}-{self.on}", table.as_values())
        allocations = Allocation.objects.visible_to(self.request.user).under(self.region)
        context = self.context() | {
            "on": self.on,
            "table": table,
            "sums": sums_of(stations),
            "unassigned": unassigned(allocations, self.on),
        }
        return render(self.request, "reports/money/stations.html", context)
