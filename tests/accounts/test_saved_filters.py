"""Saved filters: kept under a name, shared within a region, removed by their owner alone."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.actions.saved_filter import remove_filter, save_filter
from accounts.models import SavedFilter
from accounts.roles import Role
from core.errors import Refused
from tests.accounts.factories import make_saved_filter, make_user

pytestmark = pytest.mark.django_db

SAVE, REMOVE, LIST = "/accounts/filters/save/", "/accounts/filters/remove/", "/stations/"
ROUTE = "stations:station-list"


def menu_of(client, path=LIST):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return page.select_one("details.saved-filters")


def names(client, path=LIST):
    return [link.get_text() for link in menu_of(client, path).select(".saved-list a")]


def test_the_filter_of_the_address_is_saved_under_a_name_and_offered(taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    form = menu_of(client, f"{LIST}?stage=80&sort=-code&page=2&export=&odd=1&q=")
    query = form.select_one(".saved-form input[name=query]")["value"]

    answer = client.post(SAVE, {"route": ROUTE, "query": query, "name": "  已开放　的 "})

    saved = SavedFilter.objects.get()
    assert (saved.name, saved.query, saved.is_shared) == ("已开放 的", "stage=80&sort=-code", False)
    assert answer.headers["Location"] == f"{LIST}?stage=80&sort=-code"
    assert menu_of(client).select_one(".saved-list a")["href"] == f"{LIST}?stage=80&sort=-code"
    assert saved.history.get().history_user == taocheng_officer


def test_only_what_the_list_knows_is_kept(taocheng_officer):
    query = "csrfmiddlewaretoken=x&page=3&export=csv&next=//evil&stage=80&region=131102&status="

    assert make_saved_filter(taocheng_officer, query=query).query == "region=131102&stage=80"


@pytest.mark.parametrize("query", ["", "page=2", "stage=", "odd=1"])
def test_an_empty_filter_is_refused(query, taocheng_officer):
    with pytest.raises(Refused, match="set a filter first"):
        make_saved_filter(taocheng_officer, query=query)


@pytest.mark.parametrize("route", ["", "nowhere", "reports:overview", "reports:station", "healthz", "//evil"])
def test_only_lists_have_saved_filters(route, taocheng_officer, client_of):
    with pytest.raises(Refused, match="no such list"):
        make_saved_filter(taocheng_officer, route=route)

    answer = client_of(taocheng_officer).post(SAVE, {"route": route, "query": "stage=80", "name": "名"})
    assert answer.status_code == 404


def test_a_name_is_used_once_for_a_list(taocheng_officer, client_of):
    make_saved_filter(taocheng_officer)

    with pytest.raises(ValidationError, match="filter of this name"):
        make_saved_filter(taocheng_officer, query="stage=90")
    fields = {"route": ROUTE, "query": "stage=90", "name": "已开放"}
    answer = client_of(taocheng_officer).post(SAVE, fields, follow=True)
    assert "filter of this name" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.create(owner=taocheng_officer, **fields)
    make_saved_filter(taocheng_officer, route="stations:agency-list", query="status=active")


def test_a_filter_without_a_query_is_refused_by_the_model_and_the_database(taocheng_officer):
    saved = SavedFilter(owner=taocheng_officer, route=ROUTE, query="", name="空")

    with pytest.raises(ValidationError, match="set a filter first"):
        saved.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        saved.save()


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "名" * 41}, {"query": "q=" + "a" * 600}])
def test_a_bad_name_or_an_endless_filter_is_told_and_not_kept(fields, taocheng_officer, client_of):
    given = {"route": ROUTE, "query": "stage=80", "name": "名"} | fields

    answer = client_of(taocheng_officer).post(SAVE, given, follow=True)

    assert answer.status_code == 200
    assert BeautifulSoup(answer.content, "html.parser").select(".alert")
    assert not SavedFilter.objects.exists()


def test_shared_filters_are_offered_to_colleagues_of_the_region_alone(
    taocheng, taocheng_officer, zaoqiang_officer, city_admin, hedong_officer, client_of
):
    make_saved_filter(taocheng_officer, name="共享的")
    make_saved_filter(taocheng_officer, name="自己的", is_shared=False)
    colleague = make_user("colleague", Role.VIEWER, taocheng)

    assert names(client_of(taocheng_officer)) == ["共享的", "自己的"]
    assert names(client_of(colleague)) == ["共享的"]
    for other in (zaoqiang_officer, city_admin, hedong_officer):
        assert names(client_of(other)) == []


def test_who_lost_the_role_shares_no_longer(taocheng, taocheng_officer, client_of):
    make_saved_filter(taocheng_officer)
    colleague = make_user("colleague", Role.VIEWER, taocheng)

    taocheng_officer.role_assignments.all().delete()

    assert names(client_of(colleague)) == []


def test_the_owner_removes_a_filter_and_the_history_keeps_it(taocheng_officer, client_of):
    saved = make_saved_filter(taocheng_officer)
    client = client_of(taocheng_officer)

    answer = client.post(REMOVE, {"route": ROUTE, "name": saved.name, "query": "stage=80&page=2"})

    assert answer.headers["Location"] == f"{LIST}?stage=80"
    assert not SavedFilter.objects.exists()
    last = SavedFilter.history.latest()
    assert (last.history_type, last.history_user, last.query) == ("-", taocheng_officer, "stage=80")


def test_nobody_removes_the_filter_of_a_colleague(taocheng, taocheng_officer, client_of):
    saved = make_saved_filter(taocheng_officer)
    colleague = make_user("colleague", Role.COUNTY_OFFICER, taocheng)

    assert client_of(colleague).post(REMOVE, {"route": ROUTE, "name": saved.name}).status_code == 404
    with pytest.raises(Refused, match="alone can remove it"):
        remove_filter(saved, by=colleague)
    assert SavedFilter.objects.exists()
    assert not menu_of(client_of(colleague)).select(f"form[action='{REMOVE}']")


def test_a_list_that_is_not_open_keeps_no_filter(viewer, client_of):
    given = {"route": "funding:budget-list", "query": "year=2022", "name": "名"}

    assert client_of(viewer).post(SAVE, given).status_code == 403
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("address", [SAVE, REMOVE])
def test_asking_by_get_or_signed_out_changes_nothing(address, taocheng_officer, client_of, client):
    assert client_of(taocheng_officer).get(address).status_code == 405
    assert client.post(address, {"route": ROUTE}).status_code == 302


def test_a_name_is_shown_as_text_and_never_as_markup(taocheng_officer, client_of):
    make_saved_filter(taocheng_officer, name="<script>alert(1)</script>")

    assert b"<script>alert" not in client_of(taocheng_officer).get(LIST).content


def test_saved_filters_cost_one_query_however_many(taocheng, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    colleague = make_user("colleague", Role.VIEWER, taocheng, full_name="同事")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    make_saved_filter(colleague, name="0")
    one = asked()
    for number in range(1, 5):
        make_saved_filter(colleague, name=str(number))
    assert asked() == one


def test_every_list_offers_to_save(city_admin, client_of):
    client = client_of(city_admin)

    for path in (
        "/stations/",
        "/agencies/",
        "/deliverables/",
        "/regions/",
        "/personnel/workers/",
        "/funding/budgets/",
    ):
        assert menu_of(client, path) is not None, path


def test_what_is_saved_leads_to_the_rows_it_was_saved_with(taocheng_officer, client_of, hedong, hexi):
    saved = save_filter(
        route="regions:region-list", query="q=hedong", name="河东", is_shared=False, by=taocheng_officer
    )

    rows = BeautifulSoup(client_of(taocheng_officer).get(saved.get_absolute_url()).content, "html.parser")

    assert [row.get_text() for row in rows.select("tbody td:first-child")] == [hedong.code]
