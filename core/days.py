"""Days in SQL."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler


class DaysBetween(Func):
    """How many days the second date comes after the first, as a whole number."""

    arity = 2
    output_field = IntegerField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        return self._difference(compiler, "({last} - {first})")

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        return self._difference(compiler, "CAST(julianday({last}) - julianday({first}) AS INTEGER)")

    def _difference(self, compiler: SQLCompiler, template: str) -> tuple[str, tuple[Any, ...]]:
        first, last = (compiler.compile(expression) for expression in self.source_expressions)
        return template.format(first=first[0], last=last[0]), (*last[1], *first[1])
