"""The tables of inspections and findings, and the rules of unusual patterns: a beginning, for the city to set."""

import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history
import stations.models.evidence
from core.migrating import CreateModels

SOURCE = "门户初始值，待市级管理员按本地限额标准核定"

RULES = (
    (
        "round-sums",
        "年底整数支出",
        {"step_yuan": "1000", "least_yuan": "5000", "days": "31"},
        "年底集中列支整数金额，可能是为花完预算而支出，应核对合同、验收和发票。",
    ),
    (
        "split-payments",
        "疑似拆分支付",
        {"limit_yuan": "10000", "near_percent": "90", "payments": "2", "days": "15"},
        "短期内向同一收款方多次支付略低于限额的款项，可能是为规避采购或集体决策限额而拆分。",
    ),
    (
        "duplicates",
        "疑似重复支付",
        {"least_yuan": "500"},
        "同日向同一收款方支付相同金额，可能是同一票据重复报销，应核对票据。",
    ),
    (
        "shared-payee",
        "同一收款方涉及多个站点",
        {"stations": "10", "least_yuan": "20000"},
        "多个社工站向同一收款方付款，可能是集中采购，也可能存在利益关联，应核对采购程序。",
    ),
    (
        "exam-training",
        "考前培训支出占比过高",
        {"share_percent": "30"},
        "研究指出经费过多用于考前培训，挤占站点建设和服务。",
    ),
    (
        "outside-term",
        "合同期外支出",
        {"least_yuan": "1"},
        "合同生效前或期满后发生的支出，应说明依据。",
    ),
    (
        "year-end",
        "年底突击支出",
        {"days": "10", "share_percent": "50", "least_yuan": "3000"},
        "一笔下达资金的支出大部分发生在年底最后几天，可能是突击花钱。",
    ),
)


