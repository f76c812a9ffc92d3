"""Lists about personal data: the file of people with their numbers, and the access log."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, NumberColumn, PortalTable
from core.texts import Text
from personnel.actions.data_access import clear_numbers
from personnel.models import PersonalDataAccess
from personnel.rules.disclosure import audience_of, can_reveal, is_shown
from personnel.tables.social_worker import SocialWorkerTable

KIND_TONES = {
    PersonalDataAccess.Kind.REVEAL: "orange",
    PersonalDataAccess.Kind.CLEAR_EXPORT: "red",
    PersonalDataAccess.Kind.MASKED_EXPORT: "blue",
}


class WorkerFileTable(SocialWorkerTable):
    """The list of people as a file: ID and mobile numbers as the table of disclosure allows.

    With ``is_clear`` those that ``reader`` may reveal stand in clear; the log has been written then.
    """

    id_number = tables.Column(verbose_name=_("ID number"), empty_values=(), orderable=False)
    phone = tables.Column(verbose_name=_("Mobile number"), empty_values=(), orderable=False)

    class Meta(SocialWorkerTable.Meta):
        fields = [*SocialWorkerTable.Meta.fields, "id_number", "phone"]

    def __init__(self, *args, reader, is_clear, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.is_clear = is_clear

    def value_id_number(self, record):
        return self._number(record, "id_number")

    def value_phone(self, record):
        return self._number(record, "phone")

    def _number(self, record, field):
        audience = audience_of(self.reader, record)
        if not is_shown(field, audience):
            return ""
        if self.is_clear and can_reveal(field, audience):
            return "".join(clear_numbers(record, field))
        return getattr(record, f"{field}_masked")


class AccessTable(PortalTable):
    """The access log, the latest first."""

    empty_text: Text = _("Nobody saw numbers in clear or took a list of people away.")
    accessed_at = tables.DateTimeColumn()
    by = tables.Column(order_by=("by__username",))
    kind = BadgeColumn(tones=KIND_TONES)
    worker = tables.Column(linkify=True, order_by=("worker__code",))
    persons = NumberColumn()
    region = tables.Column(accessor="region__name", verbose_name=_("Region"), order_by=("region__path",))

    class Meta(PortalTable.Meta):
        model = PersonalDataAccess
        fields = ["accessed_at", "by", "kind", "field", "worker", "persons", "region", "reason", "address"]
