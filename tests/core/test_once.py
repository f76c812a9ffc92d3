"""Every page that enters something does it once: a second click leads to what the first has made."""

from datetime import date
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.templatetags.portal import ONCE
from core.verbs import ActionView, EnterView
from exchange.models import KeptAnswer
from services.models import Need
from tests.accounts.factories import make_user
from tests.core.test_verbs import VIEWS
from tests.nouns import BY_MODEL
from tests.routes import address, example_arguments

ENTERING = sorted(route for route, view in VIEWS.items() if issubclass(view, EnterView))
TOKEN_LENGTH = 32
pytestmark = pytest.mark.django_db
# What the form is asked with, and what is typed where the first thing offered will not do.
ASKED = {
    "services:record-create": lambda world: {"station": world.station.code},
    "services:week": lambda world: {"station": world.station.code},
    "stations:station-plan": lambda world: {"all": "1"},
}
TOLD = {
    "deputy-create": {"started_on": "2036-05-01", "ended_on": "2036-05-10"},
    "funding:contract-new": {
        "signed": "100",
        "mid_passed": "0",
        "final_passed": "0",
        "ends_on": "2023-05-31",
    },
    "funding:unitcost-new": {"valid_from": "2015-01-01", "valid_to": "2015-12-31"},
    "funding:year-close": {"year": "2021"},
    "oversight:draw-create": {
        "year": "2022",
        "quarter": 2,
        "source": "deliverables",
        "size": "1",
        "reason": None,
    },
    "oversight:finding-create": {"station": None},
    "reports:monthlyreturn-open": {"month": "2022-03"},
    "services:plan-create": {"year": "2023"},
    "stations:station-plan": {"townships": ["131102002"]},
}
# Two people who are not each other.
CHOSEN = {"deputy-create": lambda world: {"principal": [world.importer.pk], "deputy": [world.clerk.pk]}}
# What the page shows once it was sent, and is to be sent with it: the population that is drawn from.
LOOKED_AT = {"oversight:draw-create": "seen"}
ACTING = sorted(route for route, view in VIEWS.items() if issubclass(view, ActionView))


def chosen(field, told):
    """The record or records that are chosen: those told of, else the first where there has to be one."""
    codes = told if isinstance(told, list) else [told]
    fitting = field.queryset.filter(code__in=codes).first() if any(codes) else None
    record = fitting or (field.queryset.first() if field.required else None)
    return [field.prepare_value(record)] if record else []


def picked(field, told):
    """The word that is picked from a list."""
    words = [key for key, _label in field.choices if key]
    if told in words or not field.required:
        return [told] if told in words else []
    return words[:1]


def typed(field, told):
    """What is typed: what the noun's new record says, else something where there has to be anything."""
    if told is None:
        told = date(2022, 6, 1) if isinstance(field, forms.DateField) else "1"
        return [told] if field.required and not isinstance(field, forms.BooleanField) else []
    return told if isinstance(told, list) else [told]


def uploaded(field, told):
    """A small file."""
    return [SimpleUploadedFile("1.csv", "名称\n一\n".encode())]


WAYS = {
    forms.ModelChoiceField: chosen,
    forms.MultipleChoiceField: lambda field, told: told or [field.choices[0][0]],
    forms.ChoiceField: picked,
    forms.FileField: uploaded,
    forms.Field: typed,
}


def value_for(field, told):
    """What somebody gives the field."""
    return next(way for kind, way in WAYS.items() if isinstance(field, kind))(field, told)


def inputs_of(page):
    """The hidden inputs of a page's forms; those of the admin stand in no ``main``."""
    soup = BeautifulSoup(page.content, "html.parser")
    inputs = soup.select("main form input[type=hidden], #content-main input[type=hidden]")
    return {one["name"]: one.get("value", "") for one in inputs}


def filled_in(page, told):
    """The form of a page as somebody sends it, with its hidden inputs."""
    hidden = inputs_of(page)
    form = page.context["adminform"].form if "adminform" in page.context else page.context["form"]
    # Of several rows the first is filled in, and is the only one.
    form = getattr(form, "forms", [form])[0]
    hidden |= {name: "1" for name in hidden if name.endswith("TOTAL_FORMS")}
    fields = {form.add_prefix(name): value_for(field, told.get(name)) for name, field in form.fields.items()}
    return {name: value for name, value in (hidden | fields).items() if value not in ("", [], [None])}


def rewind(values):
    """Let files be sent once more."""
    for value in values if isinstance(values, list) else []:
        if isinstance(value, SimpleUploadedFile):
            value.open()


@pytest.fixture
def somebody(two_counties, db):
    """Who may do everything in the first county, and a record of every noun there."""
    client = Client()
    user = make_user("everybody", is_superuser=True, is_staff=True)
    client.force_login(user, backend="accounts.backends.SignInBackend")
    return client, two_counties[0]


@pytest.mark.parametrize("route", ENTERING)
def test_a_page_that_enters_something_does_it_once(route, somebody):
    client, world = somebody
    model, noun = VIEWS[route].model, BY_MODEL[VIEWS[route].model]
    url = reverse(route, args=example_arguments(world).get(route))
    if route in ASKED:
        url += f"?{urlencode(ASKED[route](world))}"
    page = client.get(url)
    told = (noun.new(1) if noun.new else {}) | TOLD.get(route, {})
    sent = filled_in(page, told) | (CHOSEN[route](world) if route in CHOSEN else {})
    before = model.objects.count()
    if route in LOOKED_AT:
        shown = inputs_of(client.post(url, sent))
        sent |= {name: shown[name] for name in (ONCE, LOOKED_AT[route])}

    first = client.post(url, sent)
    assert first.status_code == 302, first.context["form"].errors
    made = model.objects.count()
    for files in filter(None, sent.values()):
        rewind(files)
    second = client.post(url, sent)

    assert made > before
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert model.objects.count() == made


@pytest.mark.parametrize("route", ACTING)
def test_a_form_that_acts_carries_a_token_of_its_own(route, somebody):
    client, world = somebody
    url = address(route, example_arguments(world))

    token = token_of(client.get(url))

    assert token is None or len(token) == TOKEN_LENGTH


def token_of(page):
    """The token of the page's form; None where the verb has no place now."""
    if page.status_code != 200 or "form" not in (page.context or {}):
        return None
    soup = BeautifulSoup(page.content, "html.parser")
    form = soup.select_one("main form[method=post]:not(:has([name=codes]))")
    return form and form.select_one(f"input[name={ONCE}]")["value"]


def test_a_form_that_was_changed_is_another_one(somebody):
    client, world = somebody
    url = reverse("services:need-create")
    sent = filled_in(client.get(url), BY_MODEL[Need].new(1))
    before = Need.objects.count()
    for name in ("路灯不亮", "路灯还是不亮", "路灯不亮"):
        assert client.post(url, sent | {"name": [name]}).status_code == 302

    assert Need.objects.count() == before + 2


def test_a_form_that_was_refused_is_judged_again(somebody):
    client, world = somebody
    url = reverse("services:need-create")
    sent = filled_in(client.get(url), BY_MODEL[Need].new(1)) | {"name": ["\u200b"]}

    answers = [client.post(url, sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("name" in answer.context["form"].errors for answer in answers)
    assert not KeptAnswer.objects.exists()


def test_a_form_of_the_admin_is_saved_once(somebody):
    client, world = somebody
    url = reverse("admin:services_need_add")
    sent = filled_in(client.get(url), BY_MODEL[Need].new(1))
    before = Need.objects.count()

    answers = [client.post(url, sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1]["Location"] == answers[0]["Location"]
    assert Need.objects.count() == before + 1
