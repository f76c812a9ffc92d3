"""The tables of published figures and monthly returns, and the day by which returns are due."""

from datetime import date

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history
from core.migrating import CreateModels

NOTE = "默认次月5日前报送，可由市级管理员调整"


def add_rule(apps, schema_editor):
    """Returns are asked for since January 2026, by the fifth of the month that follows."""
    rules = apps.get_model("reports", "ReturnRule").objects
    rules.create(from_month=date(2026, 1, 1), due_day=5, note=NOTE)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("reports", "0001_initial"),
        ("reports", "0002_request_key"),
        ("reports", "0003_monthly_returns"),
    ]

    dependencies = [
        ("regions", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="MonthlyReturn",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(editable=False, max_length=30, unique=True, verbose_name="code")),
                        ("month", models.DateField(help_text="First day of the month.", verbose_name="month")),
                        ("status", models.CharField(choices=[("draft", "draft"), ("submitted", "submitted"), ("returned", "returned"), ("approved", "approved")], default="draft", max_length=10, verbose_name="status")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                        ("comment", models.TextField(blank=True, help_text="What a reader of the figures should know.", max_length=2000, verbose_name="remarks of the county")),
                        ("figures", models.JSONField(blank=True, default=dict, editable=False, verbose_name="frozen figures")),
                        ("figures_on", models.DateField(blank=True, null=True, verbose_name="figures as of")),
                        ("first_submitted_on", models.DateField(blank=True, null=True, verbose_name="first submitted on")),
                        ("submitted_on", models.DateField(blank=True, null=True, verbose_name="submitted on")),
                        ("returned_on", models.DateField(blank=True, null=True, verbose_name="returned on")),
                        ("return_reason", models.CharField(blank=True, max_length=300, verbose_name="reason of the return")),
                        ("times_returned", models.PositiveSmallIntegerField(default=0, verbose_name="times returned")),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                        ("approved_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="approved_returns", to=settings.AUTH_USER_MODEL, verbose_name="approved by")),
                        ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="monthly_returns", to="regions.region", verbose_name="county-level unit")),
                        ("returned_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="returned_returns", to=settings.AUTH_USER_MODEL, verbose_name="returned by")),
                        ("submitted_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="submitted_returns", to=settings.AUTH_USER_MODEL, verbose_name="submitted by")),
                    ],
                    options={
                        "verbose_name": "monthly return",
                        "verbose_name_plural": "monthly returns",
                        "ordering": ["-month", "region__path"],
                        "constraints": [
                            models.UniqueConstraint(fields=("region", "month"), name="reports_monthlyreturn_once", violation_error_message="This unit has a return for this month already."),
                            models.CheckConstraint(condition=models.Q(("month__day", 1)), name="reports_monthlyreturn_first_day", violation_error_message="A month is written as its first day."),
                            models.CheckConstraint(condition=models.Q(("status__in", ["draft", "submitted", "returned", "approved"])), name="reports_monthlyreturn_status_known", violation_error_message="This status is not known."),
                            models.CheckConstraint(condition=models.Q(models.Q(("figures_on__isnull", True), ("first_submitted_on__isnull", True), ("status", "draft"), ("submitted_by__isnull", True), ("submitted_on__isnull", True)), models.Q(models.Q(("status", "draft"), _negated=True), ("figures_on__isnull", False), ("first_submitted_on__isnull", False), ("submitted_by__isnull", False), ("submitted_on__isnull", False)), _connector="OR"), name="reports_monthlyreturn_submitted_by_somebody", violation_error_message="What is no draft names who submitted it, on which day and as of which day, and a draft does not."),
                            models.CheckConstraint(condition=models.Q(models.Q(("status", "returned"), _negated=True), models.Q(("returned_by__isnull", False), ("returned_on__isnull", False), models.Q(("return_reason", ""), _negated=True)), _connector="OR"), name="reports_monthlyreturn_returned_with_reason", violation_error_message="What is returned names who returned it, on which day and why."),
                            models.CheckConstraint(condition=models.Q(models.Q(("approved_by__isnull", False), ("approved_on__isnull", False), ("status", "approved")), models.Q(models.Q(("status", "approved"), _negated=True), ("approved_by__isnull", True), ("approved_on__isnull", True)), _connector="OR"), name="reports_monthlyreturn_approved_by_somebody", violation_error_message="What is approved names who approved it and on which day, and nothing else does."),
                            models.CheckConstraint(condition=models.Q(("approved_by__isnull", True), ("submitted_by__isnull", True), models.Q(("approved_by", models.F("submitted_by")), _negated=True), _connector="OR"), name="reports_monthlyreturn_four_eyes", violation_error_message="Whoever submitted it cannot approve it."),
                            models.CheckConstraint(condition=models.Q(models.Q(("figures_on__isnull", True), ("figures_on__gte", models.F("month")), _connector="OR"), models.Q(("submitted_on__isnull", True), ("submitted_on__gte", models.F("figures_on")), _connector="OR"), models.Q(("approved_on__isnull", True), ("approved_on__gte", models.F("submitted_on")), _connector="OR")), name="reports_monthlyreturn_days_in_order", violation_error_message="A return is submitted at the end of its month and approved after that."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedFigure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("indicator", models.CharField(help_text="Code of the indicator, as in the catalogue.", max_length=60, verbose_name="indicator")),
                        ("value", models.DecimalField(decimal_places=4, help_text="Shares as 0.415, money in yuan.", max_digits=18, verbose_name="value")),
                        ("as_of", models.DateField(help_text="The day the figure speaks of.", verbose_name="as of")),
                        ("source", models.CharField(help_text="Who published it, where and when.", max_length=200, verbose_name="source")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="published_figures", to="regions.region", verbose_name="region")),
                    ],
                    options={
                        "verbose_name": "published figure",
                        "verbose_name_plural": "published figures",
                        "ordering": ["as_of", "indicator", "region__path"],
                        "constraints": [
                            models.UniqueConstraint(fields=("indicator", "region", "as_of", "source"), name="reports_publishedfigure_once", violation_error_message="This source's figure for this region and day is already here."),
                            models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="reports_publishedfigure_not_negative", violation_error_message="A published figure cannot be negative."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("from_month", models.DateField(help_text="First day of the first month it holds for.", unique=True, verbose_name="from the month")),
                        ("due_day", models.PositiveSmallIntegerField(default=5, help_text="Day of the following month, 1 to 28.", verbose_name="due day")),
                        ("note", models.CharField(blank=True, help_text="Where the rule comes from.", max_length=200, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "deadline of monthly returns",
                        "verbose_name_plural": "deadlines of monthly returns",
                        "ordering": ["from_month"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("due_day__gte", 1), ("due_day__lte", 28)), name="reports_returnrule_day_of_month", violation_error_message="The due day is a day that every month has: 1 to 28."),
                            models.CheckConstraint(condition=models.Q(("from_month__day", 1)), name="reports_returnrule_from_first_day", violation_error_message="A month is written as its first day."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalMonthlyReturn",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("code", models.CharField(db_index=True, editable=False, max_length=30, verbose_name="code")),
                        ("month", models.DateField(help_text="First day of the month.", verbose_name="month")),
                        ("status", models.CharField(choices=[("draft", "draft"), ("submitted", "submitted"), ("returned", "returned"), ("approved", "approved")], default="draft", max_length=10, verbose_name="status")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                        ("comment", models.TextField(blank=True, help_text="What a reader of the figures should know.", max_length=2000, verbose_name="remarks of the county")),
                        ("figures", models.JSONField(blank=True, default=dict, editable=False, verbose_name="frozen figures")),
                        ("figures_on", models.DateField(blank=True, null=True, verbose_name="figures as of")),
                        ("first_submitted_on", models.DateField(blank=True, null=True, verbose_name="first submitted on")),
                        ("submitted_on", models.DateField(blank=True, null=True, verbose_name="submitted on")),
                        ("returned_on", models.DateField(blank=True, null=True, verbose_name="returned on")),
                        ("return_reason", models.CharField(blank=True, max_length=300, verbose_name="reason of the return")),
                        ("times_returned", models.PositiveSmallIntegerField(default=0, verbose_name="times returned")),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("approved_by", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="approved by")),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("region", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="county-level unit")),
                        ("returned_by", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="returned by")),
                        ("submitted_by", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="submitted by")),
                    ],
                    options={
                        "verbose_name": "historical monthly return",
                        "verbose_name_plural": "historical monthly returns",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPublishedFigure",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("indicator", models.CharField(help_text="Code of the indicator, as in the catalogue.", max_length=60, verbose_name="indicator")),
                        ("value", models.DecimalField(decimal_places=4, help_text="Shares as 0.415, money in yuan.", max_digits=18, verbose_name="value")),
                        ("as_of", models.DateField(help_text="The day the figure speaks of.", verbose_name="as of")),
                        ("source", models.CharField(help_text="Who published it, where and when.", max_length=200, verbose_name="source")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("region", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="region")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                    ],
                    options={
                        "verbose_name": "historical published figure",
                        "verbose_name_plural": "historical published figures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReturnRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("from_month", models.DateField(db_index=True, help_text="First day of the first month it holds for.", verbose_name="from the month")),
                        ("due_day", models.PositiveSmallIntegerField(default=5, help_text="Day of the following month, 1 to 28.", verbose_name="due day")),
                        ("note", models.CharField(blank=True, help_text="Where the rule comes from.", max_length=200, verbose_name="note")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "verbose_name": "historical deadline of monthly returns",
                        "verbose_name_plural": "historical deadlines of monthly returns",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
        migrations.RunPython(add_rule, migrations.RunPython.noop),
    ]
