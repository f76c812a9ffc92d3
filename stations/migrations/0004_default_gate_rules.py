"""The rules a station passes by default; a municipal administrator may change them."""

from django.db import migrations

CONTRACTED, STAFFED = 50, 70
NOTE = "建设要求默认值，可由市级管理员调整"
RULES = [(CONTRACTED, "operator", 1), (STAFFED, "full_time_staff", 2), (STAFFED, "certified_staff", 1)]


def add_rules(apps, schema_editor):
    rules = apps.get_model("stations", "GateRule").objects
    for stage, check_code, minimum in RULES:
        rules.get_or_create(stage=stage, check_code=check_code, defaults={"minimum": minimum, "note": NOTE})


class Migration(migrations.Migration):
    dependencies = [("stations", "0003_construction")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
