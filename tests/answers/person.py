"""One person with all three numbers, at home in 河东街道 and posted in 武强县, and what stands about it.

What officers did with it is on record too: changes, and an import with a marked workbook.
"""

from dataclasses import dataclass
from datetime import date

from core.history import one_request
from exchange.actions.import_batch import begin, check_batch, receive_file
from exchange.models import ImportBatch
from exchange.resources.registry import RESOURCES
from personnel.models import SocialWorker
from tests.personnel.factories import make_certificate, make_posting, make_registration, make_worker
from tests.routes import example_arguments

ID_NUMBER, PHONE, CERTIFICATE = "131102198503154568", "13912345678", "202255513110200077"
SECRETS = (ID_NUMBER, PHONE, CERTIFICATE)
NAME = "当事人"


@dataclass(frozen=True)
class Case:
    """The person and what stands about it."""

    person: SocialWorker
    arguments: dict
    batch: ImportBatch
    requests: list


def make_case(home, station, officer) -> Case:
    """The person, written and changed by ``officer`` and posted at ``station``."""
    person = make_worker(home.township, name="测试当事人", id_number=ID_NUMBER, phone=PHONE)
    certificate = make_certificate(person, number=CERTIFICATE)
    make_registration(certificate)
    make_posting(person, station)
    with one_request():
        person.name = NAME
        person.set_phone("13812345678")
        person.save()
        certificate.issued_on = date(2021, 9, 1)
        certificate.save()
    with one_request():
        person.set_phone(PHONE)
        person.save()
    batch = make_batch(person, officer)
    requests = {*person.history.values_list("request_key", flat=True)}
    requests |= {*certificate.history.values_list("request_key", flat=True)}
    return Case(person, arguments_about(person, home, batch), batch, sorted(filter(None, requests), key=str))


def make_batch(person, officer) -> ImportBatch:
    """A file of certificates of the county's officer; one row is right, one is refused."""
    content = f"worker,level,number,issued_on\r\n{person.code},1,{CERTIFICATE},2021-09-01\r\n"
    content += f"{person.code},2,{ID_NUMBER},soon\r\n"
    batch = receive_file(RESOURCES["certificates"], name="c.csv", content=content.encode(), by=officer)
    return check_batch(begin(batch, "check"), by=officer)


def arguments_about(person, home, batch) -> dict:
    """Addresses of the examples, those of people and imports about this person."""
    arguments = example_arguments(home)
    for route, values in arguments.items():
        if values and values[0] == home.worker.code:
            arguments[route] = [person.code, *values[1:]]
        if values and values[0] == home.batch.code:
            arguments[route] = [batch.code]
    return arguments | {"changes:record": ["workers", person.code]}
