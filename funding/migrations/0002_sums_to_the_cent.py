from decimal import Decimal

import django.db.models.expressions
import django.db.models.functions.math
from django.db import migrations, models


class Migration(migrations.Migration):
    """Sums are compared to the cent: SQLite's binary fractions refused amounts that are allowed."""

    dependencies = [("funding", "0001_tables")]

    operations = [
        migrations.RemoveConstraint(
            model_name="allocation",
            name="funding_allocation_within",
        ),
        migrations.RemoveConstraint(
            model_name="budget",
            name="funding_budget_within",
        ),
        migrations.RemoveConstraint(
            model_name="budget",
            name="funding_budget_shares_whole",
        ),
        migrations.RemoveConstraint(
            model_name="carryover",
            name="funding_carryover_within",
        ),
        migrations.RemoveConstraint(
            model_name="disbursement",
            name="funding_disbursement_within",
        ),
        migrations.RemoveConstraint(
            model_name="expenditure",
            name="funding_expenditure_within",
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("disbursed_yuan__gte", 0),
                        (
                            "disbursed_yuan__lte",
                            django.db.models.functions.math.Round(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("amount_yuan"), "-", models.F("reversed_yuan")
                                        ),
                                        "+",
                                        models.F("adjusted_yuan"),
                                    ),
                                    "-",
                                    models.F("reserved_yuan"),
                                ),
                                2,
                            ),
                        ),
                        ("kind", "posting"),
                        ("reserved_yuan__gte", 0),
                    ),
                    models.Q(
                        models.Q(("kind", "posting"), _negated=True),
                        ("adjusted_yuan", 0),
                        ("disbursed_yuan", 0),
                        ("reserved_yuan", 0),
                    ),
                    _connector="OR",
                ),
                name="funding_allocation_within",
                violation_error_message="More is drawn on the entry than its amount.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("allocated_yuan__gte", 0),
                    (
                        "allocated_yuan__lte",
                        django.db.models.functions.math.Round(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("amount_yuan"), "+", models.F("carried_in_yuan")
                                ),
                                "-",
                                models.F("carried_out_yuan"),
                            ),
                            2,
                        ),
                    ),
                    ("carried_in_yuan__gte", 0),
                    ("carried_out_yuan__gte", 0),
                ),
                name="funding_budget_within",
                violation_error_message="A budget cannot be smaller than what is allocated from it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("city_percent__isnull", True),
                        ("county_percent__isnull", True),
                        ("province_percent__isnull", True),
                        ("township_percent__isnull", True),
                    ),
                    models.Q(
                        ("city_percent__gte", 0),
                        ("city_percent__isnull", False),
                        ("county_percent__gte", 0),
                        ("county_percent__isnull", False),
                        ("province_percent__gte", 0),
                        ("province_percent__isnull", False),
                        ("township_percent__gte", 0),
                        ("township_percent__isnull", False),
                        (
                            "township_percent",
                            django.db.models.functions.math.Round(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.Value(Decimal("100")), "-", models.F("province_percent")
                                        ),
                                        "-",
                                        models.F("city_percent"),
                                    ),
                                    "-",
                                    models.F("county_percent"),
                                ),
                                2,
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="funding_budget_shares_whole",
                violation_error_message="The shares of the levels add up to 100 %%; enter all four (0 where a level gives nothing) or none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "adjusted_yuan__gte",
                            django.db.models.functions.math.Round(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("reversed_yuan"), "-", models.F("amount_yuan")
                                ),
                                2,
                            ),
                        ),
                        ("kind", "posting"),
                    ),
                    models.Q(models.Q(("kind", "posting"), _negated=True), ("adjusted_yuan", 0)),
                    _connector="OR",
                ),
                name="funding_carryover_within",
                violation_error_message="More is drawn on the entry than its amount.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "posting"),
                        ("spent_yuan__gte", 0),
                        (
                            "spent_yuan__lte",
                            django.db.models.functions.math.Round(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("amount_yuan"), "-", models.F("reversed_yuan")
                                    ),
                                    "+",
                                    models.F("adjusted_yuan"),
                                ),
                                2,
                            ),
                        ),
                    ),
                    models.Q(
                        models.Q(("kind", "posting"), _negated=True), ("adjusted_yuan", 0), ("spent_yuan", 0)
                    ),
                    _connector="OR",
                ),
                name="funding_disbursement_within",
                violation_error_message="More is drawn on the entry than its amount.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "adjusted_yuan__gte",
                            django.db.models.functions.math.Round(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("reversed_yuan"), "-", models.F("amount_yuan")
                                ),
                                2,
                            ),
                        ),
                        ("kind", "posting"),
                    ),
                    models.Q(models.Q(("kind", "posting"), _negated=True), ("adjusted_yuan", 0)),
                    _connector="OR",
                ),
                name="funding_expenditure_within",
                violation_error_message="More is drawn on the entry than its amount.",
            ),
        ),
    ]
