from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import RoleAssignment
from accounts.roles import Role
from stations.actions.deliverable import report_deliverable
from stations.models import (
    Agency,
    Component,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    GateRule,
    Interruption,
    Milestone,
    ServiceModel,
    Stage,
    StandardAnswer,
    StandardItem,
    Station,
)
from tests.accounts.factories import make_user
from tests.stations import files
from tests.stations.factories import (
    make_agency,
    make_answer,
    make_deliverable,
    make_engagement,
    make_file,
    make_interruption,
    make_milestone,
    make_service_model,
    make_standard,
    switch_rules_off,
)

NOUNS = [
    Agency,
    Component,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    Interruption,
    Milestone,
    ServiceModel,
    StandardAnswer,
    Station,
]
READ_ONLY = (Interruption, StandardAnswer)
SPRING = date(2022, 3, 1)


@pytest.fixture
def clerk(taocheng):
    """A county officer who may use the admin."""
    return make_user("clerk", Role.COUNTY_OFFICER, taocheng, is_staff=True)


@pytest.fixture
def admin_of_city(city_admin, client_of):
    return client_of(city_admin)


@pytest.fixture
def of_clerk(clerk, client_of):
    return client_of(clerk)


@pytest.fixture
def full(station, taocheng):
    """One row of each noun."""
    make_engagement(make_agency(taocheng), station)
    make_interruption(station, ended_on=date(2022, 6, 2))
    milestone = make_milestone(station, planned_on=SPRING)
    make_deliverable(station)
    evidence = Evidence(milestone=milestone, title="照片", file=files.upload(files.PNG))
    evidence.full_clean()
    evidence.save()
    make_answer(station, make_standard({}).items.get(), "yes")
    return station


def page(model, kind="changelist", *args):
    return reverse(f"admin:stations_{model._meta.model_name}_{kind}", args=args)


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("model", NOUNS)
def test_every_noun_has_a_list_and_a_page(full, admin_of_city, model):
    record = model.objects.first()
    assert admin_of_city.get(page(model)).status_code == 200
    assert admin_of_city.get(page(model), {"q": "河东"}).status_code == 200
    assert admin_of_city.get(page(model, "change", record.pk)).status_code == 200
    assert admin_of_city.get(page(model, "history", record.pk)).status_code == 200


@pytest.mark.parametrize("model", [model for model in NOUNS if model not in READ_ONLY])
def test_what_can_be_added_has_a_form(admin_of_city, model):
    assert admin_of_city.get(page(model, "add")).status_code == 200


@pytest.mark.parametrize("model", NOUNS)
def test_nothing_is_deleted_in_the_admin(full, admin_of_city, model):
    assert admin_of_city.get(page(model, "delete", model.objects.first().pk)).status_code == 403


@pytest.mark.parametrize("model", [Agency, Deliverable, Engagement, Evidence, Milestone, Station])
def test_an_officer_of_another_county_does_not_find_it(full, zaoqiang, client_of, model):
    user = make_user("far", Role.COUNTY_OFFICER, zaoqiang, is_staff=True)
    client = client_of(user)
    assert "河东" not in client.get(page(model)).content.decode()
    # The admin answers a missing record with a redirect to its index.
    assert client.get(page(model, "change", model.objects.first().pk)).status_code == 302


