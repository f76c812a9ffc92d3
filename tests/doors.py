"""The doors of a field as they are found from outside: in the forms and on the page of its noun."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from bs4 import BeautifulSoup
from django.contrib import admin
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone

from accounts.roles import Role
from core.code_set import CodeSetField
from tests.accounts.factories import make_user
from tests.routes import address, example_arguments

# Written anew into every answer.
TOKENS = re.compile(r'(csrfmiddlewaretoken" value="|name="once" value="|X-CSRFToken": ")\w+')
BETWEEN = re.compile("[/?&=]")
DAYS, STEPS = (3, -3, 40, -40, 400), (-7, 7, 1)
MARK = "见证"
# Other values of a field that leave its page as it is.
ENOUGH = 2


def fields_of(model) -> list[models.Field]:
    """The fields that people edit."""
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return [field for field in fields if field.editable and not field.primary_key and not field.auto_created]


def is_given_a_code(model) -> bool:
    """Whether a code that is left empty is given by the portal."""
    return any(field.name == "code" and field.blank for field in model._meta.fields)


class House:
    """The portal as an administrator of the city sees it, with the records of a county."""

    def __init__(self, world):
        self.world = world
        self.keeper = make_user("keeper", Role.MUNICIPAL_ADMIN, world.county.parent, is_staff=True)
        self.client = Client()
        self.client.force_login(self.keeper, backend="accounts.backends.SignInBackend")
        self.arguments = example_arguments(world)
        self.inputs, self.own_forms = cache(self._inputs), cache(self._own_forms)

    # Entered

    def entered(self, noun) -> set[str]:
        """The fields that a form of the noun asks for, or that its address says.

        A code that may be left empty is given by the portal.
        """
        inputs = self.inputs(noun)
        return {
            field.name
            for field in fields_of(noun.model)
            if noun.asked_as.get(field.name, field.name) in inputs or self._is_in_address(noun, field)
        } | ({"code"} if inputs and is_given_a_code(noun.model) else set())

    def _is_in_address(self, noun, field) -> bool:
        value = getattr(getattr(self.world, noun.name), field.name, None)
        steps = {step for path in self.own_forms(noun) for step in BETWEEN.split(path) if step}
        return field.name != "code" and str(getattr(value, "code", value)) in steps

    def _own_forms(self, noun) -> list[str]:
        routes = (*noun.routes.forms, *noun.routes.verbs)
        return [address(route, self.arguments) for route in routes] + [
            find(self.world) for find in noun.more_forms
        ]

    def _forms(self, noun) -> list[str]:
        """The pages on which records of the noun are entered and changed: its own, or else the admin's."""
        return self.own_forms(noun) or self._admin(noun.model, getattr(self.world, noun.name))

    def _admin(self, model, record) -> list[str]:
        if model in admin.site._registry:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            return [reverse(f"{name}_add"), reverse(f"{name}_change", args=[record.pk])]
        keys = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]
        return [
            path
            for key in keys
            if (site := admin.site._registry.get(key.related_model))
            and model in [inline.model for inline in site.inlines]
            for path in self._admin(key.related_model, getattr(record, key.name))
        ]

    def _inputs(self, noun) -> set[str]:
        """The names of what can be filled in, without the number that one of several has."""
        found = set()
        for path in self._forms(noun):
            page = BeautifulSoup(self.client.get(path, follow=True).content, "html.parser")
            found |= {one["name"].rpartition("-")[2] for one in page.select("form[method=post] [name]")}
        return found

    # Shown

    def shown(self, noun) -> set[str]:
        """The fields that stand on the page on which records of the noun are read.

        That is, the page says something else where the field is otherwise; where the database lets nobody
        change it, the page says what it is.
        """
        found: set[str] = set()
        for make in (lambda world: getattr(world, noun.name), *noun.further):
            with taken_back():
                found |= self._shown_of(noun, make(self.world), found)
        return found

    def _shown_of(self, noun, record, found) -> set[str]:
        before = self._told(noun, record)
        if before is None:
            return set()
        left = [field for field in fields_of(noun.model) if field.name not in found]
        at_once = self._telling(noun, record, left, before)
        alone = [field for field in left if field.name not in at_once]
        return at_once | {field.name for field in alone if self._differs(noun, record, field, before)}

    def _telling(self, noun, record, fields, before) -> set[str]:
        """The fields whose values are told when all of them are otherwise, and were not told before."""
        with taken_back():
            changed = [
                field for field in fields if any(write(record, field, one) for one in others(field, record))
            ]
            record = type(record)._base_manager.get(pk=record.pk)
            after = self._told(noun, record) or ""
            return {
                field.name
                for field in changed
                if any(one in after and one not in before for one in representations(field, record))
            }

    def _differs(self, noun, record, field, before) -> bool:
        tried = 0
        for value in others(field, record):
            with taken_back():
                if write(record, field, value):
                    after = self._told(noun, type(record)._base_manager.get(pk=record.pk))
                    if after not in (None, before):
                        return True
                    tried += after is not None
            if tried == ENOUGH:
                break
        return not tried and any(one in before for one in representations(field, record))

    def _told(self, noun, record) -> str | None:
        """The page of the record; None where there is none."""
        # A page may know no such value as is tried.
        with suppress(KeyError, NoReverseMatch):
            path = noun.address(record)
            answer = self.client.get(path, follow=True) if path else None
            if answer and answer.status_code == 200:
                return TOKENS.sub("", answer.content.decode())
        return None


