"""Expressions that ask about other rows."""

from django.db.models import IntegerField, Subquery


class TotalOf(Subquery):
    """The sum of the column ``n`` over the rows of a queryset, 0 where there are none.

    Django sums no column that is itself counted by groups; the database does.
    """

    template = "(SELECT CAST(COALESCE(SUM(n), 0) AS integer) FROM (%(subquery)s) AS amounts)"
    output_field = IntegerField()
