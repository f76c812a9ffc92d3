"""The tables of accounts that name divisions or came later: roles, tokens, kept filters."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history
from core.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0002_initial"),
        ("accounts", "0003_request_key"),
        ("accounts", "0004_saved_filter"),
        ("accounts", "0005_api_token"),
    ]

    dependencies = [
        ("accounts", "0001_tables"),
        ("regions", "0001_tables"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                        ("token_key", models.CharField(db_index=True, max_length=25)),
                        ("created", models.DateTimeField(auto_now_add=True)),
                        ("name", models.CharField(help_text="Which system uses it, and who answers for that system.", max_length=100, verbose_name="used by")),
                        ("expiry", models.DateTimeField(help_text="A token without an end is not issued.", verbose_name="valid to")),
                        ("is_read_only", models.BooleanField(default=True, help_text="Writing also needs a role that may write.", verbose_name="may only read")),
                        ("networks", models.TextField(blank=True, help_text="Only from these, one to a line, such as 10.13.0.0/16; empty means from anywhere.", verbose_name="networks")),
                        ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="revoked at")),
                        ("last_used_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last used at")),
                        ("last_used_from", models.CharField(blank=True, editable=False, max_length=45, verbose_name="last used from")),
                        ("user", models.ForeignKey(help_text="A service account: one without a password. Its roles say what the token may do.", on_delete=django.db.models.deletion.CASCADE, related_name="auth_token_set", to=settings.AUTH_USER_MODEL, verbose_name="account")),
                    ],
                    options={
                        "verbose_name": "API token",
                        "verbose_name_plural": "API tokens",
                        "ordering": ["-created"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="accounts_apitoken_named", violation_error_message="Say which system uses the token."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleAssignment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("role", models.CharField(choices=[("municipal_admin", "municipal administrator"), ("county_officer", "county officer"), ("township_officer", "township officer"), ("auditor", "auditor"), ("viewer", "viewer")], max_length=20, verbose_name="role")),
                        ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="role_assignments", to="regions.region", verbose_name="region")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="role_assignments", to=settings.AUTH_USER_MODEL, verbose_name="account")),
                    ],
                    options={
                        "verbose_name": "role assignment",
                        "verbose_name_plural": "role assignments",
                        "ordering": ["user", "region__path", "role"],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "role", "region"), name="accounts_roleassignment_once", violation_error_message="This account already has this role there."),
                            models.CheckConstraint(condition=models.Q(("role__in", ["municipal_admin", "county_officer", "township_officer", "auditor", "viewer"])), name="accounts_roleassignment_role_known", violation_error_message="This role is not known."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFilter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("route", models.CharField(max_length=80, verbose_name="list")),
                        ("query", models.CharField(max_length=500, verbose_name="filter")),
                        ("name", models.CharField(max_length=40, verbose_name="name")),
                        ("is_shared", models.BooleanField(default=False, verbose_name="shared with colleagues")),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="saved_filters", to=settings.AUTH_USER_MODEL, verbose_name="owner")),
                    ],
                    options={
                        "verbose_name": "saved filter",
                        "verbose_name_plural": "saved filters",
                        "ordering": ["route", "name", "pk"],
                        "indexes": [
                            models.Index(fields=["route", "name"], name="accounts_savedfilter_list"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("owner", "route", "name"), name="accounts_savedfilter_name_once", violation_error_message="You keep a filter of this name for this list already: remove it first, or choose another name."),
                            models.CheckConstraint(condition=models.Q(("query", ""), _negated=True), name="accounts_savedfilter_filters_something", violation_error_message="There is nothing to keep: set a filter first."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalApiToken",
                    fields=[
                        ("digest", models.CharField(db_index=True, max_length=128)),
                        ("token_key", models.CharField(db_index=True, max_length=25)),
                        ("created", models.DateTimeField(blank=True, editable=False)),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("name", models.CharField(help_text="Which system uses it, and who answers for that system.", max_length=100, verbose_name="used by")),
                        ("expiry", models.DateTimeField(help_text="A token without an end is not issued.", verbose_name="valid to")),
                        ("is_read_only", models.BooleanField(default=True, help_text="Writing also needs a role that may write.", verbose_name="may only read")),
                        ("networks", models.TextField(blank=True, help_text="Only from these, one to a line, such as 10.13.0.0/16; empty means from anywhere.", verbose_name="networks")),
                        ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="revoked at")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("user", models.ForeignKey(blank=True, db_constraint=False, help_text="A service account: one without a password. Its roles say what the token may do.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="account")),
                    ],
                    options={
                        "verbose_name": "historical API token",
                        "verbose_name_plural": "historical API tokens",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRoleAssignment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("role", models.CharField(choices=[("municipal_admin", "municipal administrator"), ("county_officer", "county officer"), ("township_officer", "township officer"), ("auditor", "auditor"), ("viewer", "viewer")], max_length=20, verbose_name="role")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("region", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="region")),
                        ("user", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="account")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                    ],
                    options={
                        "verbose_name": "historical role assignment",
                        "verbose_name_plural": "historical role assignments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSavedFilter",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                        ("route", models.CharField(max_length=80, verbose_name="list")),
                        ("query", models.CharField(max_length=500, verbose_name="filter")),
                        ("name", models.CharField(max_length=40, verbose_name="name")),
                        ("is_shared", models.BooleanField(default=False, verbose_name="shared with colleagues")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("owner", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="owner")),
                    ],
                    options={
                        "verbose_name": "historical saved filter",
                        "verbose_name_plural": "historical saved filters",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
    ]
