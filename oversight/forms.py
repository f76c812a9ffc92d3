"""Forms of checks, findings, rectifications, draws and of the judgement of patterns."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.asking import DAY_BOUNDS
from core.forms import DayField, VersionedModelForm, WholeModelForm, model_choice_field
from core.scope import paths_for
from exchange.forms.files import FilesField
from funding.models import Allocation, Contract, Expenditure
from oversight.models import Draw, Finding, Inspection, PatternRule
from oversight.patterns import PATTERNS
from oversight.rules.draw_sources import SOURCES
from oversight.rules.owners import owners_for
from personnel.models import TrainingCourse
from regions.models import Region
from stations.models import Agency, Station


def regions_of(user, permission: str):
    """Regions in which ``user`` holds the permission, down to the township."""
    regions = Region.objects.current().in_paths(paths_for(user, permission))
    return regions.exclude(level=Region.Level.COMMUNITY).order_by("path")


class InspectionForm(VersionedModelForm):
    """A check: where, what, when, by whom and on what basis."""

    starts_on = DayField(label=_("First day of the check"))
    ends_on = DayField(label=_("Last day of the check"))

    class Meta:
        model = Inspection
        fields = ["name", "region", "kind", "subject", "starts_on", "ends_on", "inspectors", "document"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        model_choice_field(self, "region").queryset = regions_of(user, "oversight.add_inspection")


class ByCodeField(forms.ModelChoiceField):
    """A record that is typed by its code, because there are too many to choose from."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(to_field_name="code", required=False, help_text=_("Its code."), **kwargs)

    def prepare_value(self, value):
        """The code of the record that is kept; what somebody typed stands as it was typed."""
        if not isinstance(value, int):
            return value
        return cast("QuerySet[Any]", self.queryset).filter(pk=value).values_list("code", flat=True).first()


class FindingForm(VersionedModelForm):
    """A finding: where, about what, against which rule, whose and by when."""

    found_on = DayField(label=_("Found on"))
    due_on = DayField(label=_("To be rectified by"))

    class Meta:
        model = Finding
        fields = [
            "name",
            "inspection",
            "region",
            "station",
            "agency",
            "contract",
            "allocation",
            "expenditure",
            "course",
            "severity",
            "text",
            "rule",
            "document",
            "amount_yuan",
            "found_on",
            "owner_level",
            "owner_unit",
            "owner_account",
            "due_on",
        ]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    station = ByCodeField(label=_("Station"), queryset=Station.objects.none())
    agency = ByCodeField(label=_("Agency"), queryset=Agency.objects.none())
    contract = ByCodeField(label=_("Contract"), queryset=Contract.objects.none())
    allocation = ByCodeField(label=_("Allocation"), queryset=Allocation.objects.none())
    expenditure = ByCodeField(label=_("Expenditure"), queryset=Expenditure.objects.none())
    course = ByCodeField(label=_("Training course"), queryset=TrainingCourse.objects.none())

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("station", "agency", "contract", "allocation", "expenditure", "course"):
            field: Any = self.fields[name]
            field.queryset = field.queryset.model.objects.visible_to(user)
        model_choice_field(self, "region").queryset = regions_of(user, "oversight.add_finding")
        inspections = Inspection.objects.visible_to(user).exclude(status=Inspection.Status.PLANNED)
        model_choice_field(self, "inspection").queryset = inspections
        model_choice_field(self, "owner_account").queryset = owners_for(user).order_by("username")


