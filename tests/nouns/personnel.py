"""The nouns about people at work: the register, certificates, posts."""

from datetime import date

from django.urls import reverse

from personnel.models import Certificate, PersonalDataAccess, Position, Posting, Registration, SocialWorker
from tests.nouns import stock
from tests.nouns.noun import Noun, Routes, changed
from tests.personnel.factories import (
    make_access,
    make_certificate,
    make_id_number,
    make_position,
    make_posting,
    make_registration,
    make_worker,
)


def make_person(world) -> SocialWorker:
    """Somebody of the county with every number."""
    id_number = make_id_number(SocialWorker.objects.count() + 1)
    name = world.called("社工")
    return make_worker(world.county, name=name, id_number=id_number, phone="13800138000")


def certificate(world) -> list:
    return [world.worker.code, world.certificate.level]


def posting(world) -> list[str]:
    return [world.worker.code, world.station.code]


NOUNS = (
    Noun(
        name="worker",
        model=SocialWorker,
        make=make_person,
        api="workers",
        routes=Routes(
            pages=("personnel:worker-list", "personnel:worker-detail"),
            forms=("personnel:worker-add", "personnel:worker-export"),
            verbs=("personnel:worker-edit", "personnel:worker-leave"),
        ),
        new=lambda n: {
            "name": f"某{n}",
            "home_region": stock.COUNTY,
            "employer_type": "institution",
            "employment_type": "full_time",
        },
        change={"education": "bachelor"},
        elsewhere={"home_region": stock.FAR_COUNTY},
        texts=("name",),
        further=(
            lambda world: changed(
                world.worker, register_ended_on=date(2022, 12, 31), register_end_reason="retired"
            ),
        ),
        asked_as={"register_ended_on": "on", "register_end_reason": "reason"},
    ),
    Noun(
        name="certificate",
        model=Certificate,
        make=lambda world: make_certificate(world.worker),
        api="certificates",
        routes=Routes(
            pages=("personnel:certificate-list",),
            verbs=(
                "personnel:certificate-add",
                "personnel:certificate-edit",
                "personnel:certificate-export",
            ),
            at={
                "personnel:certificate-add": lambda world: [world.worker.code],
                "personnel:certificate-edit": certificate,
            },
        ),
        new=lambda n: {
            "worker": stock.worker(n),
            "level": 2,
            "number": f"2022{n:014d}",
            "issued_on": stock.day(n),
        },
        change={"issued_on": "2021-10-02"},
        elsewhere={"worker": stock.FAR_WORKER},
    ),
    Noun(
        name="registration",
        model=Registration,
        make=lambda world: make_registration(world.certificate),
        page=lambda registration: registration.certificate.get_absolute_url(),
        api="registrations",
        routes=Routes(
            forms=("personnel:certificate-register",), at={"personnel:certificate-register": certificate}
        ),
        new=lambda n: {"certificate": stock.worker(n), "registered_on": stock.day(n)},
        change={"valid_to": "2024-11-29"},
        elsewhere={"certificate": stock.FAR_WORKER},
        asked_as={"registered_on": "on"},
    ),
    Noun(
        name="posting",
        model=Posting,
        make=lambda world: make_posting(world.worker, world.station),
        api="postings",
        routes=Routes(
            forms=("personnel:posting-transfer",),
            verbs=("personnel:worker-post", "personnel:posting-end"),
            at={
                "personnel:worker-post": lambda world: [world.worker.code],
                "personnel:posting-transfer": posting,
                "personnel:posting-end": posting,
            },
        ),
        new=lambda n: {
            "worker": stock.worker(n),
            "station": stock.station(n),
            "role": "head",
            "employment_type": "full_time",
            "started_on": stock.day(n),
        },
        change={"role": "social_worker"},
        elsewhere={"station": stock.FAR_STATION},
        further=(lambda world: changed(world.posting, ended_on=date(2022, 12, 31), leave_reason="resigned"),),
        asked_as={"started_on": "on", "ended_on": "on", "leave_reason": "reason"},
    ),
    Noun(
        name="position",
        model=Position,
        make=lambda world: make_position(world.station),
        api="positions",
        routes=Routes(
            pages=("personnel:position-list", "personnel:station-posts"),
            forms=("personnel:position-appoint",),
            verbs=(
                "personnel:position-open",
                "personnel:position-edit",
                "personnel:position-close",
                "personnel:position-waive",
            ),
            at=dict.fromkeys(
                ["personnel:station-posts", "personnel:position-open"], lambda world: [world.station.code]
            ),
        ),
        new=lambda n: {
            "station": stock.same_stations(n),
            "role": "social_worker",
            "employment_type": "full_time",
            "requirement": "none",
            "opened_on": stock.day(n),
        },
        change={"role": "head"},
        elsewhere={"station": stock.FAR_STATION},
        further=(
            lambda world: changed(world.position, closed_on=date(2022, 12, 31), close_reason="not_needed"),
        ),
        asked_as={"closed_on": "on", "close_reason": "reason"},
    ),
    Noun(
        name="access",
        model=PersonalDataAccess,
        make=lambda world: make_access(world.worker, reason=world.called("核对")),
        page=lambda access: reverse("personnel:access-log"),
        routes=Routes(
            pages=("personnel:access-log",),
            forms=("personnel:worker-reveal",),
            at={"personnel:worker-reveal": lambda world: [world.worker.code]},
        ),
    ),
)
