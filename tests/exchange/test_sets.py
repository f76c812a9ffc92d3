"""Several related records in one cell: read, compared, written with history, undone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.importing.workbooks import for_editing
from exchange.resources.registry import RESOURCES
from services.models import Need, ServiceRecord
from stations.models import Interruption
from tests.exchange.files import do, errors_of, upload, workbook
from tests.services.factories import make_case, make_field, make_need, make_record, make_target_group
from tests.stations.factories import make_station

pytestmark = pytest.mark.django_db

RECORD = ["code", "station", "served_on", "method", "nature", "field", "groups", "hours"]
RECORD += ["person_count", "attendance_count"]


@pytest.fixture
def station(hedong):
    for code, name in [("ELDER", "老年人"), ("DISABLED", "残疾人"), ("DIBAO", "低保对象")]:
        group = make_target_group(code)
        group.name = name
        group.save()
    make_field()
    return make_station(hedong)


def row(station, groups, code="", **others):
    values = dict(
        zip(
            RECORD,
            [code, station.code, "2022-05-18", "visit", "professional", None, groups, 1, 1, 1],
            strict=True,
        )
    )
    values["field"] = make_field().code
    return list((values | others).values())


def imported(client, rows, resource="service-records"):
    """The file, checked and committed."""
    return do(client, upload(client, resource, workbook(rows)), "commit")


def codes_of(record):
    return {group.code for group in record.groups.all()}


def versions(record):
    return [{one.targetgroup.code for one in version.groups.all()} for version in record.history.all()]


@pytest.mark.parametrize(
    "written",
    ["ELDER; DIBAO", "老年人；低保对象", "elder, dibao", "老年人、DIBAO", "ELDER 老年人\nDIBAO 低保对象"],
)
def test_codes_and_names_are_understood_however_they_are_divided(written, station, officer):
    batch = do(
        officer, upload(officer, "service-records", workbook([RECORD, row(station, written)])), "commit"
    )

    assert (batch.status, errors_of(batch)) == ("committed", [])
    record = ServiceRecord.objects.get()
    assert codes_of(record) == {"ELDER", "DIBAO"}
    assert versions(record) == [{"ELDER", "DIBAO"}]


def test_each_part_that_means_nothing_is_named(station, officer):
    batch = upload(officer, "service-records", workbook([RECORD, row(station, "ELDER; 外星人; X")]))

    messages = [message for _number, column, message in errors_of(batch) if column == "groups"]
    assert [message.partition(":")[0] for message in messages] == ["外星人", "X"]


def test_a_change_of_the_set_alone_is_told_written_and_undone(station, officer):
    record = make_record(station, groups=["ELDER"])
    rows = [["code", "groups"], [record.code, "ELDER; DISABLED"]]

    batch = upload(officer, "service-records", workbook(rows))
    assert [one.differences for one in batch.rows.all()] == [
        [["groups", "ELDER 老年人", "ELDER 老年人; DISABLED 残疾人"]]
    ]
    do(officer, batch, "commit")
    assert codes_of(record) == {"ELDER", "DISABLED"}
    assert versions(record)[0] == {"ELDER", "DISABLED"}

    assert do(officer, batch, "undo").status == "undone"
    assert codes_of(record) == {"ELDER"}
    assert versions(record)[0] == {"ELDER"}


def test_what_was_changed_since_is_not_undone(station, officer):
    record = make_record(station, groups=["ELDER"])
    batch = upload(officer, "service-records", workbook([["code", "groups"], [record.code, "DIBAO"]]))
    do(officer, batch, "commit")
    record.groups.add(make_target_group("DISABLED"))

    batch = do(officer, batch, "undo")

    assert batch.status == "committed"
    assert "it was changed since" in batch.message
    assert codes_of(record) == {"DIBAO", "DISABLED"}


def test_a_new_record_goes_with_its_set(station, officer):
    batch = do(
        officer,
        upload(officer, "service-records", workbook([RECORD, row(station, "ELDER; DIBAO")])),
        "commit",
    )

    assert do(officer, batch, "undo").status == "undone"
    assert not ServiceRecord.objects.exists()
    assert not ServiceRecord.groups.through.objects.exists()


def test_an_empty_cell_empties_a_set_that_may_be_empty(station, officer):
    record = make_record(station, groups=["ELDER"])

    do(
        officer,
        upload(officer, "service-records", workbook([["code", "groups"], [record.code, ""]])),
        "commit",
    )

    assert codes_of(record) == set()


def test_an_empty_cell_is_refused_where_the_set_is_needed(station, officer, hedong):
    need = make_need(hedong, station=station)

    batch = upload(officer, "needs", workbook([["code", "groups"], [need.code, ""]]))

    assert errors_of(batch) == [(2, "groups", "This cannot be empty.")]
    assert Need.objects.get().groups.exists()


def test_a_set_the_file_is_silent_about_stays_and_stays_in_the_history(station, officer):
    record = make_record(station, groups=["ELDER", "DIBAO"])

    do(
        officer,
        upload(officer, "service-records", workbook([["code", "note"], [record.code, "补"]])),
        "commit",
    )

    assert codes_of(record) == {"ELDER", "DIBAO"}
    assert versions(record)[0] == {"ELDER", "DIBAO"}


def test_cases_are_named_by_their_file_numbers_and_come_back(station, officer, taocheng_officer):
    case = make_case(station)
    record = make_record(station, method="case", case=case, groups=["ELDER", "DIBAO"])
    resource = RESOURCES["service-records"]

    batch = upload(officer, "service-records", for_editing(resource, taocheng_officer, [record]))

    assert errors_of(batch) == []
    assert batch.unchanged_count == 1


def test_the_days_of_closure_are_asked_once_for_a_file(station, officer):
    Interruption.objects.create(
        station=station, kind="closed", reason="撤销", started_on="2022-05-10", ended_on="2022-05-15"
    )

    def asked(number):
        rows = [RECORD, *(row(station, "ELDER", served_on="2022-05-12") for _each in range(number))]
        with CaptureQueriesContext(connection) as queries:
            batch = upload(officer, "service-records", workbook(rows))
        assert len(errors_of(batch)) == number
        assert "The station was closed on this day" in errors_of(batch)[0][2]
        return len(queries)

    assert asked(1) == asked(5)
