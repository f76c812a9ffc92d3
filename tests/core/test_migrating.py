from django.core.checks import Tags, run_checks
from django.db import connection, migrations, models
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from core.migrating import CreateModels

HOUSE = migrations.CreateModel("House", [("id", models.BigAutoField(primary_key=True))])
ROOM = migrations.CreateModel(
    "Room",
    [("id", models.BigAutoField(primary_key=True)), ("house", models.ForeignKey("House", models.CASCADE))],
)


class Tables:
    """A schema editor that keeps what it is asked for."""

    connection = connection

    def __init__(self):
        self.asked = []

    def create_model(self, model):
        self.asked.append(f"+{model.__name__}")

    def delete_model(self, model):
        self.asked.append(f"-{model.__name__}")


def test_models_are_created_in_their_order_and_deleted_in_the_other():
    before, after = ProjectState(), ProjectState()
    both = CreateModels([HOUSE, ROOM])
    both.state_forwards("stations", after)
    tables = Tables()

    both.database_forwards("stations", tables, before, after)
    both.database_backwards("stations", tables, after, before)

    assert tables.asked == ["+House", "+Room", "-Room", "-House"]


def test_each_model_is_rendered_once_although_they_hang_together(monkeypatch):
    rendered = []
    render = ModelState.render
    monkeypatch.setattr(
        ModelState, "render", lambda self, apps: rendered.append(self.name) or render(self, apps)
    )
    state = ProjectState()
    assert state.apps  # As a migration finds it: rendered.

    CreateModels([HOUSE, ROOM]).state_forwards("stations", state)

    assert state.apps.get_model("stations", "room")
    assert sorted(rendered) == ["House", "Room"]


def test_a_database_that_stopped_between_the_old_migrations_is_refused_with_the_remedy(db):
    assert run_checks(tags=[Tags.database], databases=["default"]) == []

    MigrationRecorder(connection).record_unapplied("stations", "0012_station_order")

    (error,) = run_checks(tags=[Tags.database], databases=["default"])
    assert error.msg.endswith("made anew: stations.0012_station_order.")
    assert "37da64e" in error.hint


def test_a_database_without_any_of_the_old_migrations_is_none_of_those(db):
    for app, name in MigrationRecorder(connection).applied_migrations():
        MigrationRecorder(connection).record_unapplied(app, name)

    assert run_checks(tags=[Tags.database], databases=["default"]) == []
