"""Codes in addresses: any code has one, also those that were written before codes had to fit in.

A list shows the address of each of its records; one that has none would take the list from everybody.
"""

import re

ESCAPED = re.compile("~([0-9A-F]{2})")
# What would be taken for steps of the address.
STEPS = re.compile(r"\.{1,2}")


class CodeConverter:
    """``<code:code>``: the code as it is, but for what an address cannot hold."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return ESCAPED.sub(lambda match: chr(int(match[1], 16)), value.removesuffix("~"))

    def to_url(self, value: object) -> str:
        code = str(value).replace("~", "~7E").replace("/", "~2F")
        return f"{code}~" if not code or STEPS.fullmatch(code) else code
