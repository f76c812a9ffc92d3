from django.apps import AppConfig
from django.core.checks import Tags, register

from core.migrating import old_migrations_are_complete


class CoreConfig(AppConfig):
    """What every floor stands on; it has no tables and no nouns."""

    name = "core"

    def ready(self) -> None:
        """Have ``migrate`` ask where the database stands before it begins."""
        register(old_migrations_are_complete, Tags.database)
