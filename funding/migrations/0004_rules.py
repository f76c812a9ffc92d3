"""What the database itself refuses from now on, and the rules about lottery money."""

from datetime import date
from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

DOCUMENT = "《彩票公益金管理办法》（财综〔2021〕18号）"
# Code, kind of use, effect, text: for the lottery fund and for what is matched with it.
RULES = (
    (
        "ADMIN",
        "admin",
        "block",
        "彩票公益金不得用于行政事业单位的基本支出（含公务接待、公务用车、因公出国等费用）",
    ),
    ("LABOUR", "labour", "warn", "彩票公益金不得用于行政事业单位人员经费及违规发放工资、津补贴"),
    ("VENUE", "venue", "warn", "彩票公益金不得用于建设楼堂馆所"),
    ("MGMT-FEE", "mgmt_fee", "warn", "彩票公益金不得用于工作经费和营利活动"),
    ("TAX", "tax", "warn", "彩票公益金不得用于营利活动"),
)
SOURCES = (("LOTTERY", "lottery_fund"), ("MATCH", "lottery_match"))
VALID_FROM = date(2021, 6, 1)


def seed(apps, schema_editor):
    """The rules of the lottery fund; the city may change them."""
    rules = apps.get_model("funding", "SpendingRule").objects
    for prefix, source in SOURCES:
        for code, category, effect, text in RULES:
            rules.create(
                code=f"{prefix}-{code}",
                source=source,
                category=category,
                effect=effect,
                text=text,
                document=DOCUMENT,
                valid_from=VALID_FROM,
            )


def unseed(apps, schema_editor):
    """Take the rules away, before their table goes."""
    apps.get_model("funding", "SpendingRule").objects.all().delete()


