"""Business codes: the next free one of a series, where nobody has written one by hand."""

from django.db.models.functions import Length


def next_code(queryset, prefix: str, *, digits: int = 1) -> str:
    """The code after the highest of ``queryset`` that starts with ``prefix`` (one query).

    Two people who ask at the same moment get the same one; the unique constraint refuses the second.
    """
    codes = queryset.filter(code__startswith=prefix).order_by(Length("code").desc(), "-code")
    highest = codes.values_list("code", flat=True).first()
    number = highest.removeprefix(prefix) if highest else "0"
    return f"{prefix}{int(number) + 1 if number.isdigit() else 1:0{digits}d}"
