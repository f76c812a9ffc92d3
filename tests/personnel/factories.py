"""People and what belongs to them, for tests. Regions and stations are given."""

from datetime import UTC, date, datetime

from stdnum.cn import ric

from accounts.models import User
from personnel.models import (
    Certificate,
    PersonalDataAccess,
    Position,
    Posting,
    Registration,
    SocialWorker,
)
from tests.accounts.factories import make_user

TODAY = date(2022, 6, 30)
ISSUED_ON = date(2021, 10, 1)
REGISTERED_ON = date(2021, 12, 1)
STARTED_ON = date(2022, 3, 1)
OPENED_ON = date(2022, 1, 1)
SEEN_AT = datetime(2022, 6, 1, 8, tzinfo=UTC)


def make_id_number(number: int) -> str:
    """A well-formed invented ID number."""
    body = f"13110219900101{number:03d}"
    return body + ric.calc_check_digit(body + "0")


def make_worker(home_region, *, id_number="", phone="", **overrides) -> SocialWorker:
    """A full-time public employee without a certificate."""
    number = SocialWorker.objects.count() + 1
    values = {
        "name": f"测试社工{number}",
        "home_region": home_region,
        "employer_type": SocialWorker.EmployerType.INSTITUTION,
        "employment_type": SocialWorker.EmploymentType.FULL_TIME,
    }
    worker = SocialWorker(**values | overrides)
    worker.set_id_number(id_number, today=TODAY)
    worker.set_phone(phone)
    return _saved(worker)


def make_certificate(worker, **overrides) -> Certificate:
    """An assistant's certificate of 2021 with the usual 18 signs."""
    number = Certificate.objects.count() + 1
    values = {
        "level": Certificate.Level.ASSISTANT,
        "number": f"2021103713{number:08d}",
        "issued_on": ISSUED_ON,
    }
    return _saved(Certificate(worker=worker, **values | overrides))


def make_registration(certificate, **overrides) -> Registration:
    """A registration of December 2021, for three years."""
    return _saved(Registration(certificate=certificate, **{"registered_on": REGISTERED_ON} | overrides))


def make_posting(worker, station, **overrides) -> Posting:
    """A full-time posting that goes on, of somebody who studied what the post asks for."""
    values = {
        "role": Posting.Role.SOCIAL_WORKER,
        "employment_type": Posting.EmploymentType.FULL_TIME,
        "started_on": STARTED_ON,
    }
    posting = Posting(worker=worker, station=station, **values | overrides)
    post = posting.position
    if post and not post.is_met_by(worker, posting.started_on):
        worker.is_social_work_major = True
        worker.save(update_fields=["is_social_work_major"])
    return _saved(posting)


def make_position(station, **overrides) -> Position:
    """A full-time post of the station, needed since the beginning of 2022."""
    values = {"employment_type": Posting.EmploymentType.FULL_TIME, "opened_on": OPENED_ON}
    return _saved(Position(station=station, **values | overrides))


def make_access(worker, **overrides) -> PersonalDataAccess:
    """An entry of the access log: a county officer saw the ID number of ``worker``."""
    username = f"keeper-{worker.home_region.code}"
    by = User.objects.filter(username=username).first() or make_user(username)
    values = {
        "accessed_at": SEEN_AT,
        "kind": PersonalDataAccess.Kind.REVEAL,
        "field": PersonalDataAccess.Field.ID_NUMBER,
        "by": by,
        "region": worker.home_region,
        "reason": "核对身份",
        "address": "192.0.2.1",
    }
    return _saved(PersonalDataAccess(worker=worker, **values | overrides))


def make_complete_worker(home_region, station, **overrides) -> SocialWorker:
    """A person with everything a list shows: numbers, agency if given, certificate, registration, posting."""
    number = SocialWorker.objects.count() + 1
    worker = make_worker(home_region, id_number=make_id_number(number), phone="13800138000", **overrides)
    make_registration(make_certificate(worker))
    make_posting(worker, station)
    return worker


def _saved(record):
    record.full_clean()
    record.save()
    return record
