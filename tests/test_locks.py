"""No door differs: what is approved, accepted or closed is refused by each of them, with one sentence.

A door is the page, the API, its bulk, the import of a file, the undo of an import, setting back from
history, and the admin. Every state of ``tests/nouns/locked.py`` is tried at each of them as each role.
"""

import html
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core.history import keep
from core.judge import Lockable
from exchange.changes.chronicle import chronicle_of
from exchange.resources.registry import RESOURCES
from hengshui_portal.api import router
from tests.accounts.factories import make_user
from tests.api.conftest import Caller
from tests.doors import taken_back
from tests.exchange.files import do, upload, workbook
from tests.nouns import BY_NAME, NOUNS
from tests.nouns.locked import LOCKED
from tests.routes import ROUTES
from tests.stations.agencies import make_base

pytestmark = pytest.mark.django_db

ROLES = {
    "city": (Role.MUNICIPAL_ADMIN, "city"),
    "county": (Role.COUNTY_OFFICER, "county"),
    "township": (Role.TOWNSHIP_OFFICER, "township"),
    "auditor": (Role.AUDITOR, "city"),
    "viewer": (Role.VIEWER, "city"),
    "elsewhere": (Role.COUNTY_OFFICER, "elsewhere"),
}
TAKEN, HELD, BEYOND = "taken", "held", "beyond"
# What is said to whoever may not do it at all, whatever its state.
OUT_OF_REACH = (
    "you may not do this",
    "You may see this record, but not change it",
    "No record of yours has this code",
    "Nothing with this code or name was found in your regions",
    "you may not change it",
)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


class Visitor:
    """Somebody with a role, at the doors of one state."""

    def __init__(self, role, state, worlds):
        self.world, other = worlds
        regions = {"city": self.world.county.parent, "county": self.world.county}
        regions |= {"township": self.world.township, "elsewhere": other.county}
        name, place = ROLES[role]
        self.user = make_user(f"visits-as-{role}", name, regions[place], is_staff=True)
        self.client = Client()
        self.client.force_login(self.user, backend="accounts.backends.SignInBackend")
        self.state, self.noun = state, BY_NAME[state.noun]
        make_base(self.world.county, code="IB-777")

    def doors(self) -> dict:
        """The doors that the noun has, each as what is tried there."""
        doors = {
            "page": self.page,
            "api": self.api,
            "bulk": self.bulk,
            "import": self.file,
            "undo": self.undo,
            "revert": self.revert,
            "admin": self.admin,
        }
        return {name: door for name, door in doors.items() if name in doors_of(self.state)}

    def tried(self, door, *, locked) -> str:
        """What came of it at the door: taken, held by the state's sentence, or beyond the role."""
        with taken_back():
            return self._tried(door, locked=locked)

    def _tried(self, door, *, locked) -> str:
        self.record = self.state.opened(self.world)
        self.lock = lambda: self.state.lock(self.world, self.record) if locked else None
        if door not in (self.undo, self.revert):
            self.lock()
        before = self.stored()
        said = door()
        if said is None:
            return BEYOND
        if self.stored() != (self.changed if door in (self.undo, self.revert) else before):
            return TAKEN
        text = html.unescape(re.sub(r"\s+", " ", str(said)))
        fresh = self.fresh()
        why = str(fresh.why_locked(frozenset([self.attribute]))) if fresh else ""
        if why and why.rstrip(".") in text:
            return HELD
        return BEYOND if any(one in text for one in OUT_OF_REACH) else f"said: {text[-600:]}"

    # The record

    @property
    def field(self):
        return self.noun.model._meta.get_field(self.state.field)

    @property
    def attribute(self) -> str:
        return self.field.attname

    def fresh(self):
        return self.noun.model._base_manager.filter(pk=self.record.pk).first()

    def stored(self):
        """The value, or None where the record is gone."""
        return getattr(self.fresh(), self.attribute, None)

    def value(self):
        """The new value as a record holds it."""
        if self.field.is_relation:
            return self.field.related_model.objects.get(code=self.state.value)
        return self.field.to_python(self.state.value)

    # The doors: what is said there, or None where it is not opened to the role

    def page(self):
        return self._form(page_of(self.state, self.world, self.record), "value")

    def admin(self):
        meta = self.noun.model._meta
        if self.noun.model not in admin.site._registry:
            return None
        name = f"admin:{meta.app_label}_{meta.model_name}_change"
        return self._form(reverse(name, args=[self.record.pk]), "pk")

    def _form(self, path, kind):
        """Fill in the form as it stands, change the one field and send it."""
        page = self.client.get(path)
        if page.status_code != 200:
            return None
        form = form_with(page, self.state.field)
        if form is None:
            return None
        value = self.value()
        typed = getattr(value, "pk", value) if self.field.is_relation else self.state.value
        answer = self.client.post(path, filled(form) | {self.state.field: typed})
        return None if answer.status_code in (403, 404) else answer.content.decode()

    def api(self):
        path = f"{self.noun.api}/{self.record.code}/"
        return self._told(Caller(self.user).patch(path, {self.state.field: self.state.value}))

    def bulk(self):
        row = self.key(resource_of(self.noun)) | {self.state.field: self.state.value}
        return self._told(Caller(self.user).post(f"{self.noun.api}/bulk/", [row]))

    def _told(self, answer):
        return None if answer.status_code in (403, 404) else answer.content.decode()

    def key(self, resource) -> dict:
        """What finds the record in a file or a list."""
        found = {}
        for name in resource.key:
            value = getattr(self.record, name)
            value = getattr(value, "code", value)
            found[name] = value if isinstance(value, int) else str(value)
        return found

    def _import(self):
        resource = resource_of(self.noun)
        page = self.client.get(reverse("exchange:importbatch-create", args=[resource.name]))
        if page.status_code != 200:
            return None
        key = self.key(resource)
        rows = [[*key, self.state.field], [*key.values(), self.state.value]]
        return upload(self.client, resource.name, workbook(rows))

    def file(self):
        batch = self._import()
        if batch is None:
            return None
        if batch.status == "checked":
            do(self.client, batch, "commit")
        return f"{[row.errors for row in batch.rows.all()]} {batch.message}"

    def undo(self):
        batch = self._import()
        if batch and batch.status == "checked":
            do(self.client, batch, "commit")
        self.changed = self.stored()
        if batch is None or batch.status != "committed":
            return None
        self.lock()
        return do(self.client, batch, "undo").message

    def revert(self):
        record = self.fresh()
        setattr(record, self.state.field, self.value())
        keep(record, make_user("wrote"), [self.state.field])
        self.changed = self.stored()
        version = record.history.first()
        self.lock()
        path = f"/history/{chronicle_of(self.noun.model).name}/versions/{version.history_id}/revert/"
        answer = self.client.post(path, {"reason": "录入错误"})
        if answer.status_code in (403, 404):
            return None
        return answer.content.decode()


