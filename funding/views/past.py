"""Pages of one record as it stood at the end of a past day."""

from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import AsOfForm
from core.views import ScopedDetailView
from funding.models.as_of import set_back


class PastDayForm(AsOfForm):
    """The day as of which a record is shown: none on which it did not exist yet."""

    def __init__(self, *args, first: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.first = first
        self.fields["on"].widget.attrs["min"] = first.isoformat()

    def clean_on(self):
        on = super().clean_on()
        if on < self.first:
            raise ValidationError(
                _("It begins on %(day)s; choose that day or a later one.") % {"day": self.first}
            )
        return on


def as_it_stood(record, day: date):
    """The record with its running totals as they stood at the end of the day; one query."""
    return set_back(record, type(record).objects.as_of(day).get(pk=record.pk))


def as_they_stood(rows, day: date) -> list:
    """The rows that were there at the end of the day, with their running totals of then; one query."""
    return [set_back(one) for one in rows.as_of(day)]


if TYPE_CHECKING:
    # What the mixin goes before among the bases.
    DetailPage: TypeAlias = ScopedDetailView
else:
    DetailPage = object


class AsOfDetailMixin(DetailPage):
    """A page of one record as of ``?on=``; without it, as it is now.

    ``day`` is the past day, None for today: nothing can be done to the record on a past day.
    """

    day: date | None = None

    def first_day(self, record) -> date:
        """The first day on which the record was there."""
        return record.in_force_on

    def get_object(self, queryset=None):
        record, today = super().get_object(queryset), timezone.localdate()
        self.form = PastDayForm(self.request.GET, first=self.first_day(record), today=today)
        if not self.form.is_valid() or self.form.cleaned_data["on"] == today:
            return record
        self.day = self.form.cleaned_data["on"]
        return self.set_back(record, self.day)

    def set_back(self, record, day: date):
        """The record as it stood on ``day``."""
        return as_it_stood(record, day)

    def get_context_data(self, **kwargs):
        # What the links to the records beside it keep.
        query = f"?on={self.day}" if self.day else ""
        return super().get_context_data(form=self.form, day=self.day, query=query, **kwargs)

    def render_to_response(self, context, **response_kwargs):
        # The record is shown as it is now, below the sentence about the day.
        if not self.form.is_valid():
            response_kwargs["status"] = HTTPStatus.BAD_REQUEST
        return super().render_to_response(context, **response_kwargs)
