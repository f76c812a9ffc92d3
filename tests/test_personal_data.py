"""Personal numbers, looked for behind every door as each role: where the table forbids one, it is not there.

One person has all three numbers. The person is at home in 河东街道 and posted in 枣强县, and what
officers did with it is on record too: changes, an import with a marked workbook, entries of the
access log. The data is written once for the whole module.
"""

import io
import logging
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from core.history import one_request
from exchange.actions.import_batch import begin, check_batch, receive_file
from exchange.resources.registry import RESOURCES
from personnel.models import SocialWorker
from personnel.rules import disclosure
from personnel.rules.disclosure import Audience, Show, audience_of
from regions.models import Region
from tests.accounts.factories import make_user
from tests.loaded import kept_for_module
from tests.personnel.factories import make_certificate, make_posting, make_registration, make_worker
from tests.regions.factories import make_region
from tests.routes import ROUTES, VERBS, address, example_arguments, text_of
from tests.world import make_two_counties

ID_NUMBER, PHONE, CERTIFICATE = "131102198503154568", "13912345678", "202255513110200077"
SECRETS = (ID_NUMBER, PHONE, CERTIFICATE)
NAME = "当事人"
# What a page would say of the person if it said the field at all.
MARKS = {
    "id_number": "131102********4568",
    "phone": "139****5678",
    "certificate_number": "2022**********0077",
    "birth_year": "1985",
}
# Every role where it is usually given, a county and a township elsewhere too, and as whom it looks.
READERS = {
    "city": (Role.MUNICIPAL_ADMIN, "131100", Audience.KEEPER),
    "taocheng": (Role.COUNTY_OFFICER, "131102", Audience.KEEPER),
    "hedong": (Role.TOWNSHIP_OFFICER, "131102002", Audience.HOME),
    "auditor": (Role.AUDITOR, "131100", Audience.ABOVE),
    "viewer": (Role.VIEWER, "131100", Audience.ABOVE),
    "county-viewer": (Role.VIEWER, "131102", Audience.HOME),
    "zaoqiang": (Role.COUNTY_OFFICER, "131121", Audience.POSTED),
    "zaoqiang-town": (Role.TOWNSHIP_OFFICER, "131121100", Audience.POSTED),
    "hexi": (Role.TOWNSHIP_OFFICER, "131102001", Audience.OTHER),
}
FINDING = [name for name, (_role, _code, audience) in READERS.items() if audience is not Audience.OTHER]
PAGES = [
    route
    for route in ROUTES
    if not route.startswith(("admin:", "mfa_", "account_"))
    and route not in {"set_language", "healthz", "readyz"} | VERBS
]
FILES = [route for route in PAGES if route.endswith(("-list", "-rows")) or route.startswith("reports:")]


@dataclass(frozen=True)
class Case:
    """The person and what stands about it."""

    person: SocialWorker
    arguments: dict
    batch: object
    requests: list


@pytest.fixture(scope="module")
def case(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker), translation.override("en"):
        yield make_case()


@pytest.fixture(autouse=True)
def _english(case, db):
    with translation.override("en"):
        yield


def make_case() -> Case:
    home, elsewhere = make_two_counties()
    make_region("131102001", "河西街道")
    for name, (role, code, _audience) in READERS.items():
        make_user(name, role, Region.objects.get(code=code), is_staff=True)
    person = make_worker(home.township, name="测试当事人", id_number=ID_NUMBER, phone=PHONE)
    certificate = make_certificate(person, number=CERTIFICATE)
    make_registration(certificate)
    make_posting(person, elsewhere.station)
    with one_request():
        person.name = NAME
        person.set_phone("13812345678")
        person.save()
        certificate.issued_on = date(2021, 9, 1)
        certificate.save()
    with one_request():
        person.set_phone(PHONE)
        person.save()
    batch = make_batch(person)
    requests = {*person.history.values_list("request_key", flat=True)}
    requests |= {*certificate.history.values_list("request_key", flat=True)}
    return Case(person, arguments_about(person, home, batch), batch, sorted(filter(None, requests), key=str))


def make_batch(person):
    """A file of certificates of the county's officer; one row is right, one is refused."""
    content = f"worker,level,number,issued_on\r\n{person.code},1,{CERTIFICATE},2021-09-01\r\n"
    content += f"{person.code},2,{ID_NUMBER},soon\r\n"
    officer = User.objects.get(username="taocheng")
    batch = receive_file(RESOURCES["certificates"], name="c.csv", content=content.encode(), by=officer)
    return check_batch(begin(batch, "check"), by=officer)


