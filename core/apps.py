from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every floor stands on; it has no tables and no nouns."""

    name = "core"
