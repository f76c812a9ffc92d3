"""How a noun's changes are told and set back: a short declaration of what the model cannot know."""

from collections.abc import Callable
from functools import cached_property

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.history import Version
from core.scope import paths_for, permission_of, under_paths

CHRONICLES: dict[str, "Chronicle"] = {}


def register(chronicle_class):
    """Class decorator: tell what happens to the noun."""
    CHRONICLES[chronicle_class.name] = chronicle_class()
    return chronicle_class


def kept_models() -> list:
    """Every model whose versions are kept, also those that no page tells of."""
    return [model for model in apps.get_models() if issubclass(_versions_of(model), Version)]


def _versions_of(model) -> type:
    manager = getattr(model, "history", None)
    return getattr(manager, "model", object)


class Chronicle:
    """One noun. Subclasses name ``name`` (in addresses), ``model`` and what is special.

    A part, such as a milestone, is told on the page of the record that ``owners`` lead to; a noun
    without owners has a page of its own, by its code. All fields that people edit are told.
    """

    name = ""
    model = None
    owners: tuple[str, ...] = ()
    # Whether the latest changes stand on the owner's page, or only on that of its whole history.
    is_in_panel = True
    # Fields that nobody edits by hand and that are told all the same, and those never told.
    told_too: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    # What the first version of a part says; by default all that is told.
    at_first: tuple[str, ...] | None = None
    # Relations to records that whoever reads the version sees too, besides the owners.
    seen_with: tuple[str, ...] = ()
    # How a field is written where its value is not given out, or is a sign that people do not use.
    written: dict[str, Callable] = {}
    # Fields that follow from others; the sentence says from what.
    follows: dict[str, str] = {}
    # Fields that only verbs move; the sentence names the verb.
    by_verbs: dict[str, str] = {}
    # The reasons that the portal itself writes, in words.
    reasons: dict[str, str] = {}
    # Lookups to the path of the region by which the record is placed; by default the scope rule's.
    paths: tuple[str, ...] = ()
    instead_of_removal = _("A record that was entered is not removed: end or close it instead.")

    def __str__(self):
        return capfirst(str(self.model._meta.verbose_name))

    # What is told

    @cached_property
    def fields(self) -> list:
        """The fields that are told, as the history holds them."""
        return [field for field in self.model.history.model.tracked_fields if self._is_told(field)]

    def _is_told(self, field) -> bool:
        if field.name in self.untold or field.primary_key:
            return False
        return field.editable or field.name in (*self.told_too, *self.follows, *self.by_verbs)

    def label(self, version) -> str:
        """What tells a part from its sisters: the stage of a milestone."""
        return ""

    def subject(self, version) -> str:
        """Noun and label."""
        label = self.label(version)
        return f"{self} · {label}" if label else str(self)

    def holder(self, version):
        """The record on whose page the version is told; None where it is gone."""
        if not self.owners:
            fields = self.model.history.model.tracked_fields
            return self.model(**{field.attname: getattr(version, field.attname) for field in fields})
        steps = next((one for one in self.owners if getattr(version, f"{one.partition('__')[0]}_id")), "")
        holder = version if steps else None
        for step in steps.split("__"):
            holder = getattr(holder, step, None)
        return holder

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """The relations that versions are read with."""
        told = [field.name for field in self.fields if field.is_relation]
        places = [path.rpartition("__")[0] for path in self.place_lookups]
        return tuple(dict.fromkeys([*told, *filter(None, places), *self.owners]))

    # Who reads it

    def view_permission(self) -> str:
        return permission_of(self.model, "view")

    def readable(self, user):
        """The records whose history ``user`` may read."""
        return self.model.objects.visible_to(user)

    def is_open(self, user, record) -> bool:
        """Whether ``user``, who sees the record, may read its history; no query."""
        return True

    @property
    def place_lookups(self) -> tuple[str, ...]:
        return self.paths or tuple(filter(None, [self.model.objects.all().region_path]))

    def path_of(self, version) -> str | None:
        """The path of the region the record or version belongs to, from loaded relations."""
        for lookup in self.place_lookups:
            place = version
            for step in lookup.split("__"):
                place = getattr(place, step, None)
            if place is not None:
                return place
        return None

    def may(self, user, action: str, version) -> bool:
        """Whether ``user`` may do ``action`` where the version lies; from loaded relations, no query."""
        rows = self.model.objects.all()
        paths = rows.paths_of(user, action)
        if not rows.region_path:
            return bool(paths)
        path = self.path_of(version)
        return path is not None and path.startswith(paths)

    def versions(self, user):
        """The versions that ``user`` may read; those of a removed record where it was."""
        records = self.model._base_manager.filter(pk=OuterRef("id"))
        readable = self.readable(user).order_by().filter(pk=OuterRef("id"))
        paths = paths_for(user, self.view_permission())
        place = Q(pk__in=[])
        for lookup in self.place_lookups:
            place |= under_paths(lookup, paths)
        return self.model.history.order_by().filter(Exists(readable) | (~Exists(records) & place))

    def of_owner(self, record):
        """The condition on versions of this part that belong to ``record``."""
        condition = Q(pk__in=[])
        for lookup in self._owners_of(type(record)):
            condition |= Q(**{lookup: record.pk})
        return condition

    def fields_to(self, model) -> set[str]:
        """The relations to the record on whose page a part is told; without one, to its first owner."""
        lookups = self._owners_of(model) if model else self.owners[:1]
        return {lookup.partition("__")[0] for lookup in lookups}

    def is_seen_with(self, field) -> bool:
        """Whether the related record is seen by whoever reads the version."""
        return field.name in {*self.seen_with, *(lookup.partition("__")[0] for lookup in self.owners)}

    def _owners_of(self, model) -> list[str]:
        return [lookup for lookup in self.owners if self._model_at(lookup) is model]

    def _model_at(self, lookup):
        model = self.model
        for step in lookup.split("__"):
            model = model._meta.get_field(step).related_model
        return model

    def parts(self) -> list["Chronicle"]:
        """The parts that are told on the page of this noun."""
        return [one for one in CHRONICLES.values() if one._owners_of(self.model)]

    # What setting back needs

    def differing(self, version, before) -> list[str]:
        """The attributes that the version changed, but for those that follow from others."""
        return [
            field.attname
            for field in self.model.history.model.tracked_fields
            if field.name not in self.follows
            and getattr(version, field.attname) != getattr(before, field.attname)
        ]

    def verb_instead(self, attributes) -> str:
        """The sentence of the verb that moves one of these attributes."""
        for name, sentence in self.by_verbs.items():
            if self.model._meta.get_field(name).attname in attributes:
                return sentence
        return ""

    def permission(self, version, before) -> str:
        """The action that whoever sets this change back must be allowed."""
        return "change"

    def objection(self, record, version, before, by) -> str:
        """Why ``by`` cannot have the record as it would be after setting the change back."""
        return ""

    def lock(self, record) -> None:
        """Lock what a rule of the record looks at beside the record itself."""

    def follow_up(self, records) -> None:
        """What follows from the records, after they were set back."""


def chronicle_of(model) -> Chronicle | None:
    """How changes of the noun are told; None where they are not."""
    return next((one for one in CHRONICLES.values() if one.model is model), None)


def is_account(field) -> bool:
    """Whether the field names somebody, who is told only as far as the reader may know."""
    return field.related_model is User
