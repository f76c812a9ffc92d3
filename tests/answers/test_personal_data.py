"""Personal numbers, looked for behind every door as each role: where the table forbids one, it is not there.

The person is that of ``tests.answers.person``.
"""

import json
from http import HTTPStatus

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from personnel.models import SocialWorker
from personnel.rules import disclosure
from personnel.rules.disclosure import Audience, Show, audience_of
from tests.answers.people import PEOPLE
from tests.answers.person import CERTIFICATE, ID_NUMBER, NAME, PHONE, SECRETS
from tests.routes import ROUTES, VERBS, address, text_of

# What a page would say of the person if it said the field at all.
MARKS = {
    "id_number": "131*************68",
    "phone": "139****5678",
    "certificate_number": "2022**********0077",
    "birth_year": "1985",
}
# Everybody who looks, every role where it is usually given, a county and a township elsewhere too, and as
# whom they look at the person.
READERS = {
    "administrator": Audience.KEEPER,
    "editor": Audience.KEEPER,
    "hedong": Audience.HOME,
    "auditor": Audience.ABOVE,
    "reader": Audience.ABOVE,
    "county-viewer": Audience.HOME,
    "wuqiang": Audience.POSTED,
    "wuqiang-town": Audience.POSTED,
    "hexi": Audience.OTHER,
    "outsider": Audience.OTHER,
}
# Who sent the file with the person's numbers.
SENDER = "editor"
FINDING = [name for name, audience in READERS.items() if audience is not Audience.OTHER]
PAGES = [
    route
    for route in ROUTES
    if not route.startswith(("admin:", "mfa_", "account_"))
    and route not in {"set_language", "healthz", "readyz"} | VERBS
]
FILES = [route for route in PAGES if route.endswith(("-list", "-rows")) or route.startswith("reports:")]


@pytest.fixture
def clients(answers):
    """Everybody, signed in; the admin opens to all of them, and the scope has to hold even there."""
    User.objects.update(is_staff=True)
    return answers.clients


def leaks(asked) -> list:
    """The addresses whose answers hold a number in clear; of those that led on, where they led to."""
    found = []
    for way in asked:
        assert all(answer.status < HTTPStatus.INTERNAL_SERVER_ERROR for answer in way), way[0].path
        found += [(answer.path, secret) for answer in way for secret in SECRETS if secret in answer.text]
    return found


def test_the_table_says_something_about_every_field_to_every_audience():
    assert all(set(row) == set(Audience) for row in disclosure.TABLE.values())
    assert not any(row[Audience.OTHER] is not Show.HIDDEN for row in disclosure.TABLE.values())


def test_numbers_are_shown_unasked_to_nobody():
    for field in disclosure.NUMBERS:
        assert Show.SHOWN not in disclosure.TABLE[field].values()


def test_every_role_looks():
    assert {PEOPLE[name][0] for name in READERS} == set(Role)


@pytest.mark.parametrize("name", READERS)
def test_as_whom_somebody_looks_at_the_person(name, case):
    user = User.objects.get(username=name)
    seen = SocialWorker.objects.visible_to(user).select_related("home_region").filter(pk=case.person.pk)
    audience = audience_of(user, seen.get()) if seen else Audience.OTHER

    assert audience is READERS[name]


@pytest.mark.parametrize("name", READERS)
def test_no_page_and_no_answer_of_the_api_holds_a_number_nor_does_the_log(name, case, answers):
    # Who sent a file gets back what they typed.
    own = {"exchange:importbatch-marked"} if name == SENDER else set()
    asked = [answers.followed(name, address(route, case.arguments)) for route in PAGES if route not in own]

    assert leaks(asked) == []
    assert not any(secret in answer.log for way in asked for answer in way for secret in SECRETS)


@pytest.mark.parametrize("name", READERS)
def test_no_file_of_a_list_holds_a_number(name, case, answers):
    asked = [
        answers.followed(name, address(route, case.arguments), {"export": kind})
        for route in FILES
        for kind in ("csv", "xlsx")
    ]

    assert leaks(asked) == []


@pytest.mark.parametrize("name", READERS)
def test_no_masked_file_of_people_holds_a_number(name, clients):
    client = clients[name]
    for route in ("personnel:worker-export", "personnel:certificate-export"):
        for kind in ("csv", "xlsx", "edit-csv", "edit-xlsx"):
            asked = {"file": kind, "numbers": "masked", "reason": "核对"}
            text = text_of(client.post(reverse(route), asked))
            assert not any(secret in text for secret in SECRETS), (route, kind)


@pytest.mark.parametrize("name", READERS)
def test_no_history_of_a_change_holds_a_number(name, case, answers):
    paths = [reverse("changes:request", args=[key]) for key in case.requests]
    certificate = case.person.certificates.get()
    versions = [("workers", case.person.history), ("certificates", certificate.history)]
    for noun, history in versions:
        for number in history.values_list("history_id", flat=True):
            paths.append(reverse("changes:version-revert", args=[noun, number]))

    assert case.requests
    assert leaks(answers.followed(name, path) for path in paths) == []