@contextmanager
def taken_back():
    """What is written inside is forgotten."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def write(record, field, value) -> bool:
    """Past every rule but the database's; whether that lets it pass."""
    try:
        with transaction.atomic():
            if field.many_to_many:
                getattr(record, field.name).set(value)
            else:
                type(record)._base_manager.filter(pk=record.pk).update(**{field.attname: value})
    except DatabaseError:
        return False
    return True


def is_changed(record, field) -> bool:
    """Give the field another value, if the database takes one."""
    return any(write(record, field, value) for value in others(field, record))


def others(field, record) -> Iterator:
    """Values that the field does not have, the likeliest first."""
    if field.many_to_many:
        return iter([[] if getattr(record, field.name).exists() else field.related_model.objects.all()[:1]])
    now = getattr(record, field.attname)
    return (value for value in _candidates(field, now) if value != now)


def _candidates(field, now) -> list:
    if isinstance(field, models.ForeignKey):
        return [*field.related_model._base_manager.exclude(pk=now).values_list("pk", flat=True)[:3], None]
    if isinstance(field, CodeSetField):
        return field.options.values
    if field.choices:
        return [value for value, _label in field.flatchoices]
    for kind, candidates in BY_KIND:
        if isinstance(field, kind):
            return candidates(now)
    is_text = isinstance(field, models.CharField | models.TextField)
    return [f"{MARK}{field.name}"[: field.max_length]] if is_text else []


BY_KIND = (
    (models.BooleanField, lambda now: [not now]),
    (models.DateTimeField, lambda now: [(now or timezone.now()) - timedelta(days=days) for days in DAYS]),
    (models.DateField, lambda now: [(now or date(2022, 6, 15)) + timedelta(days=days) for days in DAYS]),
    (models.DecimalField, lambda now: [(now or 0) + Decimal(number) for number in STEPS]),
    (models.JSONField, lambda now: [{**now, name: "7"} for name in list(now or ())[:2]]),
    (models.IntegerField, lambda now: [(now or 0) + number for number in STEPS]),
)


def representations(field, record) -> set[str]:
    """How a page may write the value."""
    value = getattr(record, field.name)
    if field.many_to_many:
        return {str(one) for one in value.all()}
    if value in (None, "") or isinstance(value, dict | list):
        return set()
    if isinstance(value, models.Model):
        return {str(value), *(getattr(value, name, str(value)) for name in ("name", "code"))}
    if isinstance(value, date):
        return {
            value.isoformat(),
            f"{value:%Y-%m}",
            formats.date_format(value),
        }
    if isinstance(value, Decimal):
        return {f"{value:,.2f}", f"{value.normalize():f}"}
    return {str(dict(field.flatchoices).get(value, value))}
