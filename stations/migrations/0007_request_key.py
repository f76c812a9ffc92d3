"""Versions tell which request wrote them. Those from before stand by themselves: NULL, not one key for all."""

from django.db import migrations, models

import core.history

MODELS = [
    "historicalagency",
    "historicalcomponent",
    "historicalconstructionstandard",
    "historicaldeliverable",
    "historicalengagement",
    "historicalevidence",
    "historicalgaterule",
    "historicalinterruption",
    "historicalmilestone",
    "historicalservicemodel",
    "historicalstandardanswer",
    "historicalstandarditem",
    "historicalstation",
]


def added(model, **default):
    return migrations.AddField(
        model_name=model,
        name="request_key",
        field=models.UUIDField(db_index=True, editable=False, null=True, verbose_name="request", **default),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0006_construction_standard"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[added(model)],
            state_operations=[added(model, default=core.history.request_key)],
        )
        for model in MODELS
    ]
