"""社工人才台账: the certified social workers at their home region."""

from django.utils.translation import gettext_lazy as _

from personnel.models import SocialWorker
from personnel.rules.education import progress_of, with_education
from regions.models import Region
from reports.official.period import QUARTER, Period
from reports.official.sheet import Column, Kind, OfficialForm, Sheet

YES, NO = _("yes"), _("no")
COLUMNS = (
    Column(_("No."), Kind.NUMBER, 5),
    Column(_("Full name"), width=10),
    Column(_("Sex"), width=6),
    Column(_("Level"), width=14),
    Column(_("Certificate number"), width=20),
    Column(_("Registered until"), Kind.DAY, 12),
    Column(_("Employer type"), width=16),
    Column(_("Employment"), width=10),
    Column(_("At a station"), width=9),
    Column(_("Education hours"), Kind.DECIMAL, 10),
)


def sheet(user, region: Region, period: Period) -> Sheet:
    """Whoever was certified on the day, each once, by the highest certificate; its number is masked."""
    on = period.on
    workers = with_education(SocialWorker.objects.at_home(user).under(region).certified(on), on)
    workers = workers.seen_by(user, on).prefetch_related("certificates")
    rows = [
        [number, *_row(worker)]
        for number, worker in enumerate(workers.order_by("home_region__path", "code"), start=1)
    ]
    note = _("Education hours: approved, in the running registration period; 72 for assistants, else 90.")
    return Sheet(COLUMNS, rows, note=note)


def _row(worker: SocialWorker) -> list:
    certificate = next(one for one in worker.certificates.all() if one.pk == worker.highest_certificate)
    return [
        worker.name,
        worker.get_sex_display() if worker.sex else "",
        worker.level_label,
        certificate.number_masked,
        worker.highest_valid_to,
        worker.get_employer_type_display(),
        worker.get_employment_type_display(),
        YES if worker.is_posted else NO,
        progress_of(worker).hours,
    ]


FORM = OfficialForm(
    code="people",
    title=_("Register of social workers"),
    lead=_("The certified social workers of the region, their registration and whether they practise."),
    every=QUARTER,
    permission="personnel.view_socialworker",
    sheet=sheet,
    holds_people=True,
)
