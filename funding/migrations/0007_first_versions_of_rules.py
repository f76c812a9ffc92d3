from django.db import migrations
from django.utils import timezone


def keep_first_versions(apps, schema_editor):
    """Rules that migrations brought have no version yet; without one their first change tells nothing."""
    Rule, Version = (apps.get_model("funding", name) for name in ("SpendingRule", "HistoricalSpendingRule"))
    kept = set(Version.objects.values_list("id", flat=True))
    names = [field.attname for field in Rule._meta.concrete_fields]
    Version.objects.bulk_create(
        Version(**values, history_date=timezone.now(), history_type="+", request_key=None)
        for values in Rule.objects.exclude(pk__in=kept).order_by("pk").values(*names)
    )


class Migration(migrations.Migration):
    """Every rule of spending has a first version."""

    dependencies = [("funding", "0006_costs_and_month_sums")]

    operations = [migrations.RunPython(keep_first_versions, migrations.RunPython.noop)]
