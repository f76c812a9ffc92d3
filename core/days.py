"""Days in SQL."""

from django.db.models import Func, IntegerField


class DaysBetween(Func):
    """How many days the second date comes after the first, as a whole number."""

    arity = 2
    output_field = IntegerField()

    def as_postgresql(self, compiler, connection, **context):
        return self._difference(compiler, "({last} - {first})")

    def as_sqlite(self, compiler, connection, **context):
        return self._difference(compiler, "CAST(julianday({last}) - julianday({first}) AS INTEGER)")

    def _difference(self, compiler, template):
        first, last = (compiler.compile(expression) for expression in self.source_expressions)
        return template.format(first=first[0], last=last[0]), (*last[1], *first[1])
