"""The tables of what comes in and goes out."""

import uuid

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history
import exchange.models.import_batch
from core.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("exchange", "0001_initial"),
        ("exchange", "0002_request_key"),
        ("exchange", "0003_claims"),
        ("exchange", "0005_change_feed"),
        ("exchange", "0006_kept_answer"),
    ]

    dependencies = [
        ("regions", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("position", models.BigIntegerField(null=True, unique=True, verbose_name="place in the order of commits")),
                        ("noun", models.CharField(max_length=60, verbose_name="kind of record")),
                        ("history_id", models.BigIntegerField(null=True, verbose_name="version")),
                        ("object_id", models.BigIntegerField(verbose_name="record")),
                        ("kind", models.CharField(max_length=1, verbose_name="kind of change")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("request_key", models.UUIDField(null=True, verbose_name="request")),
                    ],
                    options={
                        "verbose_name": "change",
                        "verbose_name_plural": "changes",
                        "constraints": [
                            models.UniqueConstraint(fields=("noun", "history_id"), name="exchange_change_once", violation_error_message="A version stands in the feed once."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(default=exchange.models.import_batch.new_code, editable=False, max_length=20, unique=True, verbose_name="code")),
                        ("resource", models.CharField(max_length=40, verbose_name="kind of records")),
                        ("file", models.FileField(upload_to=exchange.models.import_batch.place_of, verbose_name="file")),
                        ("file_name", models.CharField(max_length=200, verbose_name="file name")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("status", models.CharField(choices=[("checking", "being checked"), ("checked", "ready to import"), ("refused", "has errors"), ("running", "being imported"), ("committed", "imported"), ("undoing", "being undone"), ("undone", "undone"), ("failed", "failed")], default="checking", max_length=10, verbose_name="status")),
                        ("message", models.TextField(blank=True, verbose_name="message")),
                        ("plan_digest", models.CharField(blank=True, max_length=64, verbose_name="digest of the plan")),
                        ("total_count", models.PositiveIntegerField(default=0, verbose_name="rows")),
                        ("new_count", models.PositiveIntegerField(default=0, verbose_name="new")),
                        ("changed_count", models.PositiveIntegerField(default=0, verbose_name="changed")),
                        ("unchanged_count", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                        ("refused_count", models.PositiveIntegerField(default=0, verbose_name="refused")),
                        ("progress", models.PositiveIntegerField(default=0, verbose_name="rows done")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="uploaded at")),
                        ("committed_at", models.DateTimeField(blank=True, null=True, verbose_name="imported at")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone at")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="import_batches", to=settings.AUTH_USER_MODEL, verbose_name="imported by")),
                        ("claim", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="claim of the job at work")),
                        ("claimed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="handed over at")),
                        ("seen_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last sign of the job")),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "imports",
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["user", "-created_at"], name="exchange_importbatch_of_user"),
                        ],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("status__in", ["checking", "checked", "refused", "running", "committed", "undoing", "undone", "failed"])), name="exchange_importbatch_status_known", violation_error_message="This status is not known."),
                            models.CheckConstraint(condition=models.Q(("undone_at__isnull", True), models.Q(("committed_at__isnull", False), ("undone_at__gte", models.F("committed_at"))), _connector="OR"), name="exchange_importbatch_undone_after_import", violation_error_message="Only what was imported can be undone."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField(verbose_name="row")),
                        ("label", models.CharField(blank=True, max_length=200, verbose_name="record")),
                        ("action", models.CharField(choices=[("new", "new"), ("changed", "changed"), ("refused", "refused")], max_length=10, verbose_name="what happens")),
                        ("differences", models.JSONField(blank=True, default=list, verbose_name="differences")),
                        ("errors", models.JSONField(blank=True, default=list, verbose_name="errors")),
                        ("object_id", models.BigIntegerField(blank=True, null=True, verbose_name="record number")),
                        ("history_id", models.BigIntegerField(blank=True, null=True, verbose_name="version written")),
                        ("before", models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="before")),
                        ("batch", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="exchange.importbatch", verbose_name="import")),
                    ],
                    options={
                        "verbose_name": "imported row",
                        "verbose_name_plural": "imported rows",
                        "ordering": ["batch", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("batch", "number"), name="exchange_importrow_once", violation_error_message="This row is recorded already."),
                            models.CheckConstraint(condition=models.Q(("action__in", ["new", "changed", "refused"])), name="exchange_importrow_action_known", violation_error_message="This action is not known."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptAnswer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.CharField(max_length=100, verbose_name="key")),
                        ("request", models.CharField(max_length=300, verbose_name="method and address")),
                        ("body_sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the body")),
                        ("status", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="status")),
                        ("headers", models.JSONField(blank=True, default=dict, verbose_name="headers")),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                        ("created_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="asked at")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="kept_answers", to=settings.AUTH_USER_MODEL, verbose_name="account")),
                    ],
                    options={
                        "verbose_name": "kept answer",
                        "verbose_name_plural": "kept answers",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "key"), name="exchange_keptanswer_key_once", violation_error_message="This key was used already."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WebhookSubscription",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("target_url", models.CharField(help_text="Address of the other system, beginning with https://.", max_length=500, validators=[django.core.validators.URLValidator(message="Give an address that begins with https://.", schemes=["https"])], verbose_name="target address")),
                        ("nouns", models.JSONField(blank=True, default=list, help_text="As the API names them; none means all.", verbose_name="kinds of records")),
                        ("status", models.CharField(choices=[("active", "active"), ("paused", "paused"), ("failed", "paused after failures")], default="active", editable=False, max_length=10, verbose_name="status")),
                        ("pause_reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="why it is paused")),
                        ("paused_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="paused at")),
                        ("secret_encrypted", models.TextField(editable=False, verbose_name="secret")),
                        ("position", models.BigIntegerField(default=0, editable=False, verbose_name="told up to")),
                        ("failures", models.PositiveIntegerField(default=0, editable=False, verbose_name="failures in a row")),
                        ("failing_since", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="failing since")),
                        ("next_attempt_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="next attempt at")),
                        ("busy_until", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="at work until")),
                        ("owner", models.ForeignKey(help_text="The target is told what this account may see.", on_delete=django.db.models.deletion.PROTECT, related_name="webhook_subscriptions", to=settings.AUTH_USER_MODEL, verbose_name="owner")),
                        ("region", models.ForeignKey(blank=True, help_text="Empty: everything that the owner sees.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="webhook_subscriptions", to="regions.region", verbose_name="region")),
                    ],
                    options={
                        "verbose_name": "webhook subscription",
                        "verbose_name_plural": "webhook subscriptions",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("status__in", ["active", "paused", "failed"])), name="exchange_webhooksubscription_status_known", violation_error_message="This status is not known."),
                            models.CheckConstraint(condition=models.Q(("target_url__startswith", "https://")), name="exchange_webhooksubscription_https_only", violation_error_message="Give an address that begins with https://."),
                            models.CheckConstraint(condition=models.Q(models.Q(("paused_at__isnull", True), ("status", "active")), models.Q(models.Q(("status", "active"), _negated=True), ("paused_at__isnull", False)), _connector="OR"), name="exchange_webhooksubscription_paused_with_its_moment", violation_error_message="A paused subscription has the moment of its pause."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WebhookDelivery",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.UUIDField(db_index=True, default=uuid.uuid4, verbose_name="delivery")),
                        ("attempt", models.PositiveIntegerField(default=1, verbose_name="attempt")),
                        ("since", models.BigIntegerField(verbose_name="events after")),
                        ("until", models.BigIntegerField(verbose_name="events up to")),
                        ("event_count", models.PositiveIntegerField(verbose_name="events")),
                        ("is_redelivery", models.BooleanField(default=False, verbose_name="sent again on request")),
                        ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                        ("duration_ms", models.PositiveIntegerField(default=0, verbose_name="duration (ms)")),
                        ("status_code", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="answer")),
                        ("error", models.CharField(blank=True, max_length=300, verbose_name="error")),
                        ("next_attempt_at", models.DateTimeField(blank=True, null=True, verbose_name="next attempt at")),
                        ("subscription", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="exchange.webhooksubscription", verbose_name="webhook subscription")),
                    ],
                    options={
                        "verbose_name": "webhook delivery",
                        "verbose_name_plural": "webhook deliveries",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["subscription", "-id"], name="exchange_webhookdelivery_log"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalImportBatch",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.CharField(db_index=True, default=exchange.models.import_batch.new_code, editable=False, max_length=20, verbose_name="code")),
                        ("resource", models.CharField(max_length=40, verbose_name="kind of records")),
                        ("file", models.TextField(max_length=100, verbose_name="file")),
                        ("file_name", models.CharField(max_length=200, verbose_name="file name")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("status", models.CharField(choices=[("checking", "being checked"), ("checked", "ready to import"), ("refused", "has errors"), ("running", "being imported"), ("committed", "imported"), ("undoing", "being undone"), ("undone", "undone"), ("failed", "failed")], default="checking", max_length=10, verbose_name="status")),
                        ("message", models.TextField(blank=True, verbose_name="message")),
                        ("plan_digest", models.CharField(blank=True, max_length=64, verbose_name="digest of the plan")),
                        ("total_count", models.PositiveIntegerField(default=0, verbose_name="rows")),
                        ("new_count", models.PositiveIntegerField(default=0, verbose_name="new")),
                        ("changed_count", models.PositiveIntegerField(default=0, verbose_name="changed")),
                        ("unchanged_count", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                        ("refused_count", models.PositiveIntegerField(default=0, verbose_name="refused")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="uploaded at")),
                        ("committed_at", models.DateTimeField(blank=True, null=True, verbose_name="imported at")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone at")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("user", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="imported by")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                    ],
                    options={
                        "verbose_name": "historical import",
                        "verbose_name_plural": "historical imports",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalWebhookSubscription",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("target_url", models.CharField(help_text="Address of the other system, beginning with https://.", max_length=500, validators=[django.core.validators.URLValidator(message="Give an address that begins with https://.", schemes=["https"])], verbose_name="target address")),
                        ("nouns", models.JSONField(blank=True, default=list, help_text="As the API names them; none means all.", verbose_name="kinds of records")),
                        ("status", models.CharField(choices=[("active", "active"), ("paused", "paused"), ("failed", "paused after failures")], default="active", editable=False, max_length=10, verbose_name="status")),
                        ("pause_reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="why it is paused")),
                        ("paused_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="paused at")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("owner", models.ForeignKey(blank=True, db_constraint=False, help_text="The target is told what this account may see.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="owner")),
                        ("region", models.ForeignKey(blank=True, db_constraint=False, help_text="Empty: everything that the owner sees.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="region")),
                    ],
                    options={
                        "verbose_name": "historical webhook subscription",
                        "verbose_name_plural": "historical webhook subscriptions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
    ]
