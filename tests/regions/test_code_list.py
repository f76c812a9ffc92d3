"""Loading a code list: a newer one, real changes, and what cannot be right."""

import csv
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from regions import code_list
from regions.models import Region

pytestmark = pytest.mark.django_db

COLUMNS = ["code", "name", "level", "parent_code", "kind", "is_formal", "legal_county_code"]
CITY = ["131100", "衡水市", "city", "130000", "地级市", "1", ""]
WUQIANG = ["131123", "武强县", "county", "131100", "县", "1", ""]
BEIDAI_TOWNSHIP = ["131123201", "北代乡", "township", "131123", "乡", "1", ""]
BEIDAI_TOWN = ["131123105", "北代镇", "township", "131123", "镇", "1", ""]
ZONE = ["131171", "高新区", "county", "131100", "开发区(统计单位)", "0", ""]
TAOCHENG = ["131102", "桃城区", "county", "131100", "市辖区", "1", ""]
DAMASEN = ["131171201", "大麻森乡", "township", "131171", "乡", "1", "131102"]


@pytest.fixture
def load(tmp_path):
    """Load a list of rows; ``changes`` are pairs of an old and a new code."""

    def load_rows(*rows, on="2023-06-30", changes=()):
        listed, changed = tmp_path / "list.csv", tmp_path / "changes.csv"
        for path, lines in ((listed, [COLUMNS, *rows]), (changed, [("old_code", "new_code"), *changes])):
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows(lines)
        call_command(
            "load_regions", "--list", str(listed), "--changes", str(changed), "--on", on, verbosity=0
        )

    return load_rows


def test_a_township_made_a_town_is_closed_and_linked_to_its_successor(load):
    load(CITY, WUQIANG, BEIDAI_TOWNSHIP, on="2022-10-31")
    load(CITY, WUQIANG, BEIDAI_TOWN, on="2023-06-30")

    old, new = Region.objects.get(code="131123201"), Region.objects.get(code="131123105")
    assert (old.valid_to, old.successor) == (date(2023, 6, 29), new)
    assert (new.valid_from, new.valid_to) == (date(2023, 6, 30), None)
    assert set(Region.objects.counting().on(date(2023, 6, 29))) == {old}
    assert set(Region.objects.counting().on(date(2023, 6, 30))) == {new}


def test_a_list_of_changes_decides_where_names_do_not(load):
    sunzhuang = ["131123202", "孙庄乡", "township", "131123", "乡", "1", ""]
    dongsunzhuang = ["131123103", "东孙庄镇", "township", "131123", "镇", "1", ""]
    load(CITY, WUQIANG, sunzhuang, on="2017-10-31")
    load(CITY, WUQIANG, dongsunzhuang, on="2018-10-31", changes=[("131123202", "131123103")])

    assert Region.objects.get(code="131123202").successor.code == "131123103"


def test_a_division_that_comes_back_is_open_again(load):
    load(CITY, WUQIANG, BEIDAI_TOWNSHIP)
    load(CITY, WUQIANG, on="2023-07-01")
    load(CITY, WUQIANG, BEIDAI_TOWNSHIP, on="2023-08-01")

    assert Region.objects.get(code="131123201").valid_to is None


def test_a_list_older_than_the_one_loaded_changes_nothing_and_says_so(load, capsys):
    load(CITY, WUQIANG, BEIDAI_TOWNSHIP)
    load(CITY, WUQIANG, BEIDAI_TOWN, on="2026-11-15")
    before = list(Region.objects.order_by("pk").values())

    load(CITY, WUQIANG, BEIDAI_TOWNSHIP)

    assert "The list of 2023-06-30 is older than the one loaded, of 2026-11-15" in capsys.readouterr().out
    assert list(Region.objects.order_by("pk").values()) == before


def test_an_older_list_does_not_bring_an_old_name_back(load):
    load(CITY, ["131102", "桃城", "county", "131100", "市辖区", "1", ""])
    load(CITY, TAOCHENG, on="2026-11-15")

    load(CITY, ["131102", "桃城", "county", "131100", "市辖区", "1", ""])

    assert Region.objects.get(code="131102").name == "桃城区"


def test_the_portal_starts_again_after_a_newer_list_was_loaded(load):
    """What was moved under another division by the newer list stays there at the next start."""
    huamu = ["131102200001", "花木村", "village", "131102200", "村", "1", ""]
    old = ["131102200", "彭杜乡", "township", "131102", "乡", "1", ""]
    new = ["131102102", "彭杜镇", "township", "131102", "镇", "1", ""]
    load(CITY, TAOCHENG, old, huamu)
    load(
        CITY,
        TAOCHENG,
        new,
        ["131102200001", "花木村", "village", "131102102", "村", "1", ""],
        on="2026-11-15",
        changes=[("131102200", "131102102")],
    )

    for _start in range(2):
        load(CITY, TAOCHENG, old, huamu)

    assert Region.objects.get(code="131102200").successor.code == "131102102"
    assert Region.objects.get(code="131102200001").parent.code == "131102102"


def test_a_later_count_of_residents_stays(load):
    load(CITY, TAOCHENG)
    Region.objects.filter(code="131102").update(population=1, population_year=2025)

    load(CITY, TAOCHENG)

    region = Region.objects.get(code="131102")
    assert (region.population, region.population_year) == (1, 2025)


def test_a_new_name_changes_the_division_and_its_history_keeps_the_old_one(load):
    load(CITY, ["131102", "桃城", "county", "131100", "市辖区", "1", ""])
    load(CITY, TAOCHENG)

    region = Region.objects.get(code="131102")
    newest = region.history.first()
    assert (newest.name, newest.prev_record.name) == ("桃城区", "桃城")


def test_a_zone_reports_for_a_township_of_another_county(load):
    load(CITY, TAOCHENG, ZONE, DAMASEN)

    damasen = Region.objects.get(code="131171201")
    assert (damasen.parent.code, damasen.legal_parent.code) == ("131171", "131102")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["13110A", "桃城区", "county", "131100", "市辖区", "1", ""], "Line 3"),
        (["131102", "", "county", "131100", "市辖区", "1", ""], "Line 3"),
        (["131102", "桃城区", "district", "131100", "市辖区", "1", ""], "Line 3"),
        (["131102", "桃城区", "county", "139900", "市辖区", "1", ""], "parent 139900 is not in the list"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused_and_nothing_is_loaded(load, row, message):
    with pytest.raises(CommandError, match=message):
        load(CITY, row)

    assert not Region.objects.exists()


def test_an_empty_list_is_refused(load):
    with pytest.raises(CommandError, match="the list is empty"):
        load()


def test_real_changes_of_the_years_have_a_stem_in_common():
    old = code_list.Division("131123201", "北代乡", "township", "131123", "乡", True, "")
    new = code_list.Division("131123105", "北代镇", "township", "131123", "镇", True, "")

    assert old.stem == new.stem == "北代"
