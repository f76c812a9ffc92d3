"""What the parts of a station cost; and the sums of months, made from the entries there are."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.math
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.models import Count, Sum
from django.db.models.functions import Round, TruncMonth

import core.history
import funding.models.amounts

# Each kind of entry that is summed up, and how it reaches the allocation.
SUMMED = (("Disbursement", "allocation"), ("Expenditure", "disbursement__allocation"))
ROWS_A_WRITE = 2000


def sum_up(apps, schema_editor):
    """The sums of the months of what is posted already; from now on the triggers keep them."""
    sums = apps.get_model("funding", "MonthSum")
    for entry, allocation in SUMMED:
        entries = apps.get_model("funding", entry).objects.order_by()
        groups = entries.annotate(month=TruncMonth("posted_on")).values_list(allocation, "month")
        rows = groups.annotate(yuan=Round(Sum("amount_yuan"), 2), number=Count("pk"))
        sums.objects.bulk_create(
            (
                sums(entry=entry, allocation_id=pk, month=month, sum_yuan=yuan, number=number)
                for pk, month, yuan, number in rows
            ),
            batch_size=ROWS_A_WRITE,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0005_targets"),
        ("stations", "0009_default_fitness_rule"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalUnitCost",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "request_key",
                    models.UUIDField(
                        db_index=True,
                        default=core.history.request_key,
                        editable=False,
                        null=True,
                        verbose_name="request",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="Left empty, the next number is taken.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9][A-Z0-9-]*\\Z", "A code has capital letters, digits and hyphens."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("labour", "staff"),
                            ("venue", "premises, rent and fitting-out"),
                            ("equipment", "equipment"),
                            ("service", "activities and supplies"),
                            ("training", "training"),
                            ("exam_training", "exam training"),
                            ("supervision", "supervision by professionals"),
                            ("assessment", "assessment"),
                            ("publicity", "publicity"),
                            ("volunteer", "volunteer allowances and insurance"),
                            ("admin", "office costs"),
                            ("mgmt_fee", "management fee"),
                            ("tax", "taxes"),
                            ("other", "other use"),
                        ],
                        max_length=20,
                        verbose_name="kind of use",
                    ),
                ),
                (
                    "per",
                    models.CharField(
                        choices=[("once", "once, to build it"), ("year", "each year, to run it")],
                        max_length=5,
                        verbose_name="paid",
                    ),
                ),
                (
                    "amount_yuan",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="amount of one unit (yuan)",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "document",
                    models.CharField(
                        help_text="Where the amount is from: a document or an estimate.",
                        max_length=200,
                        verbose_name="document",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="stations.component",
                        verbose_name="component",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical unit cost",
                "verbose_name_plural": "historical unit costs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MonthSum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.CharField(
                        choices=[("Disbursement", "disbursement"), ("Expenditure", "expenditure")],
                        max_length=12,
                        verbose_name="kind of entry",
                    ),
                ),
                ("month", models.DateField(verbose_name="first day of the month")),
                (
                    "sum_yuan",
                    funding.models.amounts.RunningTotalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        editable=False,
                        max_digits=14,
                        verbose_name="sum (yuan)",
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, verbose_name="number of entries")),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="month_sums",
                        to="funding.allocation",
                        verbose_name="allocation",
                    ),
                ),
            ],
            options={
                "verbose_name": "sum of a month",
                "verbose_name_plural": "sums of months",
                "ordering": ["entry", "month", "allocation"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "allocation", "month"),
                        name="funding_monthsum_once",
                        violation_error_message="An allocation has one sum of a month.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entry__in", ["Disbursement", "Expenditure"])),
                        name="funding_monthsum_entry_known",
                        violation_error_message="Only disbursements and expenditures are summed up by months.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitCost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="Left empty, the next number is taken.",
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9][A-Z0-9-]*\\Z", "A code has capital letters, digits and hyphens."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("labour", "staff"),
                            ("venue", "premises, rent and fitting-out"),
                            ("equipment", "equipment"),
                            ("service", "activities and supplies"),
                            ("training", "training"),
                            ("exam_training", "exam training"),
                            ("supervision", "supervision by professionals"),
                            ("assessment", "assessment"),
                            ("publicity", "publicity"),
                            ("volunteer", "volunteer allowances and insurance"),
                            ("admin", "office costs"),
                            ("mgmt_fee", "management fee"),
                            ("tax", "taxes"),
                            ("other", "other use"),
                        ],
                        max_length=20,
                        verbose_name="kind of use",
                    ),
                ),
                (
                    "per",
                    models.CharField(
                        choices=[("once", "once, to build it"), ("year", "each year, to run it")],
                        max_length=5,
                        verbose_name="paid",
                    ),
                ),
                (
                    "amount_yuan",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="amount of one unit (yuan)",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "document",
                    models.CharField(
                        help_text="Where the amount is from: a document or an estimate.",
                        max_length=200,
                        verbose_name="document",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_costs",
                        to="stations.component",
                        verbose_name="component",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit cost",
                "verbose_name_plural": "unit costs",
                "ordering": ["component__service_model", "component__order", "per", "category", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("component", "category", "per", "valid_from"),
                        name="funding_unitcost_one_a_day",
                        violation_error_message="A cost of this component for this use begins on that day already; change that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_yuan__gt", 0)),
                        name="funding_unitcost_positive",
                        violation_error_message="Enter an amount above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_yuan", django.db.models.functions.math.Round("amount_yuan", 2))
                        ),
                        name="funding_unitcost_whole_cents",
                        violation_error_message="An amount has at most two decimals.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per__in", ["once", "year"])),
                        name="funding_unitcost_per_known",
                        violation_error_message="A cost is paid once or each year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "labour",
                                    "venue",
                                    "equipment",
                                    "service",
                                    "training",
                                    "exam_training",
                                    "supervision",
                                    "assessment",
                                    "publicity",
                                    "volunteer",
                                    "admin",
                                    "mgmt_fee",
                                    "tax",
                                    "other",
                                ],
                            )
                        ),
                        name="funding_unitcost_category_known",
                        violation_error_message="This kind of use is not known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="funding_unitcost_days_in_order",
                        violation_error_message="A cost does not end before it begins.",
                    ),
                ],
            },
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
    ]
