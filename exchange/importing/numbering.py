"""Business codes for many new records at once."""

from django.db.models import Q
from django.db.models.functions import Length

from exchange.importing.blocks import in_blocks

PREFIXES_A_QUERY = 200


class Numbering:
    """Gives the next free codes; ``reserved`` are those that the file itself uses."""

    def __init__(self, resource, reserved: set[str]):
        self.resource = resource
        self.reserved = reserved
        self.last: dict[str, int] = {}

    def give(self, records) -> None:
        """Set the code of each record that has none; a few queries for all of them."""
        series = [(record, self.resource.code_series(record)) for record in records]
        series = [(record, found) for record, found in series if found]
        self._look_up({prefix for _record, (prefix, _digits) in series} - set(self.last))
        for record, (prefix, digits) in series:
            record.code = self._next(prefix, digits)

    def _next(self, prefix, digits) -> str:
        while True:
            self.last[prefix] += 1
            code = f"{prefix}{self.last[prefix]:0{digits}d}"
            if code not in self.reserved:
                return code

    def _look_up(self, prefixes: set[str]) -> None:
        if not prefixes:
            return
        self.last |= dict.fromkeys(prefixes, 0)
        rows = self.resource.model.objects.order_by(Length("code").desc(), "-code")
        if len(prefixes) == 1:
            # One series may be as long as the whole table: only its last code is read.
            (prefix,) = prefixes
            codes = rows.filter(code__startswith=prefix).values_list("code", flat=True)[:1]
            self._note(codes, prefixes)
            return
        for some in in_blocks(sorted(prefixes), PREFIXES_A_QUERY):
            condition = Q()
            for prefix in some:
                condition |= Q(code__startswith=prefix)
            self._note(rows.filter(condition).values_list("code", flat=True), prefixes)

    def _note(self, codes, prefixes) -> None:
        for code in codes:
            head = code.rstrip("0123456789")
            if head in prefixes and code != head:
                self.last[head] = max(self.last[head], int(code.removeprefix(head)))
