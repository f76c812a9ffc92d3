"""The tables of administrative divisions."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.history
from core.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("regions", "0001_initial"),
        ("regions", "0002_request_key"),
        ("regions", "0003_search_columns"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Region",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(help_text="As published: 6, 9 or 12 digits.", max_length=12, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("level", models.CharField(choices=[("province", "province"), ("city", "city"), ("county", "county-level unit"), ("township", "township or subdistrict"), ("community", "village or community")], max_length=10, verbose_name="level")),
                        ("kind", models.CharField(help_text="As the list says: 街道, 镇, 乡, 居委会 …", max_length=20, verbose_name="kind")),
                        ("path", models.CharField(editable=False, max_length=12, unique=True, verbose_name="path")),
                        ("counts_for_coverage", models.BooleanField(default=False, help_text="Formal townships and subdistricts count; zones and farms of township rank do not.", verbose_name="counts for coverage")),
                        ("population", models.PositiveIntegerField(blank=True, null=True, verbose_name="residents")),
                        ("population_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="census year")),
                        ("valid_from", models.DateField(blank=True, help_text="Empty: since before the first list.", null=True, verbose_name="valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                        ("legal_parent", models.ForeignKey(blank=True, help_text="Only where it is another county than the one that reports for it.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="legal_children", to="regions.region", verbose_name="belongs by law to")),
                        ("parent", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="children", to="regions.region", verbose_name="reports to")),
                        ("successor", models.ForeignKey(blank=True, help_text="The division that took its place when its code was withdrawn.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="predecessors", to="regions.region", verbose_name="successor")),
                        ("initials", models.CharField(blank=True, editable=False, max_length=300, verbose_name="initials")),
                        ("pinyin", models.CharField(blank=True, editable=False, max_length=300, verbose_name="pinyin")),
                    ],
                    options={
                        "verbose_name": "administrative division",
                        "verbose_name_plural": "administrative divisions",
                        "ordering": ["path"],
                        "indexes": [
                            models.Index(fields=["level", "path"], name="regions_region_level_path"),
                        ],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("level__in", ["province", "city", "county", "township", "community"])), name="regions_region_level_known", violation_error_message="This level is not known."),
                            models.CheckConstraint(condition=models.Q(("counts_for_coverage", False), ("level", "township"), _connector="OR"), name="regions_region_only_townships_count", violation_error_message="Only townships and subdistricts count for coverage."),
                            models.CheckConstraint(condition=models.Q(("valid_from__isnull", True), ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"), name="regions_region_valid_period", violation_error_message="A division cannot end before it begins."),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Boundary",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("geometry", models.JSONField(help_text="GeoJSON geometry, WGS84 degrees.", verbose_name="geometry")),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                        ("region", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="boundary", to="regions.region", verbose_name="division")),
                    ],
                    options={
                        "verbose_name": "boundary",
                        "verbose_name_plural": "boundaries",
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRegion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.CharField(db_index=True, help_text="As published: 6, 9 or 12 digits.", max_length=12, verbose_name="code")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("level", models.CharField(choices=[("province", "province"), ("city", "city"), ("county", "county-level unit"), ("township", "township or subdistrict"), ("community", "village or community")], max_length=10, verbose_name="level")),
                        ("kind", models.CharField(help_text="As the list says: 街道, 镇, 乡, 居委会 …", max_length=20, verbose_name="kind")),
                        ("path", models.CharField(db_index=True, editable=False, max_length=12, verbose_name="path")),
                        ("counts_for_coverage", models.BooleanField(default=False, help_text="Formal townships and subdistricts count; zones and farms of township rank do not.", verbose_name="counts for coverage")),
                        ("population", models.PositiveIntegerField(blank=True, null=True, verbose_name="residents")),
                        ("population_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="census year")),
                        ("valid_from", models.DateField(blank=True, help_text="Empty: since before the first list.", null=True, verbose_name="valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("legal_parent", models.ForeignKey(blank=True, db_constraint=False, help_text="Only where it is another county than the one that reports for it.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="belongs by law to")),
                        ("parent", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="reports to")),
                        ("successor", models.ForeignKey(blank=True, db_constraint=False, help_text="The division that took its place when its code was withdrawn.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="regions.region", verbose_name="successor")),
                        ("request_key", models.UUIDField(db_index=True, default=core.history.request_key, editable=False, null=True, verbose_name="request")),
                    ],
                    options={
                        "verbose_name": "historical administrative division",
                        "verbose_name_plural": "historical administrative divisions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
    ]
