"""The forms that the bureau asks for, filled from the records; page, workbook and print are one body."""

from reports.official import agencies, coverage, money, people, progress, services
from reports.official.sheet import OfficialForm

CATALOGUE: dict[str, OfficialForm] = {
    form.code: form
    for form in (progress.FORM, coverage.FORM, people.FORM, agencies.FORM, services.FORM, money.FORM)
}

__all__ = ["CATALOGUE", "OfficialForm"]