@pytest.mark.parametrize("name", READERS)
def test_no_search_holds_a_number_that_was_not_typed(name, case, answers):
    routes = ["reports:search", "personnel:worker-list", "personnel:certificate-list"]
    words = [NAME, case.person.code, ID_NUMBER[:10], PHONE[:7], CERTIFICATE[:10]]

    asked = [answers.followed(name, reverse(route), {"q": word}) for route in routes for word in words]
    assert leaks(asked) == []


@pytest.mark.parametrize("name", READERS)
def test_part_of_a_number_finds_nobody(name, answers):
    for part in (ID_NUMBER[:17], ID_NUMBER, PHONE, PHONE[:10], CERTIFICATE[:17]):
        for route in ("reports:search", "personnel:worker-list"):
            assert NAME not in answers.of(name, reverse(route), {"q": part}).text, (route, part)


@pytest.mark.parametrize("name", READERS)
def test_no_page_of_the_admin_holds_a_number(name, clients):
    found = []
    for model in admin.site._registry:
        if model._meta.app_label in ("personnel", "exchange", "accounts"):
            for path in admin_pages(model):
                answer = clients[name].get(path, follow=True)
                assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, path
                found += [(path, secret) for secret in SECRETS if secret in text_of(answer)]

    assert found == []


def admin_pages(model):
    """The list, every record of the model, and every version of its history."""
    route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{route}_changelist")
    for record in model.objects.all()[:20]:
        yield reverse(f"{route}_change", args=[record.pk])
        yield reverse(f"{route}_history", args=[record.pk])
        if hasattr(record, "history") and model in (SocialWorker, *OF_A_PERSON):
            for version in record.history.all()[:4]:
                yield reverse(f"{route}_simple_history", args=[record.pk, version.pk])


OF_A_PERSON = [SocialWorker.certificates.rel.related_model, SocialWorker.postings.rel.related_model]


def test_a_file_of_numbers_with_mistakes_goes_back_to_its_owner_alone(case, answers):
    page = reverse("exchange:importbatch-marked", args=[case.batch.code])

    assert ID_NUMBER in answers.of(SENDER, page).text
    for name in set(READERS) - {SENDER}:
        assert answers.of(name, page).status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND), name


# What the table allows is really there.


@pytest.mark.parametrize("field", MARKS)
@pytest.mark.parametrize("name", FINDING)
def test_the_page_shows_what_the_table_says(name, field, case, answers):
    text = answers.of(name, case.person.get_absolute_url()).text

    assert (MARKS[field] in text) is disclosure.is_shown(field, READERS[name])


@pytest.mark.parametrize("name", FINDING)
def test_the_api_tells_what_the_table_says(name, case, answers):
    told = json.loads(answers.of(name, f"/api/v1/workers/{case.person.code}/").text)
    names = {"id_number": "id_number_masked", "phone": "phone_masked"}

    for field in set(disclosure.FIELDS) - {"certificate_number", "changes", "register_ended_on", "education"}:
        value = told[names.get(field, field)]
        if not disclosure.is_shown(field, READERS[name]):
            assert value is None, field
    for field in ("id_number", "phone", "birth_year"):
        assert (told[names.get(field, field)] is not None) is disclosure.is_shown(field, READERS[name])


@pytest.mark.parametrize("name", FINDING)
def test_the_file_holds_what_the_table_says(name, case, clients):
    asked = {"file": "csv", "numbers": "masked", "reason": ""}
    text = text_of(clients[name].post(reverse("personnel:worker-export"), asked))

    assert case.person.code in text
    for field in ("id_number", "phone"):
        assert (MARKS[field] in text) is disclosure.is_shown(field, READERS[name]), field


@pytest.mark.parametrize("name", FINDING)
def test_the_history_tells_changes_to_whom_the_table_says(name, case, answers):
    answer = answers.of(name, reverse("changes:record", args=["workers", case.person.code]))

    is_told = disclosure.is_shown("changes", READERS[name])
    assert (answer.status == 200) is is_told
    assert (MARKS["phone"] in answer.text) is is_told


@pytest.mark.parametrize("name", FINDING)
def test_the_lists_show_what_the_table_says(name, case, answers):
    workers = answers.of(name, reverse("personnel:worker-list"), {"q": case.person.code}).text
    certificates = answers.of(name, reverse("personnel:certificate-list"), {"q": case.person.code}).text

    assert NAME in workers
    assert not any(MARKS[field] in workers for field in ("id_number", "phone"))
    shows = disclosure.is_shown("certificate_number", READERS[name])
    assert (MARKS["certificate_number"] in certificates) is shows


@pytest.mark.parametrize("name", FINDING)
def test_the_admin_shows_the_person_to_whom_the_table_shows_the_home_region(name, case, clients):
    answer = clients[name].get(reverse("admin:personnel_socialworker_change", args=[case.person.pk]))

    if not disclosure.is_shown("id_number", READERS[name]):
        assert MARKS["id_number"] not in answer.text
