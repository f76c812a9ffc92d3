"""The pages of the monthly return: board, form, differences, paper, verbs, endpoint, to-do list."""

import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.roles import Role
from reports import actions
from reports.models import MonthlyReturn
from reports.monthly.board import Board, latest_month
from reports.tasks import ToDo
from reports.tasks.returns import DUE, OVERDUE, TO_ANSWER, TO_MEND
from tests.accounts.factories import make_user
from tests.reports.factories import ANSWERS, make_return, make_rule, make_submitted
from tests.reports.pages import in_english, parsed, queries_of, words
from tests.stations.factories import make_station

BOARD = reverse("reports:monthlyreturn-list")
JULY_3 = date(2022, 7, 3)
Status = MonthlyReturn.Status


@pytest.fixture
def submitted(taocheng, hedong, taocheng_officer):
    make_station(hedong, operating_on=date(2022, 6, 10))
    return make_submitted(taocheng, by=taocheng_officer, resources_yuan="1200")


@pytest.fixture
def of_city(client_of, city_admin):
    return in_english(client_of(city_admin))


@pytest.fixture
def of_taocheng(client_of, taocheng_officer):
    return in_english(client_of(taocheng_officer))


def address(verb, record):
    return reverse(f"reports:monthlyreturn-{verb}", args=[record.code])


def refreshed(record):
    return MonthlyReturn.objects.get(pk=record.pk)


def figures_of(page) -> dict[str, list[str]]:
    """The cells of every row of figures, by the item's name."""
    found = {}
    for row in page.select(".return-figures tbody tr:not(.group)"):
        for detail in row.select("details"):
            detail.decompose()
        found[words(row.th)] = [
            cell.find(string=True) if not cell.a else cell.a.text for cell in row.select("td.num")
        ]
    return found


def test_the_board_says_submitted_when_late_and_returned_how_often(
    of_city, city_admin, taocheng, zaoqiang, taocheng_officer, zaoqiang_officer
):
    record = make_submitted(taocheng, by=taocheng_officer)
    actions.send_back(record, on=date(2022, 7, 4), reason="核对", by=city_admin)
    actions.submit_return(record, on=date(2022, 7, 9), by=taocheng_officer)
    make_submitted(zaoqiang, by=zaoqiang_officer, on=date(2022, 7, 6))
    page = parsed(of_city.get(BOARD, {"year": 2022}))
    cells = {
        words(row.th): [words(cell) for cell in row.select("td")]
        for row in page.select(".month-board tbody tr")
    }
    assert cells["桃城区"][5] == "submitted 07-09 ↩ 1"
    assert cells["枣强县"][5] == "submitted 07-06 late"
    assert cells["桃城区"][4] == "not opened due 06-05 late"
    counts = [words(cell) for cell in page.select(".month-board tfoot tr")[0].select("td")]
    assert counts[5] == "2/2 1 late"
    assert counts[4] == "0/2 2 late"


def test_the_board_counts_what_is_asked_submitted_approved_and_late(
    city_admin, taocheng, zaoqiang, taocheng_officer, zaoqiang_officer
):
    actions.approve_return(make_submitted(taocheng, by=taocheng_officer), on=JULY_3, by=city_admin)
    make_return(zaoqiang, by=zaoqiang_officer)
    board = Board(city_admin, 2022, date(2022, 7, 6))
    june, july, august = board.counts[5:8]
    assert (june.asked, june.submitted, june.approved, june.late) == (2, 1, 1, 1)
    assert (july.asked, july.submitted, july.late) == (2, 0, 0)
    assert august.asked == 0


def test_a_county_sees_its_own_line_and_a_township_none(
    submitted, zaoqiang, of_taocheng, client_of, hedong_officer
):
    page = parsed(of_taocheng.get(BOARD, {"year": 2022}))
    assert [words(row.th) for row in page.select(".month-board tbody tr")] == ["桃城区"]
    page = parsed(in_english(client_of(hedong_officer)).get(BOARD, {"year": 2022}))
    assert "returns are made by counties" in words(page.main)


def test_an_unclear_year_is_said(of_city, city):
    response = of_city.get(BOARD, {"year": "soon"})
    assert response.status_code == 400
    assert BeautifulSoup(response.content, "html.parser").select(".alert-danger")


