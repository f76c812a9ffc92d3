"""Divisions are found by pinyin and its initials; those that stand already get theirs here."""

from django.db import migrations, models

from core.pinyin import search_columns

ROWS_AT_ONCE = 500


def fill(apps, schema_editor):
    regions = apps.get_model("regions", "Region").objects.using(schema_editor.connection.alias)
    changed = list(regions.only("name"))
    for region in changed:
        vars(region).update(search_columns(region.name))
    regions.bulk_update(changed, ["pinyin", "initials"], batch_size=ROWS_AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0002_request_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="region",
            name="initials",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="initials"),
        ),
        migrations.AddField(
            model_name="region",
            name="pinyin",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="pinyin"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