ROUTES_OF_API = {prefix: viewset for prefix, viewset, _basename in router.registry}


def resource_of(noun):
    """How the noun is written in files and lists; None where it is not."""
    if noun.api:
        return getattr(ROUTES_OF_API[noun.api], "resource", None)
    return next((one for one in RESOURCES.values() if one.model is noun.model), None)


def doors_of(state) -> set[str]:
    """The doors at which the field of the noun can be changed at all."""
    noun, found = BY_NAME[state.noun], set()
    resource = resource_of(noun)
    if resource and state.field in {column.name for column in resource.columns}:
        found |= {"bulk"} if f"{noun.api}-bulk" in ROUTES else set()
        found |= {"api"} if hasattr(ROUTES_OF_API.get(noun.api), "partial_update") else set()
        found |= {"import", "undo"} if resource.name in RESOURCES else set()
    chronicle = chronicle_of(noun.model)
    if chronicle and state.field not in chronicle.verb_fields:
        found |= {"revert"}
    return found | {"page", "admin"}


def page_of(state, world, record):
    route = state.page or next((one for one in BY_NAME[state.noun].routes.all if one.endswith("-edit")), "")
    return reverse(route, args=[record.code]) if route else "/nowhere/"


def form_with(answer, name):
    """The form of the page in which the field can be typed; None where there is none."""
    page = BeautifulSoup(answer.content, "html.parser")
    typed = page.select_one(f"form [name={name}]:not([type=hidden]):not([disabled])")
    return typed.find_parent("form") if typed else None


def filled(form) -> dict:
    """The form as a browser would send it."""
    found = {}
    for one in form.select("input[name], textarea[name]"):
        if one.get("type") in ("submit", "file", "button", "image"):
            continue
        if one.get("type") in ("checkbox", "radio"):
            if one.has_attr("checked"):
                found.setdefault(one["name"], []).append(one.get("value", "on"))
        else:
            found[one["name"]] = one.get("value") or (one.text.strip() if one.name == "textarea" else "")
    for one in form.select("select[name]"):
        chosen = [option.get("value", "") for option in one.select("option[selected]")]
        if not chosen and not one.has_attr("multiple"):
            chosen = [option.get("value", "") for option in one.select("option")[:1]]
        found[one["name"]] = chosen
    return found


FIRST = {"city", "county"}


@pytest.mark.parametrize(
    "role", [one if one in FIRST else pytest.param(one, marks=pytest.mark.heavy) for one in ROLES]
)
@pytest.mark.parametrize("state", LOCKED, ids=str)
def test_every_door_refuses_a_locked_record_with_the_same_sentence(state, role, two_counties):
    visitor = Visitor(role, state, two_counties)

    answers = {name: visitor.tried(door, locked=True) for name, door in visitor.doors().items()}

    assert set(answers.values()) <= {HELD, BEYOND}, answers


@pytest.mark.parametrize("state", LOCKED, ids=str)
def test_the_same_doors_take_it_while_nothing_is_locked(state, two_counties):
    visitor = Visitor("city", state, two_counties)

    answers = {name: visitor.tried(door, locked=False) for name, door in visitor.doors().items()}

    closed = {name for name, answer in answers.items() if answer == BEYOND}
    assert {name for name in answers if name not in closed} == {
        name for name, answer in answers.items() if answer == TAKEN
    }, answers
    # Not every noun has a page of its own to correct it, or a form in the admin.
    assert closed <= {"page", "admin"}, answers


def test_every_noun_that_can_be_locked_is_tried():
    lockable = {noun.name for noun in NOUNS if issubclass(noun.model, Lockable)}

    # Entries of money are locked from the first; ``tests/funding/test_doors.py`` tries their doors.
    assert lockable - {one.noun for one in LOCKED} == {
        *("allocation", "disbursement", "expenditure", "carry_over")
    }
