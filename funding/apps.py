from importlib import import_module

from django.apps import AppConfig
from django.apps import apps as current_apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from funding.triggers import ledger as triggers

# In the order in which they are offered.
NOUNS_IN_FILES = ("budget", "entry")


class FundingConfig(AppConfig):
    """Budgets, allocations, disbursements, expenditures."""

    name = "funding"
    verbose_name = _("Funding")

    def ready(self):
        import_module("funding.checks")
        import_module("funding.actions.handover")
        import_module("funding.histories")
        for noun in NOUNS_IN_FILES:
            import_module(f"funding.resources.{noun}")
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)


def drop_triggers(using, plan=(), **kwargs):
    """Take the triggers away while tables are altered; a run that alters nothing leaves them alone.

    SQLite alters a table by making it anew under its old name, and refuses the renaming while a
    trigger refers to a table that is missing just then.
    """
    if plan:
        triggers.drop(connections[using])


def install_triggers(using, apps=current_apps, **kwargs):
    """Put the triggers on the tables as they are now.

    After a partial run that is an older state, which ``migrate`` hands over as ``apps``; ``flush``,
    which alters nothing, hands over none.
    """
    triggers.install(connections[using], apps)
