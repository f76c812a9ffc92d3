"""What our migrations need beside Django's own: an operation, and a check of where a database stands."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

LACKING = "The database lacks some of the migrations that were made anew"
REMEDY = "Run migrate with the code of commit 37da64e, then again with this one."


class CreateModels(Operation):
    """The models of a floor, created in the order given.

    For each ``CreateModel`` by itself Django renders anew all models that hang together with it, and here
    all do: every version names the account that wrote it. So of n models n² are rendered; here n.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models while nothing is rendered; whoever asks next has all of them rendered once."""
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create models {', '.join(operation.name for operation in self.operations)}"


def old_migrations_are_complete(
    databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """Refuse a database that has some of those that one migration replaces, and lacks others.

    Their files are gone, so ``migrate`` could neither go on from there nor say why not.
    """
    disk = MigrationLoader(None).disk_migrations
    groups = [set(one.replaces) - disk.keys() for one in disk.values()]
    errors: list[CheckMessage] = []
    for alias in databases or []:
        applied = MigrationRecorder(connections[alias]).applied_migrations().keys()
        if lacking := sorted(old for group in groups if group & applied for old in group - applied):
            names = ", ".join(".".join(old) for old in lacking)
            errors.append(Error(f"{LACKING}: {names}.", hint=REMEDY, id="core.E001"))
    return errors