def test_the_board_costs_the_same_for_one_and_for_many(
    city, taocheng, zaoqiang, city_admin, of_city, zaoqiang_officer
):
    make_submitted(taocheng, by=make_user("one", Role.COUNTY_OFFICER, taocheng))
    url = f"{BOARD}?year=2022"
    few = len(queries_of(of_city, url))
    for month in range(1, 13):
        make_return(zaoqiang, by=zaoqiang_officer, month=date(2022, month, 1))
    assert len(queries_of(of_city, url)) == few <= 10


def test_the_board_as_a_file(submitted, of_city):
    text = b"".join(of_city.get(BOARD, {"year": 2022, "export": "csv"}).streaming_content).decode()
    assert "submitted 2022-07-03" in text
    assert "Submitted,0/1,0/1" in text


def test_a_return_is_opened_filled_and_submitted_in_the_browser(taocheng, of_taocheng, hedong):
    make_rule()
    opened = of_taocheng.post(
        reverse("reports:monthlyreturn-open"), {"region": taocheng.code, "month": "2022-06"}
    )
    record = MonthlyReturn.objects.get()
    assert opened.url == record.get_absolute_url()
    page = parsed(of_taocheng.get(opened.url))
    assert figures_of(page)["Townships to cover"] == ["1", "1"]
    version = page.select_one("input[name=version]")["value"]
    saved = of_taocheng.post(opened.url, ANSWERS | {"version": version, "comment": "说明", "submit": "1"})
    assert saved.url == address("submit", record)
    assert of_taocheng.post(saved.url).url == opened.url
    record = refreshed(record)
    assert (record.status, record.comment, record.answers) == (Status.SUBMITTED, "说明", ANSWERS)


def test_a_refusal_stands_above_the_form_and_nothing_typed_is_lost(taocheng, of_taocheng, taocheng_officer):
    record = make_return(taocheng, by=taocheng_officer)
    typed = ANSWERS | {"resources_yuan": "viel", "version": record.history.first().pk}
    page = parsed(of_taocheng.post(record.get_absolute_url(), typed))
    assert "as a number" in words(page.select_one("form.card"))
    assert page.select_one("[name=resources_yuan]")["value"] == "viel"
    assert refreshed(record).answers == ANSWERS


def test_whoever_saves_second_is_told_what_the_first_one_changed(taocheng, of_taocheng, taocheng_officer):
    record = make_return(taocheng, by=taocheng_officer)
    seen = record.history.first().pk
    actions.save_answers(record, answers=ANSWERS | {"problems": "缺人"}, comment="", by=taocheng_officer)
    page = parsed(of_taocheng.post(record.get_absolute_url(), ANSWERS | {"version": seen}))
    assert "Main problems: 无 → 缺人" in words(page.select_one("form.card"))


def test_differences_show_beside_the_frozen_figure_and_lead_to_the_rows(submitted, hedong, of_taocheng):
    make_station(hedong, name="补录站", operating_on=date(2022, 6, 20))
    page = parsed(of_taocheng.get(submitted.get_absolute_url()))
    assert "figures differ from what the records say" in words(page.main)
    cell = next(cell for cell in page.select("td.differs") if "completed_on" in cell.a["href"])
    assert words(cell) == "1 now 2"
    rows = parsed(of_taocheng.get(cell.a["href"]))
    assert "补录站" in words(rows.main)


def test_the_workbook_holds_what_the_page_shows(submitted, of_taocheng, client_of, taocheng_officer):
    page = figures_of(parsed(of_taocheng.get(submitted.get_absolute_url())))
    answer = of_taocheng.get(submitted.get_absolute_url(), {"export": "xlsx"})
    content = io.BytesIO(b"".join(answer.streaming_content))
    lines = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()
    heading = next(number for number, line in enumerate(lines) if line[1] == "Figure")
    rows = {line[1]: line[3:] for line in lines[heading + 1 :] if line[1]}
    assert set(rows) == set(page)
    assert rows["Completed stations"] == [1, 1]
    assert page["Completed stations"] == ["1", "1"]
    for name, cells in page.items():
        assert [value in ("", "—") for value in rows[name]] == [text == "—" for text in cells], name
    text = " ".join(str(line[0]) for line in lines)
    assert "Main problems: 无" in text
    assert "Resources linked (yuan): 1,200.00" in text
    assert "Unit (seal)" in text


