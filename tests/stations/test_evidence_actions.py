"""Adding files together or not at all, and taking them back."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from core.errors import Refused
from exchange.files import keeping
from stations.actions.evidence import add_evidence, remove_evidence
from stations.models import Evidence
from tests.accounts.factories import make_user
from tests.stations import files
from tests.stations.factories import ACCEPTED_ON, make_deliverable, make_milestone

NOW = datetime(2022, 6, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def anna(db):
    return make_user("anna")


@pytest.fixture
def ben(db):
    return make_user("ben")


@pytest.fixture
def deliverable(station):
    return make_deliverable(station)


@pytest.fixture
def stored(tmp_path):
    """The names of all files in the store."""
    return lambda: sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


def photo(name="照片.jpg", colour=(1, 2, 3)):
    return files.upload(files.picture("JPEG", colour=colour), name)


def add(owner, by, *chosen, title=""):
    return add_evidence(owner, files=chosen, by=by, title=title)


def test_several_files_are_kept_together_each_under_its_own_name(deliverable, anna, stored):
    kept = add(deliverable, anna, photo("揭牌.jpg"), files.upload(files.PDF, "批复.pdf"))
    assert [one.title for one in deliverable.evidence.order_by("pk")] == ["揭牌", "批复"]
    assert stored() == sorted([kept[0].code.hex, f"{kept[0].code.hex}-thumbnail", kept[1].code.hex])
    assert {one.uploaded_by for one in kept} == {anna}
    assert {one.history.get().history_user for one in kept} == {anna}


def test_files_under_one_title_are_numbered(deliverable, anna):
    add(deliverable, anna, photo(), files.upload(files.PDF), title="验收")
    add(deliverable, anna, files.upload(files.DOCX), title="纪要")
    assert [one.title for one in deliverable.evidence.order_by("pk")] == ["验收 1", "验收 2", "纪要"]


def test_a_milestone_has_evidence_too(station, anna):
    milestone = make_milestone(station)
    add(milestone, anna, photo())
    assert milestone.evidence.get().owner == milestone


def test_one_bad_file_keeps_all_of_them_out_and_every_bad_one_is_named(deliverable, anna, stored):
    with pytest.raises(ValidationError) as refusal:
        add(
            deliverable,
            anna,
            photo(),
            files.upload(b"", "空.pdf"),
            files.upload(files.HTML, "页.html"),
            files.upload(files.JPEG[:80], "断.jpg"),
        )
    assert [message.split("”")[0] for message in refusal.value.messages] == ["“空.pdf", "“页.html", "“断.jpg"]
    assert not Evidence.objects.exists()
    assert stored() == []


def test_without_a_file_there_is_nothing_to_add(deliverable, anna):
    with pytest.raises(ValidationError, match="choose at least one"):
        add(deliverable, anna)


def test_too_many_files_and_too_much_at_once_are_refused(deliverable, anna, monkeypatch):
    monkeypatch.setattr(keeping, "MAX_FILES", 1)
    with pytest.raises(ValidationError, match="2 files are too many at once; send at most 1"):
        add(deliverable, anna, photo(), photo())
    monkeypatch.setattr(keeping, "MAX_TOTAL_BYTES", 10)
    with pytest.raises(ValidationError, match="together; send them in several goes"):
        add(deliverable, anna, photo())


def test_the_same_content_is_kept_once_for_one_thing(station, deliverable, anna, stored):
    add(deliverable, anna, photo())
    before = stored()
    with pytest.raises(
        ValidationError, match="“又.jpg”: This deliverable has a file with the same content already"
    ):
        add(deliverable, anna, photo("又.jpg"))
    with pytest.raises(ValidationError, match="“a.jpg” and “照片.jpg” have the same content; choose one"):
        add(make_milestone(station), anna, photo(), photo("a.jpg"))
    assert stored() == before
    add(make_deliverable(station), anna, photo())


def test_what_was_stored_goes_again_when_the_database_refuses(deliverable, anna, stored, monkeypatch):
    save, calls = Evidence.save, []

    def refuse_the_second(record, *args, **kwargs):
        calls.append(record)
        save(record, *args, **kwargs)
        if len(calls) == 2:
            raise DatabaseError("disk full")

    monkeypatch.setattr(Evidence, "save", refuse_the_second)
    with pytest.raises(DatabaseError):
        add(deliverable, anna, photo(), files.upload(files.PDF))
    assert len(calls) == 2
    assert not Evidence.objects.exists()
    assert stored() == []


def test_two_people_with_the_same_file_at_the_same_moment_are_told(deliverable, anna, ben, stored):
    mine, theirs = (
        Evidence(deliverable=deliverable, title="照片", file=photo(), uploaded_by=one) for one in (anna, ben)
    )
    mine.full_clean()
    theirs.full_clean()
    keeping.keep_files([mine], by=anna)
    with pytest.raises(Refused, match="added a moment ago"):
        keeping.keep_files([theirs], by=ben)
    assert stored() == [mine.code.hex, f"{mine.code.hex}-thumbnail"]


def test_ones_own_file_is_taken_back_and_the_record_says_so(deliverable, anna, stored):
    (kept,) = add(deliverable, anna, photo())
    before = stored()
    removed = remove_evidence(kept, at=NOW, by=anna)
    assert (removed.removed_at, removed.removed_by) == (NOW, anna)
    last = removed.history.first()
    assert (last.history_user, last.history_change_reason) == (anna, "removed")
    assert stored() == before
    with pytest.raises(Refused, match="removed already"):
        remove_evidence(kept, at=NOW, by=anna)


def test_what_was_removed_may_be_added_again(deliverable, anna):
    (kept,) = add(deliverable, anna, photo())
    remove_evidence(kept, at=NOW, by=anna)
    add(deliverable, anna, photo())
    assert deliverable.evidence.present().count() == 1


def test_another_ones_file_is_not_taken_back(deliverable, anna, ben):
    (kept,) = add(deliverable, anna, photo())
    with pytest.raises(Refused, match="added by somebody else"):
        remove_evidence(kept, at=NOW, by=ben)


def test_what_was_accepted_or_achieved_with_a_file_keeps_it(station, anna):
    for owner in (
        make_deliverable(station, accepted_on=ACCEPTED_ON),
        make_milestone(station, achieved_on=date(2022, 3, 1)),
    ):
        (kept,) = add(owner, anna, photo())
        with pytest.raises(Refused, match="accepted or achieved with it"):
            remove_evidence(kept, at=NOW, by=anna)
