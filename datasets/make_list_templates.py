"""Make the Word templates of the dishonesty list from `rules/cn-dishonesty-list/templates/layout.yaml`.

A4 with the margins of official documents, Chinese type by its usual names, with names that Word and WPS have beside them. The same
layout gives the same files. Run it as `python datasets/make_list_templates.py`.
"""

from __future__ import annotations

import argparse
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from ruamel.yaml import YAML

FOLDER = Path(__file__).resolve().parents[1] / "rules" / "cn-dishonesty-list" / "templates"
LAYOUT = "layout.yaml"
DAY = datetime(2021, 9, 1, tzinfo=UTC)
"""What every template says of when it was made: no clock goes into a file."""

SONG, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"
OTHERWISE = {SONG: "宋体;SimSun", FANG: "仿宋;FangSong", HEI: "SimHei"}
"""What is used where a type is not installed."""

UNUSED = re.compile("thumbnail|stylesWithEffects|customXml|numbering|webSettings")
"""Parts of a new Word file that these documents have no use for."""

LATIN = "Times New Roman"
# name: type, size in points, line in points, indent of the first line in characters, alignment, space before in points
STYLES: Mapping[str, tuple[str, float, float, int, str, float]] = {
    "title": (SONG, 22, 34, 0, "center", 0),
    "number": (FANG, 16, 28, 0, "center", 6),
    "left": (FANG, 16, 28, 0, "left", 0),
    "body": (FANG, 16, 28, 2, "left", 0),
    "contact": (FANG, 16, 28, 2, "left", 0),
    "head": (HEI, 16, 28, 2, "left", 6),
    "head2": (HEI, 12, 20, 0, "left", 6),
    "right": (FANG, 16, 28, 0, "right", 12),
    "cell": (FANG, 10.5, 16, 0, "left", 0),
    "small": (FANG, 9, 14, 0, "left", 0),
}
BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_V = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
WATERMARK = f"""<w:r {nsdecls("w")} {_V}><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="DraftMark" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;\
width:320pt;height:160pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">
<v:fill opacity=".5"/><v:textpath style="font-family:&quot;SimHei&quot;;font-size:1pt" string="草 稿"/></v:shape></w:pict></w:r>"""


def main() -> None:
    """Write the templates."""
    parser = argparse.ArgumentParser(description="Make the Word templates of the dishonesty list.")
    parser.add_argument("--out", type=Path, default=FOLDER, help="the folder to write into")
    out = parser.parse_args().out
    for name, content in templates(FOLDER / LAYOUT).items():
        (out / f"{name}.docx").write_bytes(content)
        print(f"{name}.docx: {len(content)} bytes")


def templates(layout: Path) -> dict[str, bytes]:
    """The templates, by kind."""
    kinds: Mapping[str, list[Mapping[str, Any]]] = YAML(typ="safe").load(layout)
    return {kind: _template(lines) for kind, lines in kinds.items()}


def _template(lines: Iterable[Mapping[str, Any]]) -> bytes:
    document = Document()
    _page(document)
    _styles(document)
    for line in lines:
        ((what, text),) = line.items()
        if what == "tag":
            document.add_paragraph(f"{{%p {text} %}}", style="rg small")
        elif what == "table":
            _table(document, text)
        else:
            _write(document.add_paragraph(style=f"rg {what}"), text)
    _mark(document)
    _trim(document)
    about = document.core_properties
    about.author, about.title, about.comments, about.last_modified_by = "", "", "", ""
    about.created = about.modified = DAY
    stream = BytesIO()
    document.save(stream)
    return _packed(stream.getvalue())


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(30)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(18), Mm(18)