class RectifyForm(forms.Form):
    """What was done, when, and what shows it."""

    done_on = DayField(label=_("Rectified on"))
    text = forms.CharField(
        label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    # A field declared on a form is no attribute of it.
    files = FilesField(  # type: ignore[assignment]
        label=_("Files that show it"),
        allow_empty_file=True,
        help_text=_(
            "PDF, PNG, JPEG, WebP, Word or Excel, 20 MB at most; "
            "place and device are removed from photographs."
        ),
        error_messages={"required": _("Choose at least one file.")},
    )


class VerifyForm(forms.Form):
    """When it was seen to be mended."""

    on = DayField(label=_("Day"))
    comment = forms.CharField(label=_("Comment"), max_length=300, required=False)


class ReturnForm(forms.Form):
    """What is missing."""

    on = DayField(label=_("Day"))
    reason = forms.CharField(label=_("What is missing"), max_length=300)


class StartForm(forms.Form):
    """The first day."""

    on = DayField(label=_("Day"))


class ConcludeForm(forms.Form):
    """What came of it."""

    on = DayField(label=_("Day"))
    summary = forms.CharField(
        label=_("Result of the check"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class FineForm(forms.Form):
    """Why nothing is wrong."""

    reason = forms.CharField(
        label=_("Nothing is wrong, because"),
        max_length=300,
        help_text=_("What you looked at and what it showed; it is kept, and the rows are not listed again."),
    )


class WithdrawForm(forms.Form):
    """Why somebody looks again."""

    reason = forms.CharField(
        label=_("Why it is looked at again"),
        max_length=100,
        help_text=_("The history keeps it; the rows are listed again."),
    )


class RuleForm(VersionedModelForm):
    """The thresholds of a pattern, one number each, with their source."""

    class Meta:
        model = PatternRule
        fields = ["explanation", "source", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.thresholds = PATTERNS[self.instance.code].thresholds
        for one in self.thresholds:
            self.fields[one.name] = forms.DecimalField(
                label=one.label,
                min_value=Decimal("0.01"),
                max_digits=14,
                decimal_places=2,
                initial=self.instance.thresholds.get(one.name, one.default),
            )
        names = [one.name for one in self.thresholds]
        self.order_fields([*names, "explanation", "source", "is_active"])

    def clean(self):
        super().clean()
        given = {one.name: self.cleaned_data.get(one.name) for one in self.thresholds}
        self.instance.thresholds = {name: str(value) for name, value in given.items() if value}


class PeriodForm(forms.Form):
    """Where and when the patterns are looked for."""

    first = DayField(label=_("From"), validators=DAY_BOUNDS)
    last = DayField(label=_("Until"), validators=DAY_BOUNDS)

    def clean(self):
        super().clean()
        first, last = (self.cleaned_data.get(name) for name in ("first", "last"))
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))


class DrawForm(WholeModelForm):
    """What is drawn, of which region and quarter, and how many: by number or by share."""

    source = forms.ChoiceField(label=_("What is drawn"))
    quarter = forms.TypedChoiceField(
        label=_("Quarter"), coerce=int, choices=[(one, one) for one in range(1, 5)]
    )
    size = forms.IntegerField(
        label=_("Size of the sample"),
        min_value=1,
        required=False,
        help_text=_("At least one of each county is drawn, so it may become more."),
    )
    share_percent = forms.DecimalField(
        label=_("Or its share (%)"), min_value=Decimal(1), max_value=Decimal(100), required=False
    )
    # The digest of the population that was looked at.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = Draw
        fields = ["region", "year", "quarter", "source", "size", "reason"]

    field_order = ["region", "year", "quarter", "source", "size", "share_percent", "reason", "seen"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        model_choice_field(self, "region").queryset = regions_of(user, "oversight.add_draw")
        cast("forms.ChoiceField", self.fields["source"]).choices = [
            (one.name, one.label) for one in SOURCES.values()
        ]

    def clean(self):
        super().clean()
        if bool(self.cleaned_data.get("size")) == bool(self.cleaned_data.get("share_percent")):
            self.add_error("size", _("Say how many are drawn, by number or by share: one of the two."))


class VisitForm(forms.Form):
    """When somebody goes and looks, and who."""

    starts_on = DayField(label=_("First day of the check"))
    ends_on = DayField(label=_("Last day of the check"))
    inspectors = forms.CharField(label=_("Checked by"), max_length=200)


class CloseDrawForm(forms.Form):
    """What came of the draw."""

    on = DayField(label=_("Day"))
    note = forms.CharField(
        label=_("What came of it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