def refuse_repeated_vouchers(apps, schema_editor):
    """A voucher is entered once per payer from now on; which of two is wrong only its payer knows."""
    expenditures = apps.get_model("funding", "Expenditure").objects.filter(kind="posting", reversed_yuan=0)
    repeated = (
        expenditures.order_by("payer", "voucher_number")
        .values_list("payer", "voucher_number")
        .annotate(times=models.Count("pk"))
        .filter(times__gt=1)
    )
    found = []
    for payer, number, _times in repeated:
        same = expenditures.filter(payer=payer, voucher_number=number).order_by("code")
        found.append(f"{payer} {number}: {', '.join(same.values_list('code', flat=True))}")
    if found:
        raise RuntimeError(
            "Some vouchers are entered more than once by one payer. With the release before, reverse "
            f"those that are wrong and enter them anew by their own number: {'; '.join(found)}. "
            "Nothing was changed."
        )


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0003_chain"),
    ]

    operations = [
        migrations.RunPython(refuse_repeated_vouchers, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adjusts__isnull", True),
                        ("amount_yuan__gt", 0),
                        ("kind", "posting"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("adjusts__isnull", True),
                        ("amount_yuan__lt", 0),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("amount_yuan__gt", 0),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("amount_yuan__lt", 0),
                        ("kind", "refund"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("kind", "transfer"),
                        ("reverses__isnull", True),
                        models.Q(("amount_yuan", 0), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_allocation_sign",
                violation_error_message="An entry is above zero, its reversal below.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reversed_yuan", 0),
                    models.Q(
                        ("adjusted_yuan", 0),
                        ("reversed_yuan", models.F("amount_yuan")),
                        ("reverses__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="funding_allocation_reversed_whole",
                violation_error_message="An entry is reversed as a whole, and a reversal not at all.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "posting"), ("reason", "")),
                    models.Q(
                        models.Q(("kind", "posting"), _negated=True), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="funding_allocation_reason_stated",
                violation_error_message="A reversal, a refund and a transfer state their reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmation", ""), ("warned_of", "")),
                    models.Q(
                        models.Q(("warned_of", ""), _negated=True),
                        models.Q(("confirmation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_allocation_confirmed",
                violation_error_message="What a rule warns of is posted only with a stated reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("posting", "reversal", "refund", "transfer"))),
                name="funding_allocation_kind_known",
                violation_error_message="There is no such entry of this noun.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("disbursed_yuan__gte", 0),
                        (
                            "disbursed_yuan__lte",
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
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("counterpart__isnull", True),
                        models.Q(("amount_yuan__gt", 0), ("kind", "transfer"), _negated=True),
                    ),
                    models.Q(("amount_yuan__gt", 0), ("counterpart__isnull", False), ("kind", "transfer")),
                    _connector="OR",
                ),
                name="funding_allocation_transfer_paired",
                violation_error_message="What a transfer brings names the entry that gives it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("allocated_yuan__gte", 0),
                    (
                        "allocated_yuan__lte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("amount_yuan"), "+", models.F("carried_in_yuan")
                            ),
                            "-",
                            models.F("carried_out_yuan"),
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
                        ),
                    ),
                    _connector="OR",
                ),
                name="funding_budget_shares_whole",
                violation_error_message="The shares of the levels add up to 100 %%; enter all four (0 where a level gives nothing) or none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adjusts__isnull", True),
                        ("amount_yuan__gt", 0),
                        ("kind", "posting"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("adjusts__isnull", True),
                        ("amount_yuan__lt", 0),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("amount_yuan__gt", 0),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("amount_yuan__lt", 0),
                        ("kind", "refund"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("kind", "transfer"),
                        ("reverses__isnull", True),
                        models.Q(("amount_yuan", 0), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_expenditure_sign",
                violation_error_message="An entry is above zero, its reversal below.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reversed_yuan", 0),
                    models.Q(
                        ("adjusted_yuan", 0),
                        ("reversed_yuan", models.F("amount_yuan")),
                        ("reverses__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="funding_expenditure_reversed_whole",
                violation_error_message="An entry is reversed as a whole, and a reversal not at all.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "posting"), ("reason", "")),
                    models.Q(
                        models.Q(("kind", "posting"), _negated=True), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="funding_expenditure_reason_stated",
                violation_error_message="A reversal, a refund and a transfer state their reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmation", ""), ("warned_of", "")),
                    models.Q(
                        models.Q(("warned_of", ""), _negated=True),
                        models.Q(("confirmation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_expenditure_confirmed",
                violation_error_message="What a rule warns of is posted only with a stated reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("posting", "reversal", "refund"))),
                name="funding_expenditure_kind_known",
                violation_error_message="There is no such entry of this noun.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                condition=models.Q(("payer", ""), _negated=True),
                name="funding_expenditure_payer_named",
                violation_error_message="An expenditure names its payer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "posting"), ("reversed_yuan", 0)),
                fields=("payer", "voucher_number"),
                name="funding_expenditure_voucher_once",
                violation_error_message="This payer has an expenditure with this voucher number already. Check the number, or first reverse the other one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "adjusted_yuan__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("reversed_yuan"), "-", models.F("amount_yuan")
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
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adjusts__isnull", True),
                        ("amount_yuan__gt", 0),
                        ("kind", "posting"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("adjusts__isnull", True),
                        ("amount_yuan__lt", 0),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("amount_yuan__gt", 0),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("amount_yuan__lt", 0),
                        ("kind", "refund"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("kind", "transfer"),
                        ("reverses__isnull", True),
                        models.Q(("amount_yuan", 0), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_disbursement_sign",
                violation_error_message="An entry is above zero, its reversal below.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reversed_yuan", 0),
                    models.Q(
                        ("adjusted_yuan", 0),
                        ("reversed_yuan", models.F("amount_yuan")),
                        ("reverses__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="funding_disbursement_reversed_whole",
                violation_error_message="An entry is reversed as a whole, and a reversal not at all.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "posting"), ("reason", "")),
                    models.Q(
                        models.Q(("kind", "posting"), _negated=True), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="funding_disbursement_reason_stated",
                violation_error_message="A reversal, a refund and a transfer state their reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmation", ""), ("warned_of", "")),
                    models.Q(
                        models.Q(("warned_of", ""), _negated=True),
                        models.Q(("confirmation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_disbursement_confirmed",
                violation_error_message="What a rule warns of is posted only with a stated reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("posting", "reversal", "refund"))),
                name="funding_disbursement_kind_known",
                violation_error_message="There is no such entry of this noun.",
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
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("amount_yuan"), "-", models.F("reversed_yuan")
                                ),
                                "+",
                                models.F("adjusted_yuan"),
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
            model_name="spendingrule",
            constraint=models.UniqueConstraint(
                fields=("source", "category", "valid_from"),
                name="funding_spendingrule_one_a_day",
                violation_error_message="A rule for this source and use begins on that day already; change that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("effect__in", ["block", "warn"])),
                name="funding_spendingrule_effect_known",
                violation_error_message="A rule refuses or warns.",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "source__in",
                        [
                            "general_budget",
                            "special_fund",
                            "upper_grant",
                            "gov_purchase",
                            "lottery_fund",
                            "lottery_match",
                            "social_funds",
                            "foundation",
                            "donation",
                            "own_funds",
                        ],
                    )
                ),
                name="funding_spendingrule_source_known",
                violation_error_message="This source of money is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendingrule",
            constraint=models.CheckConstraint(
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
                name="funding_spendingrule_category_known",
                violation_error_message="This kind of use is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="funding_spendingrule_days_in_order",
                violation_error_message="A rule does not end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adjusts__isnull", True),
                        ("amount_yuan__gt", 0),
                        ("kind", "posting"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("adjusts__isnull", True),
                        ("amount_yuan__lt", 0),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("amount_yuan__gt", 0),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("amount_yuan__lt", 0),
                        ("kind", "refund"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("adjusts__isnull", False),
                        ("kind", "transfer"),
                        ("reverses__isnull", True),
                        models.Q(("amount_yuan", 0), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_carryover_sign",
                violation_error_message="An entry is above zero, its reversal below.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan", django.db.models.functions.math.Round("amount_yuan", 2))),
                name="funding_carryover_whole_cents",
                violation_error_message="An amount has at most two decimals.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reversed_yuan", 0),
                    models.Q(
                        ("adjusted_yuan", 0),
                        ("reversed_yuan", models.F("amount_yuan")),
                        ("reverses__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="funding_carryover_reversed_whole",
                violation_error_message="An entry is reversed as a whole, and a reversal not at all.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "posting"), ("reason", "")),
                    models.Q(
                        models.Q(("kind", "posting"), _negated=True), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="funding_carryover_reason_stated",
                violation_error_message="A reversal, a refund and a transfer state their reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmation", ""), ("warned_of", "")),
                    models.Q(
                        models.Q(("warned_of", ""), _negated=True),
                        models.Q(("confirmation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_carryover_confirmed",
                violation_error_message="What a rule warns of is posted only with a stated reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("posting", "reversal"))),
                name="funding_carryover_kind_known",
                violation_error_message="There is no such entry of this noun.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "adjusted_yuan__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("reversed_yuan"), "-", models.F("amount_yuan")
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
            model_name="carryover",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", models.F("target")), _negated=True),
                name="funding_carryover_two_budgets",
                violation_error_message="Money is carried over into another budget.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "posting"), ("reversed_yuan", 0)),
                fields=("origin",),
                name="funding_carryover_once",
                violation_error_message="The rest of this budget is carried over already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "buyer__in",
                        [
                            "civil_affairs",
                            "health",
                            "education",
                            "justice",
                            "women",
                            "disabled",
                            "youth_league",
                            "trade_union",
                            "veterans",
                            "political_legal",
                            "township",
                            "other",
                        ],
                    )
                ),
                name="funding_contract_buyer_known",
                violation_error_message="This department is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "mode__in",
                        ["open_tender", "negotiation", "single_source", "inquiry", "framework", "directed"],
                    )
                ),
                name="funding_contract_mode_known",
                violation_error_message="This mode of procurement is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "in_force", "completed", "terminated"])),
                name="funding_contract_status_known",
                violation_error_message="This status is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan__gt", 0)),
                name="funding_contract_positive",
                violation_error_message="Enter an amount above zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan", django.db.models.functions.math.Round("amount_yuan", 2))),
                name="funding_contract_whole_cents",
                violation_error_message="An amount has at most two decimals.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="funding_contract_days_in_order",
                violation_error_message="The term ends after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_yuan__gte", 0),
                    ("paid_yuan__lte", models.F("staged_yuan")),
                    ("staged_percent__lte", 100),
                    ("staged_yuan__gte", 0),
                    ("staged_yuan__lte", models.F("amount_yuan")),
                ),
                name="funding_contract_within",
                violation_error_message="No more is staged or paid than the contract's amount.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    models.Q(("staged_percent", 100), ("staged_yuan", models.F("amount_yuan"))),
                    _connector="OR",
                ),
                name="funding_contract_staged_whole",
                violation_error_message="The stages of a contract in force add up to 100 %% and to its amount.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("end_reason", ""), ("ended_on__isnull", True), ("status__in", ["draft", "in_force"])
                    ),
                    models.Q(("ended_on__isnull", False), ("status", "completed")),
                    models.Q(
                        ("ended_on__isnull", False),
                        ("status", "terminated"),
                        models.Q(("end_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_contract_end_stated",
                violation_error_message="A contract that ended has its day, one broken off its reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fiscalyearclose",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reopened_on__isnull", True)),
                fields=("region", "year"),
                name="funding_fiscalyearclose_once",
                violation_error_message="This year is closed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fiscalyearclose",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reopen_reason", ""), ("reopened_on__isnull", True)),
                    models.Q(("reopened_on__isnull", False), models.Q(("reopen_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="funding_fiscalyearclose_reopening_stated",
                violation_error_message="A reopening states its reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fiscalyearclose",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 2000), ("year__lte", 2100)),
                name="funding_fiscalyearclose_year_plausible",
                violation_error_message="A budget year lies between 2000 and 2100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentstage",
            constraint=models.UniqueConstraint(
                fields=("contract", "order"),
                name="funding_paymentstage_order_once",
                violation_error_message="The contract has a stage with this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentstage",
            constraint=models.CheckConstraint(
                condition=models.Q(("condition__in", ["signed", "mid_passed", "final_passed"])),
                name="funding_paymentstage_condition_known",
                violation_error_message="This condition is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentstage",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan__gte", 0), ("share_percent__gt", 0)),
                name="funding_paymentstage_positive",
                violation_error_message="Enter a share above zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentstage",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan", django.db.models.functions.math.Round("amount_yuan", 2))),
                name="funding_paymentstage_whole_cents",
                violation_error_message="An amount has at most two decimals.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_yuan", 0),
                    models.Q(
                        ("paid_yuan__gt", 0),
                        ("paid_yuan__lte", models.F("amount_yuan")),
                        ("released_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="funding_paymentstage_within",
                violation_error_message="No more is paid than the amount of a released stage.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evidence", ""), ("released_on__isnull", True)),
                    models.Q(("released_on__isnull", False), models.Q(("evidence", ""), _negated=True)),
                    _connector="OR",
                ),
                name="funding_paymentstage_release_shown",
                violation_error_message="A release says what shows that the condition is met.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["requested", "approved", "refused", "withdrawn", "paid"])),
                name="funding_paymentrequest_status_known",
                violation_error_message="This status is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan__gt", 0)),
                name="funding_paymentrequest_positive",
                violation_error_message="Enter an amount above zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yuan", django.db.models.functions.math.Round("amount_yuan", 2))),
                name="funding_paymentrequest_whole_cents",
                violation_error_message="An amount has at most two decimals.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("payee", ""), _negated=True),
                name="funding_paymentrequest_payee_named",
                violation_error_message="Name the payee or choose an agency.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by__isnull", True),
                        models.Q(("decided_by", models.F("requested_by")), _negated=True),
                        ("status", "withdrawn"),
                        _connector="OR",
                    ),
                    models.Q(
                        ("paid_by__isnull", True),
                        models.Q(
                            models.Q(("paid_by", models.F("requested_by")), _negated=True),
                            models.Q(("paid_by", models.F("decided_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                ),
                name="funding_paymentrequest_three_people",
                violation_error_message="Who requests, who approves and who pays are three people.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by__isnull", True), ("paid_by__isnull", True), ("status", "requested")
                    ),
                    models.Q(
                        ("decided_by__isnull", False),
                        ("decided_on__isnull", False),
                        ("paid_by__isnull", True),
                        ("status", "approved"),
                    ),
                    models.Q(
                        ("decided_on__isnull", False),
                        ("paid_by__isnull", True),
                        ("status__in", ["refused", "withdrawn"]),
                        models.Q(("decision_reason", ""), _negated=True),
                    ),
                    models.Q(
                        ("decided_by__isnull", False),
                        ("decided_on__isnull", False),
                        ("paid_by__isnull", False),
                        ("paid_on__isnull", False),
                        ("status", "paid"),
                    ),
                    _connector="OR",
                ),
                name="funding_paymentrequest_steps_named",
                violation_error_message="Each step names who took it and when; a refusal also why.",
            ),
        ),
        migrations.RunPython(seed, unseed),
    ]
