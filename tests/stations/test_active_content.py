"""What would act by itself on somebody's computer is not kept as evidence; no database is needed."""

import io
import zipfile
import zlib

import pytest
from django.utils import translation

from core.errors import Refused
from exchange.files import check_file
from exchange.files.types import DOCX, PDF, XLSX
from tests.stations import files

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in the language of the source."""
    with translation.override("en"):
        yield


def check(content, name):
    return check_file(files.upload(content, name))


def pdf(*objects, trailer="") -> bytes:
    """A PDF of these objects, as far as anybody looks."""
    written = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + written + f"trailer << {trailer} >>\n%%EOF\n".encode()


def packed(
    objects: bytes, says=b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", pack=zlib.compress
) -> bytes:
    """A heap of objects in a stream."""
    return b"<< " + says + b" >>\nstream\r\n" + pack(objects) + b"\nendstream"


SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (pdf(SCRIPT), "JavaScript"),
        (pdf(b"<</S/J#61vaScript/JS(x)>>"), "JavaScript"),
        (pdf(b"<</S/#4a#61#76aScript/JS(x)>>"), "JavaScript"),
        (pdf(b"<< /S /Launch /F (cmd.exe) >>"), "Launch"),
        (pdf(b"<< /Names << /EmbeddedFiles 3 0 R >> >>"), "EmbeddedFiles"),
        (pdf(b"<< /Type /EmbeddedFile >>"), "EmbeddedFile"),
        (pdf(b"<< /AcroForm << /XFA 4 0 R >> >>"), "XFA"),
        (pdf(b"<< /S /SubmitForm >>"), "SubmitForm"),
        (pdf(packed(b"1 0 " + SCRIPT)), "JavaScript"),
        (pdf(packed(b"1 0 " + SCRIPT, b"/Type/Obj#53tm/Filter[/FlateDecode]")), "JavaScript"),
        (pdf(b"<<>>") + pdf(SCRIPT), "JavaScript"),
    ],
)
def test_a_pdf_that_acts_by_itself_is_refused_with_the_reason(content, what):
    with pytest.raises(Refused, match=rf"“批复.pdf” does or carries more than its pages \({what}\)"):
        check(content, "批复.pdf")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf(b"<<>>", trailer="/Encrypt 5 0 R"), "protected by a password"),
        (
            pdf(packed(b"x", b"/Type /ObjStm /Filter /ASCIIHexDecode", lambda raw: raw.hex().encode())),
            "damaged",
        ),
        (pdf(packed(b"x", b"/Type /ObjStm /Filter 9 0 R")), "damaged"),
        (pdf(packed(b"x", pack=bytes)), "damaged"),
        (pdf(packed(bytes(101 * 1024 * 1024))), "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_looked_into_is_refused(content, sentence):
    with pytest.raises(Refused, match=sentence):
        check(content, "a.pdf")


@pytest.mark.parametrize(
    "content",
    [
        files.PDF,
        pdf(b"<< /Type /Catalog /OpenAction [3 0 R /Fit] >>", b"<< /Type /Sig /Contents <00> >>"),
        pdf(packed(b"1 0 << /Type /Font >>"), packed(b"2 0 << /S /URI /URI (https://a.cn) >>")),
        pdf(b"<< /Title (JavaScript for beginners) /JavaScripted 1 >>"),
        pdf(packed(b"BT (/JavaScript) Tj ET", b"/Length 9 /Filter /FlateDecode")),
    ],
)
def test_other_pdfs_are_kept_as_they_are(content):
    checked = check(content, "a.pdf")

    assert (checked.content_type, checked.size_bytes) == (PDF, len(content))


def office(kind="word", **parts) -> bytes:
    """A document with these parts beside its main one; ``_`` in their names stands for a slash."""
    stream = io.BytesIO()
    main = "word/document.xml" if kind == "word" else "xl/workbook.xml"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, content in ({main: "<x/>"} | parts).items():
            package.writestr(name, content)
    return stream.getvalue()


def relations(kind, target, mode="External", prefix="") -> str:
    colon, own = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    inside = f"<{colon}Relationship TargetMode='{mode}' Target='{target}' Type='{OFFICE}/{kind}' Id='a'/>"
    return f"<{colon}Relationships {own}='{PACKAGE}'>{inside}</{colon}Relationships>"


def text(inside, prefix="w") -> str:
    return f"<{prefix}:document xmlns:{prefix}='{WORDS}'>{inside}</{prefix}:document>"


SPLIT_FIELD = (
    "<w:fldChar/><w:instrText> DDE</w:instrText><w:instrText>AUTO c:\\\\cmd</w:instrText><w:fldChar/>"
)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (
            office(**{"word/_rels/settings.xml.rels": relations("attachedTemplate", "https://a.cn/t.dotm")}),
            "attached",
        ),
        (
            office(
                **{"word/_rels/settings.xml.rels": relations("attachedTemplate", "//a/t.dotm", prefix="p")}
            ),
            "attached",
        ),
        (office(**{"word/_rels/document.xml.rels": relations("image", "http://a.cn/1.png")}), "image"),
        (
            office(**{"word/_rels/document.xml.rels": relations("oleObject", "http://a.cn/1.doc")}),
            "oleObject",
        ),
        (
            office(**{"word/_rels/document.xml.rels": relations("oleObject", "x/1.bin", "Internal")}),
            "oleObject",
        ),
        (office(**{"word/_rels/document.xml.rels": relations("aFChunk", "a.html", "Internal")}), "aFChunk"),
        (office(**{"word/embeddings/oleObject1.bin": "x"}), "word/embeddings/oleObject1.bin"),
        (office("xl", **{"xl/embeddings/a.docx": "x"}), "xl/embeddings/a.docx"),
        (
            office("xl", **{"xl/_rels/workbook.xml.rels": relations("externalLink", "e/1.xml", "Internal")}),
            "externalLink",
        ),
        (
            office("xl", **{"xl/_rels/workbook.xml.rels": relations("connections", "c.xml", "Internal")}),
            "connect",
        ),
        (office(**{"word/document.xml": text(SPLIT_FIELD)}), "DDEAUTO"),
        (
            office(**{"word/header1.xml": text("<q:fldSimple q:instr='INCLUDETEXT http://a.cn'/>", "q")}),
            "INCLUDET",
        ),
    ],
)
def test_an_office_document_that_fetches_or_carries_something_is_refused_with_the_reason(content, what):
    name = "a.xlsx" if b"xl/workbook.xml" in content else "a.docx"
    with pytest.raises(Refused, match=rf"“{name}” carries another file or fetches .*{what}"):
        check(content, name)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (office(**{"word/_rels/document.xml.rels": relations("hyperlink", "https://a.cn")}), DOCX),
        (office(**{"word/_rels/document.xml.rels": relations("image", "media/1.png", "Internal")}), DOCX),
        (office(**{"word/document.xml": text("<w:instrText> PAGE </w:instrText><w:t>LINK</w:t>")}), DOCX),
        (office("xl", **{"xl/_rels/workbook.xml.rels": relations("worksheet", "s.xml", "Internal")}), XLSX),
    ],
)
def test_other_documents_are_kept_as_they_are(content, content_type):
    assert check(content, "a.docx" if content_type == DOCX else "a.xlsx").content_type == content_type


def test_a_part_that_is_no_xml_refuses_the_document():
    with pytest.raises(Refused, match="damaged or cut off"):
        check(office(**{"word/_rels/document.xml.rels": "<Relationships"}), "a.docx")
