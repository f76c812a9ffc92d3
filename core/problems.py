"""Every refusal of the API in one shape (RFC 9457): what it is, its stable code, and errors by field.

400 cannot be read, 401 nobody known asks, 403 may not, 404 not there or out of scope, 409 a rule or
somebody else stands against it as things are, 410 no more, 412 changed meanwhile, 422 can be read and
breaks a rule.
"""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from rest_framework import exceptions
from rest_framework.exceptions import APIException, ErrorDetail, NotFound, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.errors import Refused
from core.texts import Text

API_PREFIX = "/api/"
PROBLEM_TYPE = "application/problem+json"


class Problem(APIException):
    """A refusal with ``errors`` by row and field, and what else the answer says."""

    # Seconds, told as Retry-After.
    wait: int

    def __init__(
        self,
        errors: Iterable[dict[str, Any]] = (),
        detail: Text | None = None,
        code: str | None = None,
        **said: Any,
    ) -> None:
        super().__init__(detail, code)
        self.default_code = code or self.default_code
        self.errors = list(errors)
        self.said = said


class UnprocessableError(Problem):
    """It can be read, and breaks rules."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "unprocessable"
    default_detail = _("Some values break a rule; errors names each of them.")


class ConflictError(Problem):
    """As things are it cannot be done."""

    status_code = HTTPStatus.CONFLICT
    default_code = "refused"
    default_detail = _("Another record holds the same value, or leans on this one.")


class ChangedMeanwhileError(Problem):
    """Somebody changed the record since it was read; ``current`` is how it is now."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "precondition_failed"
    default_detail = _("Somebody changed this record since you read it; current is how it is now.")


class GoneError(Problem):
    """What is asked for was there once and is no more."""

    status_code = HTTPStatus.GONE
    default_code = "gone"
    default_detail = _("This is no more.")


class TooLargeError(Problem):
    """More than is taken at once."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("This is more than is taken at once; divide it.")


# Django's own, and the database's last word.
KINDS: dict[type[Exception], type[APIException]] = {
    Http404: NotFound,
    PermissionDenied: exceptions.PermissionDenied,
    RequestDataTooBig: TooLargeError,
    TooManyFieldsSent: TooLargeError,
    TooManyFilesSent: TooLargeError,
    IntegrityError: ConflictError,
}


def error(
    message: object, *, rule: str = "invalid", field: str | None = None, row: int | None = None
) -> dict[str, Any]:
    """One error as an answer tells it."""
    return {"row": row, "field": field, "rule": str(rule), "message": str(message)}


def errors_of(found: ModelValidationError | ValidationError) -> list[dict[str, Any]]:
    """The errors of a Django or REST framework ``ValidationError``, one for each sentence."""
    if isinstance(found, ModelValidationError):
        return _of_model(found)
    return list(_of_detail(found.detail, ""))


def _of_model(found: ModelValidationError) -> list[dict[str, Any]]:
    by_field = found.error_dict if hasattr(found, "error_dict") else {"": found.error_list}
    return [
        error(
            " ".join(each.messages),
            rule=each.code or "invalid",
            field=None if name in ("", "__all__") else name,
        )
        for name, errors in by_field.items()
        for each in errors
    ]


def _of_detail(detail: Any, name: str) -> Iterator[dict[str, Any]]:
    """REST framework nests errors as lists and dictionaries; a nested field is called ``a.b``."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            inner = "" if key == "non_field_errors" else str(key)
            yield from _of_detail(value, ".".join(part for part in (name, inner) if part))
    elif isinstance(detail, list):
        for value in detail:
            yield from _of_detail(value, name)
    else:
        yield error(detail, rule=getattr(detail, "code", "invalid"), field=name or None)


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to a refusal; None, and so a server error, for what nobody foresaw."""
    exc = _foreseen(exc)
    response = exception_handler(exc, context)
    if response is None:
        return None
    code = getattr(exc, "default_code", "error")
    problem = {
        "type": "about:blank",
        "title": status_title(response.status_code),
        "status": response.status_code,
        "code": code,
    }
    if isinstance(exc, ValidationError):
        problem |= {"code": "invalid_parameter", "errors": errors_of(exc)}
    elif isinstance(response.data, dict) and isinstance(response.data.get("detail"), ErrorDetail):
        problem["detail"] = str(response.data["detail"])
    if isinstance(exc, Problem):
        problem |= {"errors": exc.errors} if exc.errors else {}
        problem |= exc.said
    response.data = problem
    response.content_type = PROBLEM_TYPE
    return response


def _foreseen(exc: Exception) -> Exception:
    """The refusals of Django's and of our own rules as answers."""
    if isinstance(exc, Refused):
        errors = errors_of(exc)
        return ConflictError(errors, " ".join(each["message"] for each in errors))
    if isinstance(exc, ModelValidationError):
        return UnprocessableError(errors_of(exc))
    for kind, answer in KINDS.items():
        if isinstance(exc, kind):
            return answer()
    return exc


def problem_response(status: int, code: str, detail: object) -> HttpResponse:
    """A problem told outside the API's own views."""
    problem = {
        "type": "about:blank",
        "title": status_title(status),
        "status": status,
        "code": code,
        "detail": str(detail),
    }
    return JsonResponse(problem, status=status, content_type=PROBLEM_TYPE)


def is_api(request: HttpRequest) -> bool:
    """Whether another system asks, and is to be answered in the API's shape."""
    return request.path.startswith(API_PREFIX)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be a request at all."""
    if not is_api(request):
        return defaults.bad_request(request, exception)
    return problem_response(HTTPStatus.BAD_REQUEST, "bad_request", _("The request cannot be read."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What somebody may not do."""
    if not is_api(request):
        return defaults.permission_denied(request, exception)
    refusal = exceptions.PermissionDenied
    return problem_response(HTTPStatus.FORBIDDEN, refusal.default_code, refusal.default_detail)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no address leads to: a problem under the API, else a page."""
    if not is_api(request):
        return defaults.page_not_found(request, exception)
    is_short = request.method not in SAFE_METHODS and not request.path.endswith("/")
    detail = _("Addresses that write end with a slash.") if is_short else NotFound.default_detail
    return problem_response(HTTPStatus.NOT_FOUND, NotFound.default_code, detail)


def server_error(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw."""
    if not is_api(request):
        return defaults.server_error(request)
    sentence = _("Something went wrong on our side; it is logged. Nothing was written.")
    return problem_response(HTTPStatus.INTERNAL_SERVER_ERROR, "error", sentence)


def status_title(code: int) -> str:
    """The standard's words for a status: 404 → Not Found."""
    return HTTPStatus(code).phrase
