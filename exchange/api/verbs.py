"""Verbs over the API: what the page's button does, as an address of its own that takes POST."""

from rest_framework.decorators import action

from core.api import Body


class Nothing(Body):
    """A verb that needs to be told nothing."""


def verb(name: str, run, body=Nothing, *, permission: str = "change", path: str = ""):
    """An action of a record: ``POST …/<code>/<path>/`` calls ``run(record, by=account, **body)``.

    ``permission`` is the first word of what it needs; what it returns is answered where it is a
    record of the same noun, else the record as it is then.
    """

    def act(self, request, **kwargs):
        return self.act(run, body, permission)

    act.__name__ = name
    act.__doc__ = run.__doc__
    address = path or name.replace("_", "-")
    return action(detail=True, methods=["post"], url_path=address, body_class=body)(act)
