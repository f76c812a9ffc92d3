from importlib import import_module

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from personnel import triggers

# In the order in which they are offered.
NOUNS_IN_FILES = ("social_worker", "certificate", "posting", "position", "training_course", "supervision")


class PersonnelConfig(AppConfig):
    """The people: social workers, their certificates, and where they are posted."""

    name = "personnel"
    verbose_name = _("Personnel")

    def ready(self):
        """Offer this floor's nouns for import, export and history, and its counts to the rules of stages."""
        for noun in NOUNS_IN_FILES:
            import_module(f"personnel.resources.{noun}")
        import_module("personnel.checks")
        import_module("personnel.actions.handover")
        import_module("personnel.rules.fitness_told")
        import_module("personnel.histories")
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)


def drop_triggers(using, plan=(), **kwargs):
    """Take the triggers away while tables are altered; a run that alters nothing leaves them alone."""
    if plan:
        triggers.drop(connections[using])


def install_triggers(using, **kwargs):
    """Put the triggers on the tables as they are now."""
    triggers.install(connections[using])