def station_form(station, **changes):
    """What the page of a station posts, with no rows in its inlines."""
    data = {
        "name": station.name,
        "code": station.code,
        "township": station.township_id,
        "service_model": station.service_model_id,
        "venue_type": station.venue_type,
        "run_by": station.run_by,
    }
    for prefix in ("milestones", "engagements", "interruptions"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data | changes


def new_milestone(stage, achieved_on):
    return {
        "milestones-TOTAL_FORMS": 1,
        "milestones-0-stage": stage,
        "milestones-0-achieved_on": achieved_on,
        "milestones-0-responsible_level": "county",
    }


def test_a_milestone_added_with_the_station_moves_its_stage_once_confirmed(station, of_clerk, admin_of_city):
    GateRule.objects.exclude(check_code="confirmation").update(is_active=False)
    data = station_form(station, **new_milestone(Stage.OPERATING, "2022-03-01"))
    response = of_clerk.post(page(Station, "change", station.pk), data)
    assert response.status_code == 302, response.context["errors"]
    station.refresh_from_db()
    assert station.stage == Stage.PLANNED
    milestone = station.milestones.get(stage=Stage.OPERATING)
    assert milestone.reported_by.username == "clerk"
    verb(of_clerk, Milestone, "confirm", [milestone])
    verb(admin_of_city, Milestone, "confirm", [milestone])
    station.refresh_from_db()
    assert station.stage == Stage.OPERATING


def test_an_empty_shell_is_not_said_to_operate_in_the_admin(station, of_clerk):
    data = station_form(station, **new_milestone(Stage.OPERATING, "2022-03-01"))

    response = of_clerk.post(page(Station, "change", station.pk), data)

    assert response.status_code == 200
    assert "Services recorded: at least 1 needed" in response.text
    assert not station.milestones.filter(stage=Stage.OPERATING).exists()


def test_who_changed_a_station_in_the_admin_is_kept(station, of_clerk):
    of_clerk.post(page(Station, "change", station.pk), station_form(station, phone="0318-1"))
    station.refresh_from_db()
    assert station.history.first().history_user.username == "clerk"


def test_a_milestone_corrected_in_its_own_list_moves_the_stage_too(station, of_clerk):
    milestone = make_milestone(station, stage=Stage.OPERATING, achieved_on=SPRING)
    data = {
        "station": station.pk,
        "stage": Stage.OPERATING,
        "achieved_on": "",
        "responsible_level": "county",
    }
    response = of_clerk.post(page(Milestone, "change", milestone.pk), data)
    assert response.status_code == 302
    station.refresh_from_db()
    assert station.stage == Stage.PLANNED


def test_a_new_station_gets_its_code(hedong, of_clerk):
    model = make_service_model()
    blank = Station(name="河东社工站", township=hedong, service_model=model)
    response = of_clerk.post(page(Station, "add"), station_form(blank))
    assert response.status_code == 302, response.context["errors"]
    assert Station.objects.get().code == "ST-131102002-1"


def test_a_station_cannot_be_put_where_one_may_only_read(hedong, zaoqiang_town, city, clerk, client_of):
    RoleAssignment.objects.create(user=clerk, role=Role.VIEWER, region=city)
    blank = Station(name="枣强社工站", township=zaoqiang_town, service_model=make_service_model())
    answer = client_of(clerk).post(page(Station, "add"), station_form(blank))
    assert "township" in answer.context["adminform"].form.errors
    assert not Station.objects.exists()


def test_a_township_out_of_sight_is_no_choice(zaoqiang_town, of_clerk):
    blank = Station(name="枣强社工站", township=zaoqiang_town, service_model=make_service_model())
    response = of_clerk.post(page(Station, "add"), station_form(blank))
    assert "township" in response.context["adminform"].form.errors


def verb(client, model, name, records, **asked):
    """Choose records in the list and run a verb on them."""
    chosen = {"action": name, "_selected_action": [record.pk for record in records], "index": 0}
    return client.post(page(model), chosen | asked)


def test_a_station_is_suspended_and_reopened_from_the_list(station, of_clerk, admin_of_city):
    verb(of_clerk, Station, "suspend", [station], day="2022-07-01", comment="房屋维修")
    station.refresh_from_db()
    assert station.status == "active"
    verb(of_clerk, Station, "confirm", [station])
    verb(admin_of_city, Station, "confirm", [station])
    station.refresh_from_db()
    assert (station.status, station.status_reason) == ("suspended", "房屋维修")
    verb(of_clerk, Station, "reopen", [station], day="2022-08-01")
    verb(admin_of_city, Station, "confirm", [station])
    station.refresh_from_db()
    assert station.status == "active"
    assert Interruption.objects.get().ended_on == date(2022, 8, 1)


def test_a_refused_verb_says_why(station, of_clerk):
    response = verb(of_clerk, Station, "reopen", [station])
    assert any(station.name in message for message in messages_of(response))
    station.refresh_from_db()
    assert station.status == "active"


def test_the_admin_shows_versions_and_sets_none_back(station, of_clerk):
    first = station.history.last()
    url = reverse("admin:stations_station_simple_history", args=[station.pk, first.pk])

    assert of_clerk.get(url).status_code == 200
    assert of_clerk.post(url, station_form(station, name="旧名社工站")).status_code == 403

    assert not Station.objects.filter(name="旧名社工站").exists()
    page_of_history = of_clerk.get(page(Station, "history", station.pk)).text
    assert f'href="/history/stations/{station.code}/"' in page_of_history


def test_a_milestone_is_achieved_from_the_list(station, of_clerk):
    switch_rules_off()
    milestone = make_milestone(station, stage=Stage.FUNDED)
    verb(of_clerk, Milestone, "achieve", [milestone], day="2022-03-01")
    station.refresh_from_db()
    assert station.stage == Stage.FUNDED


def test_deliverables_are_accepted_by_somebody_else(station, of_clerk, clerk, admin_of_city):
    deliverable = make_deliverable(station)
    verb(of_clerk, Deliverable, "report", [deliverable], day="2022-03-01")
    verb(of_clerk, Deliverable, "accept", [deliverable], day="2022-03-02")
    deliverable.refresh_from_db()
    assert (deliverable.status, deliverable.reported_by) == ("reported", clerk)
    make_file(deliverable)
    verb(admin_of_city, Deliverable, "accept", [deliverable], day="2022-03-02", comment="合格")
    deliverable.refresh_from_db()
    assert (deliverable.status, deliverable.accepted_on) == ("accepted", date(2022, 3, 2))


def test_deliverables_are_returned_with_a_comment(station, of_clerk, admin_of_city):
    deliverable = make_deliverable(station)
    verb(of_clerk, Deliverable, "report", [deliverable], day="2022-03-01")
    verb(admin_of_city, Deliverable, "return_it", [deliverable])
    deliverable.refresh_from_db()
    assert deliverable.status == "reported"
    verb(admin_of_city, Deliverable, "return_it", [deliverable], comment="缺照片")
    deliverable.refresh_from_db()
    assert (deliverable.status, deliverable.comment) == ("returned", "缺照片")


def test_a_township_officer_reports_but_is_not_offered_to_accept(station, hedong, client_of):
    user = make_user("town", Role.TOWNSHIP_OFFICER, hedong, is_staff=True)
    client = client_of(user)
    deliverable = make_deliverable(station)
    choices = dict(client.get(page(Deliverable)).context["action_form"].fields["action"].choices)
    assert "report" in choices
    assert "accept" not in choices
    report_deliverable(deliverable, on=SPRING, by=make_user("other"))
    verb(client, Deliverable, "accept", [deliverable], day="2022-03-02")
    deliverable.refresh_from_db()
    assert deliverable.status == "reported"


def test_evidence_is_uploaded_and_shown_as_a_download(station, of_clerk, clerk):
    deliverable = make_deliverable(station)
    data = {
        "deliverable": deliverable.pk,
        "milestone": "",
        "title": "验收照片",
        "file": SimpleUploadedFile("photo.png", files.PNG, "text/html"),
    }
    response = of_clerk.post(page(Evidence, "add"), data)
    assert response.status_code == 302, response.context["errors"]
    evidence = Evidence.objects.get()
    assert (evidence.content_type, evidence.uploaded_by) == ("image/png", clerk)
    shown = of_clerk.get(page(Evidence, "change", evidence.pk)).content.decode()
    assert evidence.get_absolute_url() in shown


def test_a_file_that_is_not_kept_is_refused_in_the_form(station, of_clerk):
    deliverable = make_deliverable(station)
    file = SimpleUploadedFile("photo.png", files.HTML, "image/png")
    data = {"deliverable": deliverable.pk, "title": "验收照片", "file": file}
    response = of_clerk.post(page(Evidence, "add"), data)
    assert "file" in response.context["adminform"].form.errors
    assert not Evidence.objects.exists()


def test_the_same_file_twice_is_a_message_in_the_form(station, of_clerk):
    deliverable = make_deliverable(station)
    for _time in range(2):
        data = {
            "deliverable": deliverable.pk,
            "title": "照片",
            "file": SimpleUploadedFile("a.png", files.PNG),
        }
        response = of_clerk.post(page(Evidence, "add"), data)
    assert "same content" in response.content.decode()
    assert Evidence.objects.count() == 1


def test_a_picture_is_drawn_anew_in_the_admin_too(station, of_clerk):
    taken = SimpleUploadedFile("a.jpg", files.photograph())
    data = {"deliverable": make_deliverable(station).pk, "title": "照片", "file": taken}
    of_clerk.post(page(Evidence, "add"), data)
    with Evidence.objects.get().file.open() as stored:
        assert files.PLACE not in stored.read()


def test_evidence_cannot_be_put_where_one_may_only_read(far_station, city, clerk, client_of, tmp_path):
    RoleAssignment.objects.create(user=clerk, role=Role.VIEWER, region=city)
    file = SimpleUploadedFile("a.png", files.PNG)
    data = {"deliverable": make_deliverable(far_station).pk, "title": "照片", "file": file}
    assert client_of(clerk).post(page(Evidence, "add"), data).status_code == 403
    assert not Evidence.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def standard_form(**changes):
    """A standard with one item, as the page of the admin posts it."""
    data = {
        "code": "BZ-1",
        "name": "建设标准",
        "version": 1,
        "valid_from": "2022-01-01",
        "is_current": "on",
        "items-TOTAL_FORMS": 1,
        "items-INITIAL_FORMS": 0,
        "items-0-order": 1,
        "items-0-code": "area",
        "items-0-text": "场地面积",
        "items-0-kind": "number",
        "items-0-unit": "m²",
        "items-0-minimum": "50",
        "items-0-is_mandatory": "on",
    }
    return data | changes


def test_the_city_writes_a_standard_with_its_items(admin_of_city, of_clerk):
    assert of_clerk.post(page(ConstructionStandard, "add"), standard_form()).status_code == 403
    response = admin_of_city.post(page(ConstructionStandard, "add"), standard_form())
    assert response.status_code == 302, response.context["errors"]
    assert StandardItem.objects.get().minimum == 50
    assert ConstructionStandard.objects.get().history.get().history_user.username == "city"


def test_an_answered_standard_is_frozen_and_copied_into_the_next_version(station, admin_of_city):
    standard = make_standard({"kind": "number", "minimum": 50})
    item = standard.items.get()
    make_answer(station, item, "60")
    changed = standard_form(
        code=standard.code,
        name=standard.name,
        **{"items-INITIAL_FORMS": 1, "items-0-id": item.pk, "items-0-standard": standard.pk},
    )
    response = admin_of_city.post(page(ConstructionStandard, "change", standard.pk), changed)
    assert "frozen" in response.content.decode()
    verb(admin_of_city, ConstructionStandard, "make_new_version", [standard])
    following = ConstructionStandard.objects.get(version=2)
    assert (following.code, following.is_current) == (f"{standard.code}-V2", False)
    assert following.items.get().minimum == 50


def test_answers_are_only_read_in_the_admin(full, admin_of_city):
    answer = StandardAnswer.objects.get()
    assert admin_of_city.get(page(StandardAnswer, "add")).status_code == 403
    assert admin_of_city.post(page(StandardAnswer, "change", answer.pk), {"value": "no"}).status_code == 403


def test_what_stations_are_measured_by_is_kept_by_the_city(of_clerk, admin_of_city):
    model = make_service_model()
    assert of_clerk.get(page(ServiceModel)).status_code == 200
    assert of_clerk.get(page(ServiceModel, "add")).status_code == 403
    assert of_clerk.post(page(ServiceModel, "change", model.pk), {"name": "?"}).status_code == 403
    assert admin_of_city.get(page(ServiceModel, "add")).status_code == 200


def test_an_agency_from_elsewhere_is_not_shown_in_the_admin(station, city, of_clerk):
    agency = make_agency(city, phone="0318-0000000")
    make_engagement(agency, station)
    assert agency.code not in of_clerk.get(page(Agency)).content.decode()
    assert of_clerk.get(page(Agency, "change", agency.pk)).status_code == 302


def test_an_agency_may_be_changed_only_from_its_home(station, city, clerk, city_admin):
    agency = make_agency(city)
    make_engagement(agency, station)
    assert clerk.has_perm("stations.view_agency", agency)
    assert not clerk.has_perm("stations.change_agency", agency)
    assert city_admin.has_perm("stations.change_agency", agency)