def test_the_print_carries_answers_and_signers(submitted, of_taocheng):
    page = parsed(of_taocheng.get(submitted.get_absolute_url()))
    assert "1,200.00" in words(page.select_one(".return-answers"))
    assert "Head of unit" in words(page.select_one(".official-signers"))


def test_the_city_approves_returns_and_reopens_in_the_browser(submitted, of_city):
    of_city.post(address("return", submitted), {"reason": "请核对"})
    assert refreshed(submitted).status == Status.RETURNED
    actions.submit_return(submitted, on=date(2022, 7, 9), by=submitted.submitted_by)
    of_city.post(address("approve", submitted))
    assert refreshed(submitted).status == Status.APPROVED
    of_city.post(address("reopen", submitted), {"reason": "补录"})
    assert (refreshed(submitted).status, refreshed(submitted).return_reason) == (Status.RETURNED, "补录")


def test_several_are_approved_together_and_the_own_one_is_named(submitted, zaoqiang, of_city, city_admin):
    own = make_submitted(zaoqiang, by=city_admin)
    answer = of_city.post(
        reverse("reports:monthlyreturn-approve-many"), {"codes": [submitted.code, own.code]}, follow=True
    )
    text = answer.content.decode()
    assert "1 return approved." in text
    assert "You submitted 枣强县 2022-06" in text
    assert (refreshed(submitted).status, refreshed(own).status) == (Status.APPROVED, Status.SUBMITTED)


def test_verbs_are_closed_to_who_may_not(
    submitted, of_taocheng, client_of, viewer, zaoqiang_officer, hedong_officer
):
    for verb in ("approve", "return", "reopen"):
        assert of_taocheng.post(address(verb, submitted), {"reason": "x"}).status_code == 403
    assert client_of(viewer).post(submitted.get_absolute_url(), ANSWERS).status_code == 403
    assert client_of(viewer).post(address("submit", submitted)).status_code == 403
    for outsider in (zaoqiang_officer, hedong_officer):
        for verb in ("detail", "submit", "approve"):
            assert client_of(outsider).post(address(verb, submitted)).status_code == 404, verb
    assert refreshed(submitted).status == Status.SUBMITTED


def test_a_county_cannot_open_anothers_return(zaoqiang, of_taocheng):
    make_rule()
    answer = of_taocheng.post(
        reverse("reports:monthlyreturn-open"), {"region": zaoqiang.code, "month": "2022-06"}
    )
    assert answer.status_code == 200
    assert not MonthlyReturn.objects.exists()


def test_the_return_costs_the_same_for_few_rows_and_for_many(submitted, hedong, hexi, of_taocheng):
    url = submitted.get_absolute_url()
    few = len(queries_of(of_taocheng, url))
    for number in range(4):
        make_station(hexi, name=f"站{number}", operating_on=date(2022, 6, 1))
    assert len(queries_of(of_taocheng, url)) == few <= 25


def test_the_endpoint_tells_frozen_figures_as_decimal_strings(submitted, client_of, taocheng_officer, viewer):
    record = client_of(taocheng_officer).get(f"/api/v1/monthly-returns/{submitted.code}/").json()
    assert (record["region"], record["month"], record["status"]) == ("131102", "2022-06-01", "submitted")
    county = record["figures"][0]
    assert (county["region"], county["figures"]["stations_completed"]) == ("131102", "1")
    assert county["figures"]["execution_rate"] is None
    assert county["figures"]["spent"] == "0.00"
    told = client_of(viewer).get(f"/api/v1/monthly-returns/{submitted.code}/").json()
    assert "spent" not in told["figures"][0]["figures"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"status": "submitted"}, 1),
        ({"status": "draft"}, 0),
        ({"year": 2021}, 0),
        ({"month": "2022-06-01"}, 1),
    ],
)
def test_the_endpoint_filters(submitted, client_of, taocheng_officer, query, count):
    assert client_of(taocheng_officer).get("/api/v1/monthly-returns/", query).json()["count"] == count


