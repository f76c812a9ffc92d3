"""Stations said to be built that do not count: marked where they are shown, and counted apart."""

import csv
import io
import json
from datetime import date

import pytest

from regions.models import Boundary
from stations.models import Stage
from tests.reports.pages import in_english, parsed, rows, words
from tests.stations.factories import OPERATING_ON, make_milestone, make_station

ON = "on=2022-06-30"
SQUARE = {"type": "Polygon", "coordinates": [[[115, 37], [116, 37], [116, 38], [115, 38], [115, 37]]]}
UNSAID = {"counts_from": None}


@pytest.fixture
def stations(hedong, hexi, zaoqiang_town):
    """One that operates, one reported as operating, one short of proof, one reported later only."""
    found = [make_station(place) for place in (hedong, hexi, zaoqiang_town)]
    found.append(make_station(hexi, name="河西二站"))
    for station in found:
        make_milestone(station, achieved_on=date(2022, 1, 10))
    sayings = [
        {"achieved_on": OPERATING_ON},
        {"achieved_on": OPERATING_ON, "reported_on": OPERATING_ON, **UNSAID},
        {"achieved_on": OPERATING_ON, **UNSAID},
        {"achieved_on": date(2022, 7, 5), "reported_on": date(2022, 7, 5), **UNSAID},
    ]
    for station, said in zip(found, sayings, strict=True):
        make_milestone(station, stage=Stage.OPERATING, **said)
    return found


@pytest.mark.usefixtures("stations")
def test_the_matrix_marks_what_does_not_count_and_counts_it_apart(client_of, city_admin, taocheng_officer):
    page = parsed(in_english(client_of(city_admin)).get(f"/model/?{ON}"))
    table = page.find(class_="matrix")

    assert [row[:2] for row in rows(table)] == [
        ["桃城区", "3 stations 1 reported, not confirmed"],
        ["河西街道社工站", "in the plan operating：reported, not confirmed"],
        ["河西二站", "in the plan"],
        ["河东街道社工站", "operating"],
        ["枣强县", "1 station 1 reached without proof"],
        ["枣强镇社工站", "in the plan operating：reached without proof"],
        ["Total", "4 stations 1 reported, not confirmed 1 reached without proof"],
    ]
    badges = table.find_all(class_="badge")
    assert badges
    assert all(badge.i for badge in badges)
    assert "counted apart, not as completed" in words(page.find(class_="matrix-legend"))

    own = in_english(client_of(taocheng_officer))
    assert "reached without proof" not in words(parsed(own.get(f"/model/?{ON}")).main)
    sheet = b"".join(own.get(f"/model/?{ON}&export=csv").streaming_content).decode("utf-8-sig")
    assert [line[5] for line in csv.reader(io.StringIO(sheet))] == [
        "Does not count",
        "operating：reported, not confirmed",
        "",
        "",
        "1 reported, not confirmed",
    ]


@pytest.mark.usefixtures("stations")
def test_the_map_its_table_and_the_township_mark_what_does_not_count(client_of, city_admin, taocheng, hexi):
    Boundary.objects.create(region=taocheng, geometry=SQUARE, source="天地图")
    client = in_english(client_of(city_admin))
    page = parsed(client.get(f"/?{ON}"))
    drawn = json.loads(page.find(id="chart-data").string)["regions"]
    table = page.find(class_="regions-table")

    assert [(one["name"], one["sign"], one["apart"]) for one in drawn] == [
        ("桃城区", "?1", "1 reported, not confirmed"),
        ("枣强县", "!1", "1 reached without proof"),
    ]
    assert [words(row.th) for row in table.select("tbody tr, tfoot tr")] == [
        "桃城区 1 reported, not confirmed",
        "枣强县 1 reached without proof",
        "Total 1 reported, not confirmed 1 reached without proof",
    ]
    side = words(page.find(class_="chart-side"))
    assert "? reported, not confirmed · ! reached without proof" in side
    assert "枣强县 0.0% 1 reached without proof" in side

    township = parsed(client.get(f"/regions/{hexi.code}/?{ON}"))
    shown = rows(township.select_one("[aria-labelledby=stations-title]"))
    assert [row[2] for row in shown] == ["in the plan operating：reported, not confirmed", "in the plan"]
