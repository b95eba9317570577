"""Templates: those that are shipped are what their layout gives; a template that would do more than a document does is refused."""

import importlib.util
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from riskgrade.dishonesty.documents import DocumentMaker
from riskgrade.dishonesty.documents_plan import read_plan
from riskgrade.dishonesty.documents_template import WordTemplate
from riskgrade.dishonesty.error import IncompleteDraftError, ListingError
from tests.dishonesty.packs import copied
from tests.dishonesty.word import drafts, maker

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "rules" / "cn-dishonesty-list" / "templates"


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {one: file.read(one) for one in file.namelist()}


def packed(found):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, data in found.items():
            file.writestr(name, data)
    return stream.getvalue()


def notice(**changes):
    """The shipped notice with a text of it replaced, or parts added."""
    found = parts((FOLDER / "notice.docx").read_bytes())
    for name, (old, new) in changes.pop("texts", {}).items():
        assert found[name].decode().count(old) >= 1
        found[name] = found[name].decode().replace(old, new, 1).encode()
    return packed(found | changes.pop("parts", {}))


def test_the_shipped_templates_are_what_the_layout_gives():
    spec = importlib.util.spec_from_file_location("make_list_templates", ROOT / "datasets" / "make_list_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.templates(FOLDER / "layout.yaml")
    assert {f"{name}.docx" for name in made} == {one.name for one in FOLDER.glob("*.docx")}
    assert {f"templates/{name}.docx" for name in made} == {one.template for one in maker().plan.model.kinds.values()}
    for name, content in made.items():
        # The parts, not the bytes: how small they are packed is the machine's.
        assert parts(content) == parts((FOLDER / f"{name}.docx").read_bytes()), name


@pytest.mark.parametrize(
    "tag",
    [
        "{{ title.__class__.__mro__ }}",
        "{{ title|attr('__class__') }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ ('x' * 1000000000) }}",
        "{% for a in range(1000000000) %}x{% endfor %}",
        "{{ notes.append(1) }}",
        "{% include 'secret' %}",
        "{% import 'os' as os %}",
        "{{ nobody }}",
        "{{ party.nobody }}",
        "{{ 1 / 0 }}",
        "{{ title",
        "{% for %}",
    ],
)
def test_a_template_reaches_nothing_but_what_a_document_says(tmp_path, tag):
    pack = copied(tmp_path)
    path = tmp_path / pack.id / "templates" / "notice.docx"
    path.write_bytes(notice(texts={"word/document.xml": ("{{ title }}", tag)}))
    with pytest.raises(ListingError, match="cannot be used"):
        DocumentMaker(read_plan(pack)).make(drafts()["candidate"], "notice")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"nothing", "no Word file"),
        (packed({"a.txt": b"x"}), "no Word file"),
        (notice(parts={"word/vbaProject.bin": b"x"}), "macros"),
        (notice(parts={"word/_rels/x.rels": b'<Relationship TargetMode="External"/>'}), "outside"),
        (notice(texts={"word/document.xml": ("<w:document", '<!DOCTYPE a [<!ENTITY b "c">]><w:document')}), "DOCTYPE"),
        (notice(parts={"word/media/a": b"\0" * (9 * 1024 * 1024)}), "too large"),
    ],
)
def test_a_file_that_is_more_than_a_document_is_refused(tmp_path, content, told):
    path = tmp_path / "notice.docx"
    path.write_bytes(content)
    with pytest.raises(ListingError, match=told):
        WordTemplate.read(path, "pack/notice.docx")


def test_a_template_that_does_not_print_a_mandatory_part_makes_nothing(tmp_path):
    pack = copied(tmp_path)
    path = tmp_path / pack.id / "templates" / "notice.docx"
    path.write_bytes(notice(texts={"word/document.xml": ("{%p for one in rights %}", "{%p for one in [] %}")}))
    with pytest.raises(IncompleteDraftError, match="does not print it") as told:
        DocumentMaker(read_plan(pack)).make(drafts()["candidate"], "notice")
    assert told.value.missing == ("rights",)


def test_a_tag_that_word_has_torn_apart_is_still_one():
    torn = "{</w:t></w:r><w:r><w:t>{ title }</w:t></w:r><w:r><w:t>}"
    made = WordTemplate("x", notice(texts={"word/document.xml": ("{{ title }}", torn)}))
    assert made.names == WordTemplate("y", notice()).names
