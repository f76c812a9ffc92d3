"""What is asked of a file before it is kept; no database is needed."""

import io

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image

from core.errors import Refused
from exchange.files import bare_name, check_file, checking, clean_title, documents, download_name, pictures
from exchange.files.types import DOCX, JPEG, PDF, PNG, WEBP, XLSX
from tests.stations import files


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in the language of the source."""
    with translation.override("en"):
        yield


def check(content, name="file"):
    return check_file(files.upload(content, name))


def picture_of(checked):
    checked.content.seek(0)
    return Image.open(io.BytesIO(checked.content.read()))


def bytes_of(checked):
    checked.content.seek(0)
    return checked.content.read()


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (files.PDF, "批复.pdf", PDF),
        (files.PDF, "批复.PDF", PDF),
        (files.PNG, "a.png", PNG),
        (files.JPEG, "a.jpg", JPEG),
        (files.JPEG, "a.JPEG", JPEG),
        (files.WEBP, "a.webp", WEBP),
        (files.DOCX, "a.docx", DOCX),
        (files.XLSX, "a.xlsx", XLSX),
        (files.PDF, "没有后缀", PDF),
        (files.PNG, "社工室No.3", PNG),
        (files.PNG, "平面图.最终稿", PNG),
    ],
)
def test_files_of_the_kept_kinds_are_taken(content, name, content_type):
    assert check(content, name).content_type == content_type


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "空.pdf", "“空.pdf” is empty; choose the file again"),
        (files.HTML, "a.html", "none of the kinds"),
        (files.HTML, "a.pdf", "none of the kinds"),
        (files.WAV, "a.webp", "none of the kinds"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧.doc", r"save it as .*Word \(.docx\)"),
        (files.archive("a.txt"), "a.zip", "none of the kinds"),
        (files.archive("word/document.xml"), "a.docx", "none of the kinds"),
        (files.archive("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"), "a.docx", "none of"),
        (files.DOCM, "a.docx", "contains macros"),
        (files.archive("[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/1.xml"), "a.xlsx", "macros"),
        (files.archive("[Content_Types].xml", "word/document.xml", "word/activeX/1.bin"), "a.docx", "macros"),
        (
            files.archive(
                "[Content_Types].xml", "word/document.xml", **{"[Content_Types]": "macroEnabled.12"}
            ),
            "a.docx",
            "contains macros",
        ),
        (files.PDF.removesuffix(b"%%EOF\n"), "断.pdf", "“断.pdf” is damaged or cut off"),
        (files.DOCX[:-30], "a.docx", "damaged or cut off"),
        (files.DOCX.replace(b"word/document.xml", b"word/document.XML", 1), "a.docx", "damaged or cut off"),
        (files.JPEG[: len(files.JPEG) // 2], "a.jpg", "damaged or cut off, the picture cannot be opened"),
        (files.PNG[:-20], "a.png", "cannot be opened"),
        (files.WEBP[:-10], "a.webp", "cannot be opened"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "a.jpg", "cannot be opened"),
        (b"\x89PNG\r\n\x1a\n" + files.HTML, "a.png", "cannot be opened"),
        (files.huge_png(60_000, 60_000), "a.png", "more than 50 million pixels; make the picture smaller"),
        (files.huge_png(9_000, 9_000), "a.png", "more than 50 million pixels"),
        (files.PDF, "通知.pdf.exe", "ends in .exe, but its content is .pdf; .*rename it"),
        (files.PNG, "a.pdf", "ends in .pdf, but its content is .png"),
        (files.PNG, "a.php", "ends in .php"),
        (files.PDF, "通知\u202efdp.exe", "“通知fdp.exe” ends in .exe"),
    ],
)
def test_what_is_not_kept_is_refused_with_its_name_the_rule_and_the_remedy(content, name, message):
    with pytest.raises(Refused, match=message):
        check(content, name)


def test_a_file_without_a_name_is_called_so():
    with pytest.raises(Refused, match="“unnamed file” is empty"):
        check_file(ContentFile(b""))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(checking, "MAX_BYTES", checking.MEGABYTE)
    with pytest.raises(Refused, match="“大.pdf” is larger than 1 MB; make it smaller or split it"):
        check(b"x" * (checking.MEGABYTE + 1), "大.pdf")


def test_an_archive_that_swells_up_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MAX_UNPACKED_BYTES", 2 * 1024 * 1024)
    swelling = files.archive("[Content_Types].xml", "word/document.xml", document="0" * 3 * 1024 * 1024)
    assert len(swelling) < 10_000
    with pytest.raises(Refused, match="unpacks to more than 2 MB"):
        check(swelling, "a.docx")


def test_an_encrypted_archive_is_refused():
    # The flag of the directory's entry, as Word sets it nowhere but other packers do.
    entry = files.DOCX.index(b"PK\x01\x02") + 8
    locked = files.DOCX[:entry] + b"\x01" + files.DOCX[entry + 1 :]
    with pytest.raises(Refused, match="protected by a password"):
        check(locked, "a.docx")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_loses_its_place_and_device_and_stands_upright(kind):
    taken = files.photograph(kind, size=(80, 40))
    assert files.PLACE in taken
    checked = check(taken)
    kept = picture_of(checked)
    assert files.PLACE not in bytes_of(checked)
    assert kept.format == kind
    assert not kept.getexif()
    assert kept.size == (40, 80)
    checked.thumbnail.seek(0)
    assert files.PLACE not in checked.thumbnail.read()


def test_what_hides_behind_a_picture_is_not_kept():
    assert b"script" not in bytes_of(check(files.PNG + files.HTML))


def test_documents_are_kept_byte_for_byte():
    assert bytes_of(check(files.XLSX)) == files.XLSX


@pytest.mark.parametrize(
    ("kind", "mode", "colour"),
    [
        ("PNG", "RGBA", (1, 2, 3, 0)),
        ("PNG", "P", 3),
        ("PNG", "LA", (3, 9)),
        ("PNG", "1", 1),
        ("PNG", "I;16", 900),
        ("JPEG", "L", 3),
        ("JPEG", "CMYK", (1, 2, 3, 4)),
        ("WEBP", "RGBA", (1, 2, 3, 0)),
    ],
)
def test_pictures_of_every_kind_of_colour_get_a_thumbnail(kind, mode, colour):
    checked = check(files.picture(kind, mode=mode, colour=colour, size=(900, 300)))
    thumbnail = Image.open(checked.thumbnail)
    assert thumbnail.format == "JPEG"
    assert thumbnail.size == (pictures.THUMBNAIL_PIXELS, 107)
    assert picture_of(checked).size == (900, 300)


def test_a_transparent_palette_stays_transparent():
    checked = check(files.picture("PNG", mode="P", colour=0, transparency=0))
    assert picture_of(checked).convert("RGBA").getpixel((0, 0))[3] == 0


def test_the_same_picture_is_drawn_the_same():
    assert check(files.JPEG).sha256 == check(files.JPEG).sha256


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\wang\\照片.jpg", "照片.jpg"),
        ("照片\u202egpj.exe", "照片gpj.exe"),
        ("照\x00片\r\n.jpg", "照片 .jpg"),
        ("\u200b\ufeff照片.jpg", "照片.jpg"),
        ("...", ""),
        ("", ""),
    ],
)
def test_names_are_shown_without_paths_and_hidden_characters(name, bare):
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("揭牌仪式.jpg", "揭牌仪式"),
        ("揭牌仪式.exe.pdf", "揭牌仪式"),
        ("社工室No.3", "社工室No.3"),
        ("../../etc/passwd", "passwd"),
        ("甲" * 300 + ".jpg", "甲" * 100),
        (".jpg", "jpg"),
    ],
)
def test_a_title_is_a_name_without_endings_and_not_too_long(name, title):
    assert clean_title(name) == title


def test_a_file_leaves_under_its_title_with_its_true_ending():
    assert download_name("a/../揭牌.exe", JPEG, otherwise="x") == "揭牌.jpg"
    assert download_name("\u202e", PDF, otherwise="x") == "x.pdf"
