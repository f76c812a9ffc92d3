"""Writing once: a request that is sent again with its ``Idempotency-Key`` gets the answer it got.

The key is claimed first, for everybody to see; what is written and its answer are kept in one
transaction under the claim's lock. Whoever finds the lock taken asks again later; a claim without an
answer and without a lock broke off, wrote nothing, and is simply done now. A refusal wrote nothing
either, so it is not kept and is judged anew.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.files import File
from django.db import DatabaseError, IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.problems import ConflictError, UnprocessableError
from core.renderers import JSONRenderer
from core.requests import account_of
from exchange.models import KeptAnswer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEY = re.compile(r"[!-~]{1,100}")
KEPT_HEADERS = ("ETag", "Location")


def once(request: Request, work: Callable[[], Response]) -> Response:
    """The answer of ``work()``, which runs in a transaction: once for each key of an account."""
    key = request.headers.get(HEADER)
    if key is None:
        with transaction.atomic():
            return work()
    kept = _claim(request, key)
    with transaction.atomic():
        kept = _locked(kept)
        if kept.status is not None:
            return Response(
                json.loads(kept.answer) if kept.answer else None,
                kept.status,
                headers=kept.headers | {REPLAYED: "true"},
            )
        response = work()
        kept.status = response.status_code
        kept.headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        kept.answer = JSONRenderer().render(response.data).decode()
        kept.save(update_fields=["status", "headers", "answer"])
    return response


def _claim(request: Request, key: str) -> KeptAnswer:
    if not KEY.fullmatch(key):
        sentence = _("A key has 1 to 100 letters, digits and signs, without blanks.")
        raise ValidationError({HEADER: [ErrorDetail(sentence, "invalid")]})
    asked = {
        "request": f"{request.method} {request.get_full_path()}"[:300],
        "body_sha256": _sha256_of(request),
    }
    KeptAnswer.objects.sweep(timezone.now())
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(user=account_of(request), key=key, **asked)
    except IntegrityError:
        kept = KeptAnswer.objects.get(user=account_of(request), key=key)
    if any(getattr(kept, name) != value for name, value in asked.items()):
        raise UnprocessableError(
            detail=_("This key was used for another request; take a new key for each request."),
            code="idempotency_key_reused",
        )
    return kept


def _sha256_of(request: Request) -> str:
    """A hash of the body. A form is divided by another mark each time, so what it says is taken instead."""
    if isinstance(request.data, QueryDict):
        return sha256_of_form(request.data.lists())
    return hashlib.sha256(request._request.body).hexdigest()


def sha256_of_form(fields: Iterable[tuple[str, list[Any]]]) -> str:
    """A hash of the fields of a form, with the names and contents of its files."""
    parts = sorted(fields, key=lambda part: part[0])
    content = [[name, [_hashable(value) for value in values]] for name, values in parts]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _hashable(value: Any) -> object:
    """A text itself; of a file, which is read again later, its name and the hash of its content."""
    if not isinstance(value, File):
        return value
    value.seek(0)
    digest = hashlib.file_digest(value, "sha256").hexdigest()
    value.seek(0)
    return [value.name, digest]


def _locked(kept: KeptAnswer) -> KeptAnswer:
    try:
        with transaction.atomic():
            return KeptAnswer.objects.select_for_update(nowait=True).get(pk=kept.pk)
    except DatabaseError as taken:
        conflict = ConflictError(
            detail=_("The same request is being worked on; ask again in a moment."), code="in_progress"
        )
        conflict.wait = 1
        raise conflict from taken
