"""Writing a plan: new and changed records with their history, by blocks."""

from collections.abc import Collection, Sequence

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import Version, history_of
from exchange.importing.blocks import in_blocks
from exchange.importing.drafts import CHANGED, NEW, Draft, Plan
from exchange.importing.numbering import Numbering
from exchange.models import ImportBatch, ImportRow
from exchange.resources import sets
from exchange.resources.resource import Resource

ROWS_A_WRITE = 500


def write(plan: Plan, resource: Resource, batch: ImportBatch, by: User) -> list[ImportRow]:
    """Write what the plan says; returns the rows to keep, so that the batch can be undone."""
    return [
        ImportRow(
            batch=batch,
            number=draft.number,
            label=draft.label,
            action=draft.action,
            differences=draft.differences,
            object_id=draft.record.pk,
            history_id=version.history_id,
            before={name: draft.before[name] for name in draft.written} | draft.sets_before,
        )
        for draft, version in write_records(plan, resource, by, batch.reason)
    ]


def write_records(plan: Plan, resource: Resource, by: User, reason: str) -> list[tuple[Draft, Version]]:
    """Write the records of the plan; returns each draft with the version that the history keeps."""
    written = []
    # A changed record may make room for a new one: an operator that ends, and the one that follows.
    for drafts in in_blocks(plan.by_action(CHANGED)):
        update([draft.record for draft in drafts], {name for draft in drafts for name in draft.written})
        written += _with_versions(resource, drafts, by, reason, is_update=True)
    # What a noun's own rules have posted already (see ``Resource.judge``) is not written again.
    new = [draft for draft in plan.by_action(NEW) if draft.record._state.adding]
    _draw_codes(resource, new)
    for drafts in in_blocks(new):
        resource.model._default_manager.bulk_create(
            [draft.record for draft in drafts], batch_size=ROWS_A_WRITE
        )
        written += _with_versions(resource, drafts, by, reason)
    resource.after_write([draft.record for draft in plan.drafts if draft.action in (NEW, CHANGED)], by)
    return written


def _draw_codes(resource: Resource, new: Sequence[Draft]) -> None:
    """Give those without a code of their own the numbers that are free now, as late as can be."""
    drawn = [draft.record for draft in new if draft.is_numbered]
    if drawn:
        typed = {draft.record.code for draft in new if not draft.is_numbered}
        Numbering(resource.model, typed).give_last(drawn)


def update(records: Sequence[Model], attributes: Collection[str]) -> None:
    """Write these attributes of whole records: one statement for many, by primary key."""
    if not attributes:
        return
    model = type(records[0])
    fields = [each.name for each in model._meta.concrete_fields if each.attname in attributes]
    model._default_manager.bulk_create(
        records,
        batch_size=ROWS_A_WRITE,
        update_conflicts=True,
        unique_fields=[model._meta.pk.name],
        update_fields=fields,
    )


def change(records: Sequence[Model], attributes: Collection[str], by: User, reason: str = "") -> None:
    """Write these attributes of records that follow from what was written, with their versions."""
    if not records:
        return
    model = type(records[0])
    update(records, attributes)
    versions = history_of(model).bulk_history_create(
        records, batch_size=ROWS_A_WRITE, update=True, default_user=by, default_change_reason=reason
    )
    sets.keep(model, versions)


def _with_versions(
    resource: Resource, drafts: list[Draft], by: User, reason: str, *, is_update: bool = False
) -> list[tuple[Draft, Version]]:
    """Write the sets of the records, which exist now, and keep the versions."""
    sets.write(
        resource.model,
        {
            draft.record.pk: {name: sets.keys_of(records) for name, records in draft.sets.items()}
            for draft in drafts
        },
    )
    versions = history_of(resource.model).bulk_history_create(
        [draft.record for draft in drafts],
        batch_size=ROWS_A_WRITE,
        update=is_update,
        default_user=by,
        default_change_reason=reason,
    )
    sets.keep(resource.model, versions)
    return list(zip(drafts, versions, strict=True))


def sentence_for(model: type[Model], error: Exception) -> str:
    """What a database's refusal means, from the name of the constraint in it or the words of a trigger.

    A noun whose table has triggers tells in ``trigger_sentences`` what their words mean.
    """
    for constraint in model._meta.constraints:
        if constraint.name in str(error):
            return str(constraint.get_violation_error_message())
    for words, sentence in getattr(model, "trigger_sentences", {}).items():
        if words in str(error):
            return str(sentence)
    return _("Another record holds the same code or value, or leans on one of these. Check the file again.")
