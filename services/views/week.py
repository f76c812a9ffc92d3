"""The week's grid: many services of one station entered at once, all of them or none."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.verbs import add_refusal
from services import actions
from services.forms.record import WeekRowForm
from services.models import ServiceRecord
from services.rules import opening
from services.rules.periods import A_WEEK, days_of, week_of
from services.views.record import StationEntryView

EMPTY_ROWS = 6
MOST_ROWS = 200


class BaseWeekFormSet(BaseModelFormSet):
    """The rows of a week; those entered before are rows of this station and this week."""

    def clean(self):
        if any(row.instance.pk is None for row in self.initial_forms):
            raise ValidationError(_("A row is no longer one of this week; open the page again."))


WeekFormSet = modelformset_factory(
    ServiceRecord,
    form=WeekRowForm,
    formset=BaseWeekFormSet,
    extra=EMPTY_ROWS,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


class WeekView(StationEntryView):
    """The services of a week, ``?week=2022-W20``, as rows: those entered can be corrected, new ones added."""

    template_name = "services/week/page.html"
    title = _("Enter a week")

    @cached_property
    def days(self):
        """The days of the week asked for; an unreadable week is this one."""
        try:
            return days_of(self.request.GET.get("week", ""))
        except ValueError:
            return days_of(week_of(timezone.localdate()))

    def get_form(self, form_class=None):
        records = ServiceRecord.objects.permitted(self.request.user, "change").between(
            self.days[0], self.days[-1]
        )
        records = records.filter(station=self.station).with_version().order_by("served_on", "pk")
        today = timezone.localdate()
        days = [(day.isoformat(), date_format(day, "D m-d")) for day in self.days if day <= today]
        return WeekFormSet(
            self.request.POST or None,
            queryset=records.prefetch_related("groups", "workers").select_related("case", "service_group"),
            form_kwargs={"choices": self.choices, "days": [("", "—"), *days]},
        )

    def form_valid(self, form):
        changed = [row for row in form if row.has_changed()]
        try:
            with transaction.atomic():
                refused = [row for row in changed if not self._keep(row)]
                if refused:
                    raise ValidationError(_("Nothing was saved; mend the marked rows."))
        except ValidationError:
            return self.form_invalid(form)
        message = ngettext("%(count)d row saved.", "%(count)d rows saved.", len(changed)) % {
            "count": len(changed)
        }
        messages.success(self.request, message)
        first = min((row.instance.served_on for row in changed), default=None)
        if first and (early := opening.warning(self.station, first)):
            messages.warning(self.request, early)
        return HttpResponseRedirect(self._address(self.days[0]))

    def _keep(self, row) -> bool:
        """Enter or correct a row; what the action refuses stands beside it."""
        verb = actions.correct_record if row.instance.pk else actions.enter_record
        try:
            with transaction.atomic():
                verb(row.typed_record, by=self.request.user)
        except ValidationError as refusal:
            add_refusal(row, refusal)
            return False
        return True

    def _address(self, day) -> str:
        return f"{reverse('services:week')}?station={self.station.code}&week={week_of(day)}"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = context["form"]
        return context | {
            "rows": rows,
            "week": week_of(self.days[0]),
            "first": self.days[0],
            "last": self.days[-1],
            "before": self._address(self.days[0] - A_WEEK),
            "after": self._address(self.days[0] + A_WEEK),
            "has_errors": rows.is_bound and not rows.is_valid(),
        }
