"""How a noun's changes are told and set back: a short declaration of what the model cannot know."""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import field_of, related_model_of
from core.history import Version, history_of
from core.scope import Anyone, ScopedQuerySet, paths_for, permission_of, rows_of, under_paths
from core.texts import Text

C = TypeVar("C", bound="type[Chronicle]")
CHRONICLES: dict[str, "Chronicle"] = {}


def register(chronicle_class: C) -> C:
    """Class decorator: tell what happens to the noun."""
    CHRONICLES[chronicle_class.name] = chronicle_class()
    return chronicle_class


def versioned_models() -> list[type[Model]]:
    """Every model whose versions are kept, also those that no page tells of."""
    return [model for model in apps.get_models() if issubclass(_versions_of(model), Version)]


def _versions_of(model: type[Model]) -> type:
    manager = getattr(model, "history", None)
    return getattr(manager, "model", object)


class Chronicle:
    """One noun. Subclasses name ``name`` (in addresses), ``model`` and what is special.

    A part, such as a milestone, is shown on the page of the record that ``parent_lookups`` lead to; a noun
    without them has a page of its own, by its code. All fields that people edit are shown.
    """

    name = ""
    model: type[Model]
    parent_lookups: tuple[str, ...] = ()
    # Whether the latest changes stand on the parent's page, or only on that of its whole history.
    is_in_panel = True
    # Fields that nobody edits by hand and that are shown all the same, and those never shown.
    extra_fields: tuple[str, ...] = ()
    excluded_fields: tuple[str, ...] = ()
    # What the first version of a part says; by default all fields.
    initial_fields: tuple[str, ...] | None = None
    # Relations to records that whoever reads the version sees too, besides the parents.
    visible_relations: tuple[str, ...] = ()
    # How a field is written where its value is not given out, or is a sign that people do not use.
    formatters: Mapping[str, Callable[[Any], object]] = {}
    # Fields that follow from others; the sentence says from what.
    derived_fields: Mapping[str, Text] = {}
    # Fields that only verbs move; the sentence names the verb.
    verb_fields: Mapping[str, Text] = {}
    # The reasons that the portal itself writes, in words.
    reason_labels: Mapping[str, Text] = {}
    # Lookups to the path of the region by which the record is placed; by default the scope rule's.
    region_lookups: tuple[str, ...] = ()
    removal_refusal: Text = _("A record that was entered is not removed: end or close it instead.")

    def __str__(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    # What is shown

    @cached_property
    def fields(self) -> list[Any]:
        """The fields that are shown, as the history holds them."""
        return [field for field in history_of(self.model).model.tracked_fields if self._is_included(field)]

    def _is_included(self, field: Any) -> bool:
        if field.name in self.excluded_fields or field.primary_key:
            return False
        return field.editable or field.name in (*self.extra_fields, *self.derived_fields, *self.verb_fields)

    def label(self, version: Any) -> str:
        """What tells a part from its sisters: the stage of a milestone."""
        return ""

    def subject(self, version: Any) -> str:
        """Noun and label."""
        label = self.label(version)
        return f"{self} · {label}" if label else str(self)

    def root(self, version: Any) -> Any:
        """The record on whose page the version is shown; None where it is gone."""
        if not self.parent_lookups:
            fields = history_of(self.model).model.tracked_fields
            return self.model(**{field.attname: getattr(version, field.attname) for field in fields})
        steps = next(
            (one for one in self.parent_lookups if getattr(version, f"{one.partition('__')[0]}_id")), ""
        )
        record = version if steps else None
        for step in steps.split("__"):
            record = getattr(record, step, None)
        return record

    @cached_property
    def select_related(self) -> tuple[str, ...]:
        """The relations that versions are read with."""
        related = [field.name for field in self.fields if field.is_relation]
        places = [path.rpartition("__")[0] for path in self.get_region_lookups()]
        return tuple(dict.fromkeys([*related, *filter(None, places), *self.parent_lookups]))

    # Who reads it

    def view_permission(self) -> str:
        return permission_of(self.model, "view")

    def get_queryset(self, user: Anyone) -> ScopedQuerySet[Any]:
        """The records whose history ``user`` may read."""
        return rows_of(self.model).visible_to(user)

    def has_view_permission(self, user: Anyone, record: Any) -> bool:
        """Whether ``user``, who sees the record, may read its history; no query."""
        return True

    def get_region_lookups(self) -> tuple[str, ...]:
        return self.region_lookups or tuple(filter(None, [rows_of(self.model).region_path]))

    def path_of(self, version: Any) -> str | None:
        """The path of the region the record or version belongs to, from loaded relations."""
        for lookup in self.get_region_lookups():
            place = version
            for step in lookup.split("__"):
                place = getattr(place, step, None)
            if place is not None:
                return str(place)
        return None

    def has_permission(self, user: Anyone, action: str, version: Any) -> bool:
        """Whether ``user`` may do ``action`` where the version lies; from loaded relations, no query."""
        rows = rows_of(self.model)
        paths = rows.paths_of(user, action)
        if not rows.region_path:
            return bool(paths)
        path = self.path_of(version)
        return path is not None and path.startswith(paths)

    def versions(self, user: Anyone) -> QuerySet[Any]:
        """The versions that ``user`` may read; those of a removed record where it was."""
        records = self.model._base_manager.filter(pk=OuterRef("id"))
        readable = self.get_queryset(user).order_by().filter(pk=OuterRef("id"))
        paths = paths_for(user, self.view_permission())
        place = Q(pk__in=[])
        for lookup in self.get_region_lookups():
            place |= under_paths(lookup, paths)
        versions: QuerySet[Any] = (
            history_of(self.model).order_by().filter(Exists(readable) | (~Exists(records) & place))
        )
        return versions

    def parent_filter(self, record: Any) -> Q:
        """The condition on versions of this part that belong to ``record``."""
        condition = Q(pk__in=[])
        for lookup in self._lookups_to(type(record)):
            condition |= Q(**{lookup: record.pk})
        return condition

    def parent_fields(self, model: type[Model] | None) -> set[str]:
        """The relations to the record on whose page a part is shown; without one, to its first parent."""
        lookups = self._lookups_to(model) if model else self.parent_lookups[:1]
        return {lookup.partition("__")[0] for lookup in lookups}

    def is_visible_relation(self, field: Any) -> bool:
        """Whether the related record is seen by whoever reads the version."""
        return field.name in {
            *self.visible_relations,
            *(lookup.partition("__")[0] for lookup in self.parent_lookups),
        }

    def _lookups_to(self, model: type[Model]) -> list[str]:
        return [lookup for lookup in self.parent_lookups if self._model_at(lookup) is model]

    def _model_at(self, lookup: str) -> type[Model]:
        model = self.model
        for step in lookup.split("__"):
            model = related_model_of(model, step)
        return model

    def parts(self) -> list["Chronicle"]:
        """The parts that are shown on the page of this noun."""
        return [one for one in CHRONICLES.values() if one._lookups_to(self.model)]

    # What setting back needs

    def changed_attributes(self, version: Any, before: Any) -> list[str]:
        """The attributes that the version changed, but for those that follow from others."""
        return [
            field.attname
            for field in history_of(self.model).model.tracked_fields
            if field.name not in self.derived_fields
            and getattr(version, field.attname) != getattr(before, field.attname)
        ]

    def verb_refusal(self, attributes: Collection[str]) -> Text:
        """The sentence of the verb that moves one of these attributes."""
        for name, sentence in self.verb_fields.items():
            if field_of(self.model, name).attname in attributes:
                return sentence
        return ""

    def revert_action(self, version: Any, before: Any) -> str:
        """The action that whoever sets this change back must be allowed."""
        return "change"

    def objection(self, record: Any, version: Any, before: Any, by: User) -> Text:
        """Why ``by`` cannot have the record as it would be after setting the change back."""
        return ""

    def lock(self, record: Any) -> None:
        """Lock what a rule of the record looks at beside the record itself."""

    def after_revert(self, records: list[Any]) -> None:
        """What follows from the records, after they were set back."""


def chronicle_of(model: type[Model]) -> Chronicle | None:
    """How changes of the noun are told; None where they are not."""
    return next((one for one in CHRONICLES.values() if one.model is model), None)


def is_account(field: Any) -> bool:
    """Whether the field names somebody, who is told only as far as the reader may know."""
    return field.related_model is User
