from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.db.models.signals import class_prepared, post_migrate, pre_migrate
from django.urls import register_converter

from core.addresses import CodeConverter
from core.columns import prepare
from core.limits import drop, install
from core.migrating import old_migrations_are_complete

# Before the first model is made; ``ready`` comes after the last.
class_prepared.connect(prepare, dispatch_uid="core.columns")


class CoreConfig(AppConfig):
    """What every floor stands on; it has no tables and no nouns."""

    name = "core"

    def ready(self) -> None:
        """Have ``migrate`` ask where the database stands before it begins; let addresses hold codes."""
        register_converter(CodeConverter, "code")
        register(old_migrations_are_complete, Tags.database)
        # Nothing is sent of an app without models, as this is one.
        sender = apps.get_app_config("contenttypes")
        pre_migrate.connect(drop, sender=sender)
        post_migrate.connect(install, sender=sender)
