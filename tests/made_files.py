"""The same text in files of every format: by hand where a format is text, by real programs where it is not."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

OPINION = """溪山省人民政府关于进一步办好乡村书屋的意见
各市、县（区）人民政府，省政府各部门：
为贯彻落实《国务院关于办好乡村书屋的意见》，结合本省实际，现提出如下意见。
一、总体要求
（一）指导思想。坚持“政府主导、社会参与”的原则，把书屋办成村民身边的图书馆，到2030年实现行政村全覆盖。
（二）工作目标。每个书屋藏书不少于3000册，每周开放不少于35小时；每年新增图书不少于120种，其中少儿读物不低于20%。
二、重点任务
（三）完善设施。书屋面积不小于60平方米，应当设在村民“十五分钟生活圈”以内；确有困难的，可以与村级综合服务中心合用。
（四）充实藏书。县级公共图书馆每季度至少调换一次流动图书，并依照《溪山省公共图书馆条例》第八条的规定编制目录。
（五）加强管理。实行“一屋一员”制度，管理员应当按时开放，不得擅自收费，不得挪用书屋经费，违反规定的由乡镇人民政府责令改正。
三、保障措施
（六）落实经费。省财政对每个书屋每年补助2.5万元，市、县财政按照1:1的比例配套，专款专用。
（七）强化考核。将书屋建设纳入年度绩效考核，考核结果应当在30个工作日内向社会公布，连续两年不合格的予以通报。
溪山省人民政府
2029年3月15日"""
REGULATION = """溪山省乡村书屋管理办法
第一章　总则
第一条　为了规范乡村书屋的管理，保障村民“读得到书、读得起书”，根据《公共文化服务保障法》和有关法律，制定本办法。
第二条　本办法所称乡村书屋，是指由政府投入、村民委员会管理、向全体村民免费开放的公共阅读场所。
第三条　县级以上地方人民政府应当将书屋建设纳入国民经济和社会发展规划，所需经费列入本级财政预算，并逐年增加。
第二章　管理
第四条　书屋应当建立下列制度：
（一）图书借阅制度，每人每次可以借阅图书3册，借期不超过30日；
（二）安全管理制度，每月至少检查一次消防设施；
（三）意见反馈制度，在10个工作日内答复读者提出的意见。
第五条　管理员违反本办法第四条规定的，由乡镇人民政府责令限期改正；逾期不改正的，处以200元以上1000元以下罚款。
第三章　附则
第六条　本办法自2030年1月1日起施行。"""
TEXTS = {"opinion": OPINION, "regulation": REGULATION}
FOOTER = "— {page} —"


def program(*names: str) -> str:
    """A program of the machine; a test that needs one is skipped where there is none."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed here")
    return found


def word_file(text: str) -> docx.document.Document:
    """A Word document as an office writes it: indented, justified, a running head, a page number."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.font.name = "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    title, *paragraphs = text.split("\n")
    document.sections[0].header.paragraphs[0].text = title
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("— ")
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    footer._p.append(parse_xml(field))
    footer.add_run(" —")
    document.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for paragraph in paragraphs:
        made = document.add_paragraph(paragraph)
        made.paragraph_format.first_line_indent = Pt(32)
        made.paragraph_format.space_after = Pt(0)
        made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return document


def page_source(text: str) -> str:
    """A page of a government's site around the text: ways through the site in front, share bar and foot behind."""
    title, *paragraphs = text.split("\n")
    body = "\n".join(f'<p style="text-indent:2em"><span>{html.escape(line)}</span></p>' for line in paragraphs)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_溪山省人民政府</title>
<style>p{{font-size:16px}}</style><script>var a = "<p>不是正文。</p>";</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/fw">办事服务</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/wj">文件</a></div>
<h1>{title}</h1><div class="share">分享到：微信 微博 【打印】【关闭】</div>
<div style="display:none">看不见的字，不是正文。</div>
<div class="TRS_Editor">{body}</div>
<div class="footer">主办：溪山省人民政府办公厅　网站标识码：1234567890　溪ICP备12345678号</div>
</body></html>"""


def plain_page(text: str) -> str:
    """A page that is nothing but its text, for printing."""
    title, *paragraphs = text.split("\n")
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in paragraphs)
    style = "p{text-indent:2em;font-size:16px;text-align:justify;margin:0} h1{text-align:center;font-size:22px}"
    return f'<html><head><meta charset="utf-8"><style>{style}</style></head><body><h1>{title}</h1>{body}</body></html>'


def ofd_file(text: str, *, width: int = 28, page: int = 22) -> bytes:
    """An OFD file: the lines of the text wrapped at so many characters, so many on a page, a number under each."""
    lines: list[tuple[int, str]] = []
    for i, paragraph in enumerate(text.split("\n")):
        rest, indent = paragraph, 2 if i else 4
        while rest:
            end = width - indent
            while rest[end : end + 1] and rest[end] in "，。；：、”》）":
                end += 1
            lines.append((indent, rest[:end]))
            rest, indent = rest[end:], 0
    pages = [lines[i : i + page] for i in range(0, len(lines), page)]
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    made = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {ns}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for i, content in enumerate(pages):
        rows = [*((28 + 5.6 * indent, 37 + 9 * row, line) for row, (indent, line) in enumerate(content))]
        rows.append((100.0, 270.0, FOOTER.format(page=i + 1)))
        objects = "".join(
            f'<ofd:TextObject ID="{row}" Boundary="{x} {y} 160 6" Font="1" Size="5.6">'
            f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(line)} 5.6">{html.escape(line)}</ofd:TextCode></ofd:TextObject>'
            for row, (x, y, line) in enumerate(rows)
        )
        made[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f"<ofd:Page {ns}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(made)


def pdf_file(content: str, *, font: str = "", image: bool = False, trailer: str = "") -> bytes:
    """A PDF of one page, by hand."""
    picture = "/XObject << /I 6 0 R >>" if image else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {picture} >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        font or "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        "/Length 1 >>\nstream\nA\nendstream",
    ]
    data, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010} 00000 n \n" for place in places
    )
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return data.encode("latin-1")


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip container."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def convert(files: Sequence[Path], target: str, folder: Path, profile: Path) -> None:
    """Let LibreOffice write files in another format; several in one call, for it takes a second to start."""
    command = [program("soffice", "libreoffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", target, "--outdir", folder, *files], check=True, capture_output=True, timeout=120
    )


def print_page(source: Path, target: Path) -> None:
    """Let a browser print a page to a PDF."""
    browser = program("chromium", "chromium-browser", "google-chrome")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={target.parent / 'browser'}"]
    subprocess.run(
        [browser, *options, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=120
    )