def add_rules(apps, schema_editor):
    """Write the rules that are not there yet."""
    rules = apps.get_model("oversight", "PatternRule")
    for order, (code, name, thresholds, explanation) in enumerate(RULES, start=1):
        values = {"name": name, "thresholds": thresholds, "explanation": explanation, "source": SOURCE}
        rules.objects.get_or_create(code=code, defaults=values | {"order": order})


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("oversight", "0001_initial"),
        ("oversight", "0002_rules"),
    ]

    dependencies = [
        ("funding", "0001_tables"),
        ("personnel", "0001_tables"),
        ("regions", "0001_tables"),
        ("stations", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(blank=True, help_text="Given by the portal if left empty.", max_length=40, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("kind", models.CharField(choices=[("routine", "routine check"), ("special", "special check"), ("audit", "audit")], default="routine", max_length=10, verbose_name="kind of check")),
                        ("subject", models.CharField(help_text="Which money, years, stations or agencies.", max_length=300, verbose_name="what is checked")),
                        ("starts_on", models.DateField(verbose_name="first day of the check")),
                        ("ends_on", models.DateField(verbose_name="last day of the check")),
                        ("inspectors", models.CharField(help_text="The unit and the people who go, as the notice names them.", max_length=200, verbose_name="checked by")),
                        ("document", models.CharField(help_text="The document or plan that orders the check.", max_length=120, verbose_name="basis")),
                        ("status", models.CharField(choices=[("planned", "planned"), ("running", "under way"), ("concluded", "concluded")], default="planned", editable=False, max_length=10, verbose_name="status")),
                        ("concluded_on", models.DateField(blank=True, editable=False, null=True, verbose_name="concluded on")),
                        ("summary", models.CharField(blank=True, editable=False, max_length=500, verbose_name="result of the check")),
                        ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="inspections", to="regions.region", verbose_name="region checked")),
                    ],
                    options={
                        "verbose_name": "supervisory check",
                        "verbose_name_plural": "supervisory checks",
                        "ordering": ["-starts_on", "-code"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("kind__in", ["routine", "special", "audit"])), name="oversight_inspection_kind_known", violation_error_message="This kind of check is not known."),
                            models.CheckConstraint(condition=models.Q(("status__in", ["planned", "running", "concluded"])), name="oversight_inspection_status_known", violation_error_message="This status is not known."),
                            models.CheckConstraint(condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="oversight_inspection_days_in_order", violation_error_message="A check does not end before it begins."),
                            models.CheckConstraint(condition=models.Q(models.Q(("concluded_on__gte", models.F("starts_on")), ("concluded_on__isnull", False), ("status", "concluded"), models.Q(("summary", ""), _negated=True)), models.Q(models.Q(("status", "concluded"), _negated=True), ("concluded_on__isnull", True), ("summary", "")), _connector="OR"), name="oversight_inspection_concluded_whole", violation_error_message="A concluded check has its day, not before the first one, and its result; no other has."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(blank=True, help_text="Given by the portal if left empty.", max_length=40, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=120, verbose_name="in short")),
                        ("severity", models.CharField(choices=[("minor", "minor"), ("serious", "serious"), ("grave", "grave")], default="minor", max_length=10, verbose_name="severity")),
                        ("text", models.TextField(max_length=2000, verbose_name="what was found")),
                        ("rule", models.CharField(max_length=200, verbose_name="rule that is broken")),
                        ("document", models.CharField(max_length=120, verbose_name="document of the rule")),
                        ("amount_yuan", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount concerned (yuan)")),
                        ("found_on", models.DateField(verbose_name="found on")),
                        ("owner_level", models.CharField(choices=[("city", "city"), ("county", "county"), ("township", "township"), ("agency", "agency")], max_length=10, verbose_name="level that rectifies")),
                        ("owner_unit", models.CharField(blank=True, help_text="A unit or an account, or both.", max_length=100, verbose_name="unit that rectifies")),
                        ("due_on", models.DateField(db_index=True, verbose_name="to be rectified by")),
                        ("status", models.CharField(choices=[("open", "to be rectified"), ("reported", "rectification reported"), ("returned", "returned"), ("closed", "verified and closed")], db_index=True, default="open", editable=False, max_length=10, verbose_name="status")),
                        ("rectified_on", models.DateField(blank=True, editable=False, null=True, verbose_name="rectified on")),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="verified on")),
                        ("agency", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="stations.agency", verbose_name="agency")),
                        ("allocation", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="funding.allocation", verbose_name="allocation")),
                        ("contract", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="funding.contract", verbose_name="contract")),
                        ("course", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="personnel.trainingcourse", verbose_name="training course")),
                        ("expenditure", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="funding.expenditure", verbose_name="expenditure")),
                        ("found_by", models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings_made", to=settings.AUTH_USER_MODEL, verbose_name="found by")),
                        ("owner_account", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings_owned", to=settings.AUTH_USER_MODEL, verbose_name="account that rectifies")),
                        ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="regions.region", verbose_name="region")),
                        ("station", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="stations.station", verbose_name="station")),
                        ("verified_by", models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings_verified", to=settings.AUTH_USER_MODEL, verbose_name="verified by")),
                        ("inspection", models.ForeignKey(blank=True, help_text="Left empty for a finding that no check led to.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="oversight.inspection", verbose_name="supervisory check")),
                    ],
                    options={
                        "verbose_name": "finding",
                        "verbose_name_plural": "findings",
                        "ordering": ["due_on", "code"],
                        "indexes": [
                            models.Index(fields=["region", "found_on"], name="oversight_finding_region_day"),
                        ],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("severity__in", ["minor", "serious", "grave"])), name="oversight_finding_severity_known", violation_error_message="This severity is not known."),
                            models.CheckConstraint(condition=models.Q(("owner_level__in", ["city", "county", "township", "agency"])), name="oversight_finding_level_known", violation_error_message="This level is not known."),
                            models.CheckConstraint(condition=models.Q(("status__in", ["open", "reported", "returned", "closed"])), name="oversight_finding_status_known", violation_error_message="This status is not known."),
                            models.CheckConstraint(condition=models.Q(models.Q(("owner_unit", ""), _negated=True), ("owner_account__isnull", False), _connector="OR"), name="oversight_finding_owner_named", violation_error_message="Name the unit or the account that rectifies."),
                            models.CheckConstraint(condition=models.Q(("due_on__gte", models.F("found_on"))), name="oversight_finding_due_after_found", violation_error_message="A finding is to be rectified after it was found."),
                            models.CheckConstraint(condition=models.Q(("amount_yuan__isnull", True), ("amount_yuan__gt", 0), _connector="OR"), name="oversight_finding_amount", violation_error_message="The amount concerned is above zero."),
                            models.CheckConstraint(condition=models.Q(models.Q(("rectified_on__gte", models.F("found_on")), ("rectified_on__isnull", False), ("status__in", ["reported", "closed"])), models.Q(("rectified_on__isnull", True), ("status__in", ["open", "returned"])), _connector="OR"), name="oversight_finding_rectified_on_a_day", violation_error_message="What is rectified has its day after the finding; nothing else has."),
                            models.CheckConstraint(condition=models.Q(models.Q(("closed_on__gte", models.F("rectified_on")), ("closed_on__isnull", False), ("status", "closed"), ("verified_by__isnull", False)), models.Q(models.Q(("status", "closed"), _negated=True), ("closed_on__isnull", True), ("verified_by__isnull", True)), _connector="OR"), name="oversight_finding_closed_whole", violation_error_message="A closed finding names who verified it, and when, after it was rectified; no other does."),
                            models.CheckConstraint(condition=models.Q(("verified_by__isnull", True), ("owner_account__isnull", True), models.Q(("verified_by", models.F("owner_account")), _negated=True), _connector="OR"), name="oversight_finding_verified_by_another", violation_error_message="Whoever rectifies a finding does not verify it."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PatternRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("thresholds", models.JSONField(default=dict, verbose_name="thresholds")),
                        ("explanation", models.CharField(help_text="For those who judge what is listed.", max_length=300, verbose_name="why it is looked at")),
                        ("source", models.CharField(help_text="The document, or who decided them.", max_length=200, verbose_name="source of the thresholds")),
                        ("is_active", models.BooleanField(default=True, verbose_name="looked for")),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                    ],
                    options={
                        "verbose_name": "rule of unusual patterns",
                        "verbose_name_plural": "rules of unusual patterns",
                        "ordering": ["order", "code"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("source", ""), _negated=True), name="oversight_patternrule_source_named", violation_error_message="Name the source of the thresholds."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Judgement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                        ("listed", models.CharField(max_length=500, verbose_name="what was listed")),
                        ("verdict", models.CharField(choices=[("fine", "nothing wrong"), ("finding", "became a finding")], max_length=10, verbose_name="verdict")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("judged_on", models.DateField(verbose_name="judged on")),
                        ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on")),
                        ("finding", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="oversight.finding", verbose_name="finding")),
                        ("judged_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to=settings.AUTH_USER_MODEL, verbose_name="judged by")),
                        ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="regions.region", verbose_name="region")),
                        ("rule", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="oversight.patternrule", verbose_name="pattern")),
                    ],
                    options={
                        "verbose_name": "judgement of a pattern",
                        "verbose_name_plural": "judgements of patterns",
                        "ordering": ["-judged_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("withdrawn_on__isnull", True)), fields=("rule", "fingerprint"), name="oversight_judgement_once", violation_error_message="Somebody has judged these rows already."),
                            models.CheckConstraint(condition=models.Q(("verdict__in", ["fine", "finding"])), name="oversight_judgement_verdict_known", violation_error_message="This verdict is not known."),
                            models.CheckConstraint(condition=models.Q(models.Q(("finding__isnull", True), ("verdict", "fine"), models.Q(("reason", ""), _negated=True)), models.Q(("finding__isnull", False), ("verdict", "finding")), _connector="OR"), name="oversight_judgement_grounds", violation_error_message="Where nothing is wrong, say why; else name the finding."),
                            models.CheckConstraint(condition=models.Q(("withdrawn_on__isnull", True), models.Q(("verdict", "fine"), ("withdrawn_on__gte", models.F("judged_on"))), _connector="OR"), name="oversight_judgement_withdrawn_after", violation_error_message="Only a judgement that nothing is wrong is withdrawn, and not before it was made."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rectification",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("done_on", models.DateField(verbose_name="rectified on")),
                        ("text", models.TextField(max_length=2000, verbose_name="what was done")),
                        ("reported_on", models.DateField(editable=False, verbose_name="reported on")),
                        ("verdict", models.CharField(blank=True, choices=[("verified", "verified"), ("returned", "returned")], editable=False, max_length=10, verbose_name="verdict")),
                        ("decided_on", models.DateField(blank=True, editable=False, null=True, verbose_name="decided on")),
                        ("reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="comment or reason")),
                        ("decided_by", models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="rectifications_decided", to=settings.AUTH_USER_MODEL, verbose_name="decided by")),
                        ("finding", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rectifications", to="oversight.finding", verbose_name="finding")),
                        ("reported_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="rectifications_reported", to=settings.AUTH_USER_MODEL, verbose_name="reported by")),
                    ],
                    options={
                        "verbose_name": "rectification",
                        "verbose_name_plural": "rectifications",
                        "ordering": ["finding", "-reported_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("verdict", "")), fields=("finding",), name="oversight_rectification_one_undecided", violation_error_message="A rectification of this finding waits to be verified already."),
                            models.CheckConstraint(condition=models.Q(("verdict__in", ["", "verified", "returned"])), name="oversight_rectification_verdict_known", violation_error_message="This verdict is not known."),
                            models.CheckConstraint(condition=models.Q(("reported_on__gte", models.F("done_on"))), name="oversight_rectification_reported_after_done", violation_error_message="What is reported has been done before."),
                            models.CheckConstraint(condition=models.Q(models.Q(("decided_by__isnull", True), ("decided_on__isnull", True), ("reason", ""), ("verdict", "")), models.Q(models.Q(("verdict", ""), _negated=True), ("decided_by__isnull", False), ("decided_on__gte", models.F("reported_on"))), _connector="OR"), name="oversight_rectification_decided_whole", violation_error_message="A verdict names who gave it and when, after the report."),
                            models.CheckConstraint(condition=models.Q(("decided_by__isnull", True), models.Q(("decided_by", models.F("reported_by")), _negated=True), _connector="OR"), name="oversight_rectification_decided_by_another", violation_error_message="Whoever reports a rectification does not decide about it."),
                            models.CheckConstraint(condition=models.Q(models.Q(("verdict", "returned"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"), name="oversight_rectification_returned_with_reason", violation_error_message="A rectification is returned with a reason."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RectificationFile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="code")),
                        ("title", models.CharField(max_length=100, verbose_name="title")),
                        ("content_type", models.CharField(editable=False, max_length=100, verbose_name="content type")),
                        ("size_bytes", models.PositiveIntegerField(editable=False, verbose_name="size (bytes)")),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded at")),
                        ("file", models.FileField(help_text="PDF, PNG, JPEG, WebP, Word or Excel, 20 MB at most.", upload_to=stations.models.evidence.stored_name, verbose_name="file")),
                        ("thumbnail", models.FileField(blank=True, editable=False, upload_to=stations.models.evidence.thumbnail_name, verbose_name="thumbnail")),
                        ("rectification", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="oversight.rectification", verbose_name="rectification")),
                        ("uploaded_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="rectification_files", to=settings.AUTH_USER_MODEL, verbose_name="uploaded by")),
                    ],
                    options={
                        "verbose_name": "file of a rectification",
                        "verbose_name_plural": "files of rectifications",
                        "ordering": ["rectification", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rectification", "sha256"), name="oversight_rectificationfile_once", violation_error_message="This rectification has a file with the same content already."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFinding",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("code", models.CharField(blank=True, db_index=True, help_text="Given by the portal if left empty.", max_length=40, verbose_name="code")),
                        ("name", models.CharField(max_length=120, verbose_name="in short")),
                        ("severity", models.CharField(choices=[("minor", "minor"), ("serious", "serious"), ("grave", "grave")], default="minor", max_length=10, verbose_name="severity")),
                        ("text", models.TextField(max_length=2000, verbose_name="what was found")),
                        ("rule", models.CharField(max_length=200, verbose_name="rule that is broken")),
                        ("document", models.CharField(max_length=120, verbose_name="document of the rule")),
                        ("amount_yuan", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount concerned (yuan)")),
                        ("found_on", models.DateField(verbose_name="found on")),
                        ("owner_level", models.CharField(choices=[("city", "city"), ("county", "county"), ("township", "township"), ("agency", "agency")], max_length=10, verbose_name="level that rectifies")),
                        ("owner_unit", models.CharField(blank=True, help_text="A unit or an account, or both.", max_length=100, verbose_name="unit that rectifies")),
                        ("due_on", models.DateField(db_index=True, verbose_name="to be rectified by")),
                        ("status", models.CharField(choices=[("open", "to be rectified"), ("reported", "rectification reported"), ("returned", "returned"), ("closed", "verified and closed")], db_index=True, default="open", editable=False, max_length=10, verbose_name="status")),
                        ("rectified_on", models.DateField(blank=True, editable=False, null=True, verbose_name="rectified on")),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="verified on")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("agency", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="stations.agency", verbose_name="agency")),
                        ("allocation", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="funding.allocation", verbose_name="allocation")),
                        ("contract", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="funding.contract", verbose_name="contract")),
                        ("course", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="personnel.trainingcourse", verbose_name="training course")),
                        ("expenditure", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="funding.expenditure", verbose_name="expenditure")),
                        ("found_by", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="found by")),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("owner_account", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="account that rectifies")),
                        ("region", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="region")),
                        ("station", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="stations.station", verbose_name="station")),
                        ("verified_by", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="verified by")),
                        ("inspection", models.ForeignKey(blank=True, db_constraint=False, help_text="Left empty for a finding that no check led to.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="oversight.inspection", verbose_name="supervisory check")),
                    ],
                    options={
                        "verbose_name": "historical finding",
                        "verbose_name_plural": "historical findings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalInspection",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("code", models.CharField(blank=True, db_index=True, help_text="Given by the portal if left empty.", max_length=40, verbose_name="code")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("kind", models.CharField(choices=[("routine", "routine check"), ("special", "special check"), ("audit", "audit")], default="routine", max_length=10, verbose_name="kind of check")),
                        ("subject", models.CharField(help_text="Which money, years, stations or agencies.", max_length=300, verbose_name="what is checked")),
                        ("starts_on", models.DateField(verbose_name="first day of the check")),
                        ("ends_on", models.DateField(verbose_name="last day of the check")),
                        ("inspectors", models.CharField(help_text="The unit and the people who go, as the notice names them.", max_length=200, verbose_name="checked by")),
                        ("document", models.CharField(help_text="The document or plan that orders the check.", max_length=120, verbose_name="basis")),
                        ("status", models.CharField(choices=[("planned", "planned"), ("running", "under way"), ("concluded", "concluded")], default="planned", editable=False, max_length=10, verbose_name="status")),
                        ("concluded_on", models.DateField(blank=True, editable=False, null=True, verbose_name="concluded on")),
                        ("summary", models.CharField(blank=True, editable=False, max_length=500, verbose_name="result of the check")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("region", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="region checked")),
                    ],
                    options={
                        "verbose_name": "historical supervisory check",
                        "verbose_name_plural": "historical supervisory checks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalJudgement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                        ("listed", models.CharField(max_length=500, verbose_name="what was listed")),
                        ("verdict", models.CharField(choices=[("fine", "nothing wrong"), ("finding", "became a finding")], max_length=10, verbose_name="verdict")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("judged_on", models.DateField(verbose_name="judged on")),
                        ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("finding", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="oversight.finding", verbose_name="finding")),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("judged_by", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="judged by")),
                        ("region", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="region")),
                        ("rule", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="oversight.patternrule", verbose_name="pattern")),
                    ],
                    options={
                        "verbose_name": "historical judgement of a pattern",
                        "verbose_name_plural": "historical judgements of patterns",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPatternRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("code", models.CharField(db_index=True, max_length=40, verbose_name="code")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("thresholds", models.JSONField(default=dict, verbose_name="thresholds")),
                        ("explanation", models.CharField(help_text="For those who judge what is listed.", max_length=300, verbose_name="why it is looked at")),
                        ("source", models.CharField(help_text="The document, or who decided them.", max_length=200, verbose_name="source of the thresholds")),
                        ("is_active", models.BooleanField(default=True, verbose_name="looked for")),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "verbose_name": "historical rule of unusual patterns",
                        "verbose_name_plural": "historical rules of unusual patterns",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRectification",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("done_on", models.DateField(verbose_name="rectified on")),
                        ("text", models.TextField(max_length=2000, verbose_name="what was done")),
                        ("reported_on", models.DateField(editable=False, verbose_name="reported on")),
                        ("verdict", models.CharField(blank=True, choices=[("verified", "verified"), ("returned", "returned")], editable=False, max_length=10, verbose_name="verdict")),
                        ("decided_on", models.DateField(blank=True, editable=False, null=True, verbose_name="decided on")),
                        ("reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="comment or reason")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("decided_by", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="decided by")),
                        ("finding", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="oversight.finding", verbose_name="finding")),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("reported_by", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="reported by")),
                    ],
                    options={
                        "verbose_name": "historical rectification",
                        "verbose_name_plural": "historical rectifications",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRectificationFile",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("code", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="code")),
                        ("title", models.CharField(max_length=100, verbose_name="title")),
                        ("content_type", models.CharField(editable=False, max_length=100, verbose_name="content type")),
                        ("size_bytes", models.PositiveIntegerField(editable=False, verbose_name="size (bytes)")),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                        ("uploaded_at", models.DateTimeField(blank=True, editable=False, verbose_name="uploaded at")),
                        ("file", models.TextField(help_text="PDF, PNG, JPEG, WebP, Word or Excel, 20 MB at most.", max_length=100, verbose_name="file")),
                        ("thumbnail", models.TextField(blank=True, editable=False, max_length=100, verbose_name="thumbnail")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("uploaded_by", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="uploaded by")),
                        ("rectification", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="oversight.rectification", verbose_name="rectification")),
                    ],
                    options={
                        "verbose_name": "historical file of a rectification",
                        "verbose_name_plural": "historical files of rectifications",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
        migrations.RunPython(add_rules, migrations.RunPython.noop),
    ]
