"""The daily letter about what awaits somebody."""

import logging
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from reports.tasks import ToDo
from reports.tasks.task import Task

SHOWN = 20
logger = logging.getLogger(__name__)


def send_digests(on: date, *, address: str) -> tuple[int, int]:
    """Write to everybody whom something awaits; returns how many letters went and how many could not.

    ``address`` is where the portal is reached. One address that fails stops nobody else's letter.
    """
    sent = failed = 0
    with override(settings.LANGUAGE_CODE):
        for user in User.objects.filter(is_active=True).exclude(email=""):
            tasks = ToDo(user=user, on=on).tasks
            if not tasks:
                continue
            try:
                _letter(user, tasks, on, address).send()
            except (SMTPException, OSError, ValueError) as error:
                logger.warning("No digest for %s: %s", user.username, error)
                failed += 1
            else:
                sent += 1
    return sent, failed


def _letter(user: User, tasks: list[Task], on: date, address: str) -> EmailMessage:
    subject = _("%(count)d things await you in the station portal") % {"count": len(tasks)}
    rows = [(task, task.waited(on).days) for task in tasks[:SHOWN]]
    context = {"user": user, "rows": rows, "more": max(len(tasks) - SHOWN, 0), "address": address}
    return EmailMessage(subject, render_to_string("reports/tasks/digest.txt", context), to=[user.email])