def arguments_about(person, home, batch) -> dict:
    """Addresses of the examples, those of people and imports about this person."""
    arguments = example_arguments(home)
    for route, values in arguments.items():
        if values and values[0] == home.worker.code:
            arguments[route] = [person.code, *values[1:]]
        if values and values[0] == home.batch.code:
            arguments[route] = [batch.code]
    return arguments | {"changes:record": ["workers", person.code]}


def client_of(name) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=name), backend="accounts.backends.SignInBackend")
    return client


def leaks(client, asked) -> list:
    """The addresses whose answers hold a number in clear; ``asked`` are addresses with their queries."""
    found = []
    for path, query in asked:
        answer = client.get(path, query, follow=True)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, path
        text = text_of(answer)
        found += [(path, query, secret) for secret in SECRETS if secret in text]
    return found


@pytest.fixture
def log():
    """All that the application writes to its log, whatever the level, as text."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


def test_the_table_says_something_about_every_field_to_every_audience():
    assert all(set(row) == set(Audience) for row in disclosure.TABLE.values())
    assert not any(row[Audience.OTHER] is not Show.HIDDEN for row in disclosure.TABLE.values())


def test_numbers_are_shown_unasked_to_nobody():
    for field in disclosure.NUMBERS:
        assert Show.SHOWN not in disclosure.TABLE[field].values()


def test_every_role_looks():
    assert {role for role, _code, _audience in READERS.values()} == set(Role)


@pytest.mark.parametrize("name", READERS)
def test_as_whom_somebody_looks_at_the_person(name, case):
    user = User.objects.get(username=name)
    seen = SocialWorker.objects.visible_to(user).select_related("home_region").filter(pk=case.person.pk)
    audience = audience_of(user, seen.get()) if seen else Audience.OTHER

    assert audience is READERS[name][2]


@pytest.mark.parametrize("name", READERS)
def test_no_page_and_no_answer_of_the_api_holds_a_number_nor_does_the_log(name, case, log):
    # Who uploaded a file gets back what they typed.
    own = {"exchange:importbatch-marked"} if name == "taocheng" else set()
    asked = [(address(route, case.arguments), {}) for route in PAGES if route not in own]

    assert leaks(client_of(name), asked) == []
    assert not any(secret in log.getvalue() for secret in SECRETS)


@pytest.mark.parametrize("name", READERS)
def test_no_file_of_a_list_holds_a_number(name, case):
    asked = [
        (address(route, case.arguments), {"export": kind}) for route in FILES for kind in ("csv", "xlsx")
    ]

    assert leaks(client_of(name), asked) == []


@pytest.mark.parametrize("name", READERS)
def test_no_masked_file_of_people_holds_a_number(name, case):
    client = client_of(name)
    for route in ("personnel:worker-export", "personnel:certificate-export"):
        for kind in ("csv", "xlsx", "edit-csv", "edit-xlsx"):
            asked = {"file": kind, "numbers": "masked", "reason": "核对"}
            text = text_of(client.post(reverse(route), asked))
            assert not any(secret in text for secret in SECRETS), (route, kind)


@pytest.mark.parametrize("name", READERS)
def test_no_history_of_a_change_holds_a_number(name, case):
    asked = [(reverse("changes:request", args=[key]), {}) for key in case.requests]
    certificate = case.person.certificates.get()
    versions = [("workers", case.person.history), ("certificates", certificate.history)]
    for noun, history in versions:
        for number in history.values_list("history_id", flat=True):
            asked.append((reverse("changes:version-revert", args=[noun, number]), {}))

    assert asked
    assert leaks(client_of(name), asked) == []


@pytest.mark.parametrize("name", READERS)
def test_no_search_holds_a_number_that_was_not_typed(name, case):
    client = client_of(name)
    routes = ["reports:search", "personnel:worker-list", "personnel:certificate-list"]
    words = [NAME, case.person.code, ID_NUMBER[:10], PHONE[:7], CERTIFICATE[:10]]

    assert leaks(client, [(reverse(route), {"q": word}) for route in routes for word in words]) == []


@pytest.mark.parametrize("name", READERS)
def test_part_of_a_number_finds_nobody(name, case):
    client = client_of(name)
    for part in (ID_NUMBER[:17], ID_NUMBER, PHONE, PHONE[:10], CERTIFICATE[:17]):
        for route in ("reports:search", "personnel:worker-list"):
            assert NAME not in client.get(reverse(route), {"q": part}).text, (route, part)


@pytest.mark.parametrize("name", READERS)
def test_no_page_of_the_admin_holds_a_number(name, case):
    client = client_of(name)
    asked = []
    for model in admin.site._registry:
        if model._meta.app_label in ("personnel", "exchange", "accounts"):
            asked += admin_pages(model)

    assert leaks(client, asked) == []


def admin_pages(model):
    """The list, every record of the model, and every version of its history."""
    route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{route}_changelist"), {}
    for record in model.objects.all()[:20]:
        yield reverse(f"{route}_change", args=[record.pk]), {}
        yield reverse(f"{route}_history", args=[record.pk]), {}
        if hasattr(record, "history") and model in (SocialWorker, *OF_A_PERSON):
            for version in record.history.all()[:4]:
                yield reverse(f"{route}_simple_history", args=[record.pk, version.pk]), {}


OF_A_PERSON = [SocialWorker.certificates.rel.related_model, SocialWorker.postings.rel.related_model]


def test_a_file_of_numbers_with_mistakes_goes_back_to_its_owner_alone(case):
    page = reverse("exchange:importbatch-marked", args=[case.batch.code])

    assert ID_NUMBER in text_of(client_of("taocheng").get(page))
    for name in set(READERS) - {"taocheng"}:
        assert client_of(name).get(page).status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND), name


# What the table allows is really there.


@pytest.mark.parametrize("field", MARKS)
@pytest.mark.parametrize("name", FINDING)
def test_the_page_shows_what_the_table_says(name, field, case):
    text = client_of(name).get(case.person.get_absolute_url()).text

    assert (MARKS[field] in text) is disclosure.is_shown(field, READERS[name][2])


@pytest.mark.parametrize("name", FINDING)
def test_the_api_tells_what_the_table_says(name, case):
    told = client_of(name).get(f"/api/v1/workers/{case.person.code}/").json()
    names = {"id_number": "id_number_masked", "phone": "phone_masked"}

    for field in set(disclosure.FIELDS) - {"certificate_number", "changes", "register_ended_on", "education"}:
        value = told[names.get(field, field)]
        if not disclosure.is_shown(field, READERS[name][2]):
            assert value is None, field
    for field in ("id_number", "phone", "birth_year"):
        assert (told[names.get(field, field)] is not None) is disclosure.is_shown(field, READERS[name][2])


@pytest.mark.parametrize("name", FINDING)
def test_the_file_holds_what_the_table_says(name, case):
    asked = {"file": "csv", "numbers": "masked", "reason": ""}
    text = text_of(client_of(name).post(reverse("personnel:worker-export"), asked))

    assert case.person.code in text
    for field in ("id_number", "phone"):
        assert (MARKS[field] in text) is disclosure.is_shown(field, READERS[name][2]), field


@pytest.mark.parametrize("name", FINDING)
def test_the_history_tells_changes_to_whom_the_table_says(name, case):
    answer = client_of(name).get(reverse("changes:record", args=["workers", case.person.code]))

    is_told = disclosure.is_shown("changes", READERS[name][2])
    assert (answer.status_code == 200) is is_told
    assert (MARKS["phone"] in answer.text) is is_told


@pytest.mark.parametrize("name", FINDING)
def test_the_lists_show_what_the_table_says(name, case):
    client = client_of(name)
    workers = client.get(reverse("personnel:worker-list"), {"q": case.person.code}).text
    certificates = client.get(reverse("personnel:certificate-list"), {"q": case.person.code}).text

    assert NAME in workers
    assert not any(MARKS[field] in workers for field in ("id_number", "phone"))
    shows = disclosure.is_shown("certificate_number", READERS[name][2])
    assert (MARKS["certificate_number"] in certificates) is shows


@pytest.mark.parametrize("name", FINDING)
def test_the_admin_shows_the_person_to_whom_the_table_shows_the_home_region(name, case):
    answer = client_of(name).get(reverse("admin:personnel_socialworker_change", args=[case.person.pk]))

    if not disclosure.is_shown("id_number", READERS[name][2]):
        assert MARKS["id_number"] not in answer.text