def _styles(document: Any) -> None:
    _type(document.styles["Normal"], FANG, 16)
    # Which language the text is in decides how its signs are drawn.
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), "en-US")
        element.set(qn("w:eastAsia"), "zh-CN")
    for name, (font, size, line, indent, align, before) in STYLES.items():
        style = document.styles.add_style(f"rg {name}", 1)
        style.base_style = document.styles["Normal"]
        _type(style, font, size)
        form = style.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        form.space_before, form.space_after = Pt(before), Pt(0)
        form.alignment = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}.get(
            align, WD_ALIGN_PARAGRAPH.LEFT
        )
        # The seal never stands on a page of its own.
        form.keep_with_next = name in ("title", "head", "head2", "contact", "right")
        form.widow_control = True
        if indent:
            form.first_line_indent = Pt(indent * size)


def _trim(document: Any) -> None:
    """Styles that no line uses go; they are most of the size of a file."""
    for style in list(document.styles):
        if not style.name.startswith("rg ") and style.name not in (
            "Normal",
            "Normal Table",
            "Table Normal",
            "Default Paragraph Font",
        ):
            style.delete()


def _type(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = LATIN, Pt(size), RGBColor(0, 0, 0)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _write(paragraph: Any, text: str) -> None:
    """Text with ^what is set high^ between marks."""
    for place, piece in enumerate(re.split(r"\^", text)):
        if piece:
            run = paragraph.add_run(piece)
            if place % 2:
                run.font.superscript = True


def _table(document: Any, model: Mapping[str, Any]) -> None:
    widths, each = model["widths"], model.get("each")
    table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    # Word wants these in the order of its schema.
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{BORDER}</w:tblBorders>")
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    if "heading" in model:
        _row(table, model["heading"], widths)
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    if each:
        _row(table, [f"{{%tr for {each} %}}"], widths)
    for row in model["rows"]:
        _row(table, row, widths)
    if each:
        _row(table, ["{%tr endfor %}"], widths)


def _row(table: Any, texts: list[str], widths: list[int]) -> None:
    row = table.add_row()
    # A row is not torn apart by the end of a page.
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        cell.width = Mm(width)
        lines = (texts[place] if place < len(texts) else "").split("\n")
        for number, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.style = "rg cell"
            _write(paragraph, text)


def _mark(document: Any) -> None:
    """The mark of a draft across each page and in its header; which draft it is, and the page, in the footer."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.style = "rg small"
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head.add_run("{%r if draft %}")
    head.add_run("草稿　未经批准并作出决定，不产生列入效力")
    head._p.append(parse_xml(WATERMARK))
    head.add_run("{%r endif %}")
    foot = section.footer.paragraphs[0]
    foot.style = "rg small"
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("{{ record.id }}　{{ record.entry }}　第")
    _field(foot, "PAGE")
    foot.add_run("页　共")
    _field(foot, "NUMPAGES")
    foot.add_run("页")


def _field(paragraph: Any, name: str) -> None:
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def _packed(content: bytes) -> bytes:
    """The same document with types that stand in for those not installed, without a picture of itself, and without a clock."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            data = old.read(name)
            if UNUSED.search(name):
                continue
            if name.endswith(".rels"):
                data = re.sub(rb"<Relationship [^>]*Target=\"([^\"]*)\"[^>]*/>", _kept, data)
            if name == "[Content_Types].xml":
                data = re.sub(rb"<Override [^>]*PartName=\"([^\"]*)\"[^>]*/>", _kept, data)
            if name == "word/fontTable.xml":
                data = data.replace(b"</w:fonts>", _alternatives().encode() + b"</w:fonts>")
            if name == "word/settings.xml":
                # Chinese signs where a type has several, and no "compatibility mode" in the window's title.
                data = data.replace(b'w:eastAsia="ja-JP"', b'w:eastAsia="zh-CN"')
                data = re.sub(rb'(w:name="compatibilityMode"[^>]*w:val=")14"', rb'\g<1>15"', data)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _kept(found: re.Match[bytes]) -> bytes:
    return b"" if UNUSED.search(found[1].decode()) else found[0]


def _alternatives() -> str:
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in OTHERWISE.items()
    )


if __name__ == "__main__":
    main()