def test_the_endpoint_costs_the_same_for_one_and_for_many(submitted, zaoqiang, of_city, zaoqiang_officer):
    few = len(queries_of(of_city, "/api/v1/monthly-returns/"))
    for month in range(1, 6):
        make_return(zaoqiang, by=zaoqiang_officer, month=date(2022, month, 1))
    assert len(queries_of(of_city, "/api/v1/monthly-returns/")) == few <= 8


def kinds(user, on):
    return [task.kind for task in ToDo(user=user, on=on).tasks]


def test_the_county_is_told_from_the_first_day_after_the_month_and_when_it_is_late(
    taocheng, taocheng_officer, city_admin
):
    make_rule(date(2022, 6, 1))
    assert kinds(taocheng_officer, date(2022, 6, 30)) == []
    assert kinds(taocheng_officer, date(2022, 7, 1)) == [DUE]
    assert kinds(taocheng_officer, date(2022, 7, 6)) == [OVERDUE]
    assert kinds(city_admin, date(2022, 7, 7)) == []
    assert kinds(city_admin, date(2022, 7, 8)) == [OVERDUE]
    task = ToDo(user=taocheng_officer, on=date(2022, 7, 1)).tasks[0]
    assert task.url.endswith("?region=131102&month=2022-06")


def test_a_draft_awaits_the_county_where_it_stands(taocheng, taocheng_officer):
    make_rule(date(2022, 6, 1))
    record = actions.open_return(taocheng, month=date(2022, 6, 1), on=JULY_3, by=taocheng_officer)
    (task,) = ToDo(user=taocheng_officer, on=JULY_3).tasks
    assert (task.kind, task.url) == (DUE, record.get_absolute_url())


def test_what_is_submitted_awaits_the_city_and_what_is_returned_the_county(
    taocheng, taocheng_officer, city_admin, viewer
):
    make_rule(date(2022, 6, 1))
    record = actions.open_return(taocheng, month=date(2022, 6, 1), on=JULY_3, by=taocheng_officer)
    actions.save_answers(record, answers=ANSWERS, comment="", by=taocheng_officer)
    actions.submit_return(record, on=JULY_3, by=taocheng_officer)
    assert (kinds(city_admin, JULY_3), kinds(taocheng_officer, JULY_3)) == ([TO_ANSWER], [])
    actions.send_back(record, on=JULY_3, reason="核对", by=city_admin)
    assert (kinds(city_admin, JULY_3), kinds(taocheng_officer, JULY_3)) == ([], [TO_MEND])
    assert kinds(viewer, JULY_3) == []


def test_the_overview_tells_how_the_latest_month_stands(
    city, taocheng, zaoqiang, city_admin, taocheng_officer, hedong
):
    make_submitted(taocheng, by=taocheng_officer)
    found = latest_month(city_admin, city, date(2022, 7, 6))
    assert (found.count.submitted, found.count.asked, found.count.late) == (1, 2, 1)
    assert latest_month(taocheng_officer, taocheng, date(2022, 7, 6)).own.record.status == Status.SUBMITTED
    assert latest_month(city_admin, hedong, date(2022, 7, 6)) is None


def test_the_overview_links_to_the_returns(of_taocheng, taocheng):
    make_rule()
    page = parsed(of_taocheng.get("/"))
    assert "Monthly return" in words(page.select_one(".latest-returns"))


def test_the_admin_answers_by_the_same_verbs(submitted, client_of, city_admin):
    client = in_english(client_of(city_admin))
    url = reverse("admin:reports_monthlyreturn_changelist")
    chosen = {"_selected_action": [submitted.pk]}
    answer = client.post(url, chosen | {"action": "send_back", "comment": ""}, follow=True)
    assert "Say why" in answer.content.decode()
    client.post(url, chosen | {"action": "approve"})
    assert refreshed(submitted).status == Status.APPROVED
    client.post(url, chosen | {"action": "reopen", "comment": "补录"})
    assert refreshed(submitted).status == Status.RETURNED


def test_going_back_in_the_admin_does_not_unlock_what_is_approved(submitted, client_of, city_admin):
    approved = actions.approve_return(submitted, on=date(2022, 7, 6), by=city_admin)
    earlier = approved.history.get(status=Status.SUBMITTED)
    url = reverse("admin:reports_monthlyreturn_simple_history", args=[approved.pk, earlier.pk])
    client_of(city_admin).post(url, {"_save": "1"})
    assert refreshed(approved).status == Status.APPROVED
