"""The review in the page, in a browser, from disk: what is decided by keys comes out as a corrections file that the report takes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from report_case import HOSTILE, hostile_report
from shipped import make_document, segment_document

import duizhao as dz
from duizhao.changes import Correction, Quoted, Source, corrections_text, join_corrections, parse_corrections, source_of
from duizhao.corpus import DocumentError
from duizhao.report import Report, report_html, write_text
from duizhao.report.html.packed_parts import PACKED_FROM
from duizhao.results.check_queue import to_check
from duizhao.results.names import short_names
from duizhao.results.pair_rows import pair_rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CENTRAL = (
    "关于办好社区书屋的意见\n办好社区书屋意义重大。现提出如下意见。\n"
    "（一）延长开放时间。社区书屋每周开放不少于五天。书屋应当定期听取读者意见。\n"
    "（二）管好图书。图书应当登记造册。读者遗失图书的，应当照价赔偿。\n"
    "（三）配齐人员。每个书屋至少配备一名管理员。管理员应当每年参加培训。\n"
    "（四）办好活动。书屋应当每季度举办一次读书会。读书会的举办情况应当公布。\n"
)
EAST = (
    "东省办好社区书屋的措施\n第一条 社区书屋每周开放不少于六天。书屋应当每季度听取读者意见。\n"
    "第二条 图书应当登记造册，每年清点。\n第三条 书屋之间可以交换图书。食堂按时供餐。\n"
)
WEST = (
    "西省办好社区书屋的措施\n第一条 社区书屋每周开放不少于三天。\n第二条 每个书屋应当配备管理员，管理员可以兼职。\n"
    "第三条 书屋可以举办读书会。\n"
)
TEMPLATES = Path(__file__).resolve().parent.parent / "report" / "html" / "templates"
# A browser that keeps nothing for files: reading already is refused.
FORGETFUL = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
)

Open = Callable[..., "Page"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one person: what it keeps, it keeps for the pages opened in it."""
    found = browser.new_context(viewport={"width": 1200, "height": 800}, accept_downloads=True)
    yield found
    found.close()


@pytest.fixture
def opened(context: BrowserContext) -> Iterator[Open]:
    """Open a page from disk, at its desk; nothing may be asked for, nothing may go wrong."""
    trouble: list[str] = []

    def open_file(path: Path) -> Page:
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: None if _of(request.url, path) else trouble.append(request.url))
        page.goto(path.as_uri())
        page.click("#review-start")
        return page

    yield open_file
    assert trouble == []


def _of(url: str, path: Path) -> bool:
    return url.split("#", maxsplit=1)[0] == path.as_uri() or url.startswith("blob:")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("复 核")


def family(*local: str) -> tuple[Any, list[Any]]:
    texts = {"东.txt": EAST, "西.txt": WEST}
    central = segment_document(make_document(CENTRAL, "意见.txt"))
    return central, [segment_document(make_document(texts[name], name)) for name in local]


@pytest.fixture(scope="module")
def report() -> Report:
    central, local = family("东.txt", "西.txt")
    return dz.compare_many(central, local)


@pytest.fixture(scope="module")
def pages(folder: Path, report: Report) -> dict[str, Path]:
    """The pages of a folder: both documents side by side, and one each."""
    made = {"all": report, "east": report.single(0), "west": report.single(1)}
    for name, one in made.items():
        write_text(folder / f"{name}.html", report_html(one))
    return {name: folder / f"{name}.html" for name in made}


def queue(report: Report, number: int = 0) -> list[tuple[str, str]]:
    """Side and id of the rows to check of a document, as the page must offer them."""
    comparison = report.comparisons[number]
    rows = to_check(pair_rows(comparison, short_names([one.local for one in report.comparisons])[number]))
    return [("local", row.local.sentence.id) if row.local else ("central", row.central_ids[0]) for row in rows]


def left(page: Page) -> str:
    return page.locator("#review-left").text_content() or ""


def at(page: Page) -> str:
    """The id of the sentence that is shown."""
    return (page.locator("#review-place").text_content() or "").split(" ")[-1]


def go_to(page: Page, name: str) -> None:
    """To a row among all of them, by keys."""
    page.select_option("#review-scope", "all")
    page.locator("#review-case").focus()
    number = page.locator("#review-number")
    while not (number.text_content() or "").startswith("1 /"):
        page.keyboard.press("k")
    for _ in range(int((number.text_content() or "").split(" / ")[1])):
        if at(page) == name:
            return
        page.keyboard.press("j")
    raise AssertionError(f"no row {name}")


def saved(page: Page) -> bytes:
    with page.expect_download() as download:
        page.click("#review-save")
    return Path(download.value.path()).read_bytes()


def said(corrections: Sequence[Correction]) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    return {
        (one.local_document.name, one.side, one.sentence.id): (
            None if one.links is None else tuple(quoted.id for quoted in one.links),
            one.relation,
            one.note,
        )
        for one in corrections
    }


# ------------------------------------------------------------------------------------------------- the whole way through


def test_mark_reload_go_on_save_and_report(opened: Open, pages: dict[str, Path], report: Report, folder: Path) -> None:
    rows = queue(report)
    changes = {change.local: change for change in report.comparisons[0].sentences}
    assert len(rows) >= 3
    page = opened(pages["east"])
    assert left(page) == f"还剩 {len(rows)}，共 {len(rows)}"
    page.fill("#review-by", "某馆员")
    page.locator("#review-case").focus()
    seen = []
    for place, (side, name) in enumerate(rows):
        assert at(page) == name  # what a look gains most comes first
        if place == 2:  # go away in the middle, and come back
            page.reload()
            page.click("#review-start")
            assert left(page) == f"还剩 {len(rows) - 2}，共 {len(rows)}"
            assert page.input_value("#review-by") == "某馆员"
            assert at(page) == name
        key = "y" if place != 1 else "3"
        page.keyboard.press(key)
        seen.append((side, name, key))
        assert f"{name}：" in (page.locator("#review-said").text_content() or "")
    assert left(page) == f"还剩 0，共 {len(rows)}"
    assert page.locator("#review-finished").is_visible()
    assert page.locator("#review-waiting").text_content() == left(page)
    data = saved(page)
    # The same bytes that the command would write.
    assert corrections_text(parse_corrections(data)).encode() == data
    found = said(parse_corrections(data))
    assert {(side, name) for _, side, name in found} == {(side, name) for side, name, _ in seen}
    for side, name, key in seen:
        links, relation, note = found["东.txt", side, name]
        if side == "local":
            assert links == tuple(link.central for link in changes[name].links)
            assert relation == ("strengthened" if key == "3" and links else changes[name].relation)
        else:
            assert (links, relation) == (None, "missing" if key == "y" else "no_duty")
        assert note is None
    path = folder / "复核.toml"
    path.write_bytes(data)
    central, local = family("东.txt")
    again = dz.compare_many(central, local, corrections=str(path))
    assert [warning for warning in again.comparisons[0].warnings if "复核" in warning] == []
    assert again.parameters["corrections"]["entries"] == again.parameters["corrections"]["applied"] == len(rows)  # type: ignore[index]
    html = report_html(again)
    assert html.count("人工复核（某馆员，") >= len(rows)
    assert queue(again) == []
    write_text(folder / "again.html", html)
    page = opened(folder / "again.html")
    assert left(page) == "还剩 0，共 0"
    assert saved(page) == data  # what the report was made with is saved along


def test_what_can_be_said_of_a_sentence(opened: Open, pages: dict[str, Path], report: Report) -> None:
    links = {change.local: tuple(link.central for link in change.links) for change in report.comparisons[0].sentences}
    assert links["1:1"]
    assert not links["3:1"]
    page = opened(pages["east"])
    go_to(page, "1:1")
    page.keyboard.press("4")  # another relation
    go_to(page, "1:2")
    page.keyboard.press("c")  # another counterpart: by number
    assert page.evaluate("document.activeElement.id") == "review-search"
    page.keyboard.type("3:2")
    page.keyboard.press("Enter")
    assert page.locator("#review-chosen").text_content() == "选定：3:2"
    page.keyboard.press("Enter")
    go_to(page, "2:1")
    page.keyboard.press("n")  # none
    go_to(page, "3:1")
    page.keyboard.press("2")  # a relation of what has no counterpart asks for it: by words, one more by hand
    page.keyboard.type("登记　造册")
    assert page.locator("#review-options label:visible").count() == 1
    page.keyboard.press("Enter")
    page.fill("#review-search", "")
    page.locator("#review-options input[value='3:1']").check()
    page.click("#review-confirm")
    go_to(page, "3:2")
    page.keyboard.press("r")
    page.keyboard.type('问处里：jkn"引号"\\')  # letters in a remark are letters
    page.keyboard.press("Escape")
    assert page.evaluate("document.getElementById('review-desk').open")
    go_to(page, "4:1")
    page.keyboard.press("c")  # a central sentence that is answered after all
    page.locator("#review-options input[value='3:2']").check()
    page.click("#review-confirm")
    go_to(page, "4:1")
    assert "落实它的是 3:2" in (page.locator("#review-decided").text_content() or "")
    page.keyboard.press("1")
    assert "已定由 3:2 落实" in (page.locator("#review-said").text_content() or "")
    go_to(page, "4:2")
    page.keyboard.press("2")
    data = saved(page)
    assert corrections_text(parse_corrections(data)).encode() == data
    assert {name: value for (_, _, name), value in said(parse_corrections(data)).items()} == {
        "1:1": (links["1:1"], "weakened", None),
        "1:2": (("3:2",), None, None),
        "2:1": ((), "added", None),
        "3:1": (("2:1", "3:1"), "adapted", None),
        "3:2": (("4:1",), None, '问处里：jkn"引号"\\'),
        "4:2": (None, "not_applicable", None),
    }
    central, local = family("东.txt")
    again = dz.compare_many(central, local, corrections=parse_corrections(data)).comparisons[0]
    assert {change.local: {link.central for link in change.links} for change in again.sentences}["3:2"] == {"4:1"}
    assert [warning for warning in again.warnings if "复核" in warning] == []


def test_undo_and_take_back(opened: Open, pages: dict[str, Path]) -> None:
    page = opened(pages["east"])
    whole, first = left(page), at(page)
    assert page.locator("#review-undo").is_disabled()
    page.keyboard.press("y")
    second = at(page)
    assert second != first
    page.keyboard.press("y")
    page.keyboard.press("u")
    assert at(page) == second
    page.keyboard.press("u")
    assert (at(page), left(page)) == (first, whole)
    page.keyboard.press("u")
    assert page.locator("#review-said").text_content() == "没有可撤销的"
    page.keyboard.press("y")
    page.keyboard.press("k")
    page.keyboard.press("x")
    assert (at(page), left(page)) == (first, whole)
    assert parse_corrections(saved(page)) == ()
    page.reload()
    page.click("#review-start")
    assert left(page) == whole
    page.keyboard.press("y")
    page.keyboard.press("y")
    decided = saved(page)
    page.click(".review-foot summary")
    page.click("#review-clear")
    assert left(page) == whole
    page.click("#review-undo")
    assert saved(page) == decided
    page.click("#review-clear")
    page.uncheck("#review-keys")
    page.locator("#review-case").focus()
    page.keyboard.press("y")
    assert left(page) == whole


# ------------------------------------------------------------------------------------------------- files, several pages


def test_a_saved_file_goes_on_elsewhere(browser: Browser, opened: Open, pages: dict[str, Path]) -> None:
    page = opened(pages["east"])
    page.keyboard.press("y")
    go_to(page, "3:2")
    page.keyboard.press("n")
    page.keyboard.press("r")
    page.keyboard.type("再看")
    data = saved(page)
    assert len(parse_corrections(data)) >= 2
    elsewhere = Correction(
        central_document=Source("意见.txt", ""),
        local_document=Source("南.txt", "0" * 64),
        side="local",
        sentence=Quoted("1:1", "别处的一句话。" * 20),
        links=(
            Quoted("1:1", "很长的一句话，长得一行写不下，要另起一张表来写。" * 4),
            Quoted("1:2", "短。", "0123456789abcdef"),
        ),
        note="别处的意见",
    )
    more = corrections_text([*parse_corrections(data), elsewhere]).encode()
    other = browser.new_context()
    fresh = other.new_page()
    fresh.goto(pages["east"].as_uri())
    fresh.click("#review-start")
    before = left(fresh)
    upload(fresh, "earlier.toml", more)
    assert (fresh.locator("#review-said").text_content() or "").startswith(f"读入 {len(parse_corrections(data))} 条")
    assert "1 条不是这一页的" in (fresh.locator("#review-said").text_content() or "")
    assert saved(fresh) == more
    fresh.reload()
    fresh.click("#review-start")
    assert saved(fresh) == more
    # Once more changes nothing; a file that decides otherwise goes before, and can be undone.
    upload(fresh, "earlier.toml", more)
    assert (fresh.locator("#review-said").text_content() or "").startswith("读入 0 条")
    [first] = [one for one in parse_corrections(data) if one.sentence.id == "3:2"]
    contrary = replace(first, links=(Quoted("4:1", "书屋应当每季度举办一次读书会。"),), relation="adapted")
    upload(fresh, "contrary.toml", corrections_text([contrary]).encode())
    assert "其中 1 条与这里原来所定的不同" in (fresh.locator("#review-said").text_content() or "")
    assert said(parse_corrections(saved(fresh)))["东.txt", "local", "3:2"][:2] == (("4:1",), "adapted")
    fresh.click("#review-undo")
    assert saved(fresh) == more
    for broken in (
        b"format = 2\n",
        b"x",
        more.replace(b"relation", b"realtion"),
        more + b'note = """a"""\n',
        b"format = 1\n[[other]]\n",
    ):
        upload(fresh, "broken.toml", broken)
        assert "看不懂，没有读入" in (fresh.locator("#review-said").text_content() or "")
    assert saved(fresh) == more
    assert left(fresh) != before
    other.close()


def upload(page: Page, name: str, data: bytes) -> None:
    page.evaluate("document.getElementById('review-said').textContent = ''")
    page.set_input_files("#review-file", {"name": name, "mimeType": "application/toml", "buffer": data})
    page.locator("#review-said:not(:empty)").wait_for()


def test_background_is_decided_once_on_every_page(opened: Open, pages: dict[str, Path], report: Report) -> None:
    central = report.central
    page = opened(pages["all"])
    page.select_option("#review-document", "0")
    go_to(page, "4:2")
    page.keyboard.press("3")
    page.select_option("#review-document", "1")
    go_to(page, "4:2")
    assert (page.locator("#review-decided").text_content() or "").startswith("已定：不计")
    page.select_option("#review-document", "")
    found = said(parse_corrections(saved(page)))
    assert found == {(name, "central", "4:2"): (None, "no_duty", None) for name in ("东.txt", "西.txt")}
    # On a page of its own it is known, and goes into its file; taken back there, it is nowhere.
    west = opened(pages["west"])
    assert set(said(parse_corrections(saved(west)))) == {("西.txt", "central", "4:2")}
    go_to(west, "4:2")
    west.keyboard.press("x")
    assert parse_corrections(saved(west)) == ()
    page.reload()
    page.click("#review-start")
    assert parse_corrections(saved(page)) == ()
    assert source_of(central).name == "意见.txt"


def test_files_of_several_pages_go_together(opened: Open, pages: dict[str, Path], folder: Path) -> None:
    files = []
    for name in ("east", "west"):
        page = opened(pages[name])
        page.keyboard.press("y")
        files.append(folder / f"{name}.toml")
        files[-1].write_bytes(saved(page))
    central, local = family("东.txt", "西.txt")
    found = dz.compare_many(central, local, corrections=[str(file) for file in files])
    about: Any = found.parameters["corrections"]
    assert (about["file"], about["entries"], about["applied"]) == ("east.toml、west.toml", 2, 2)
    # Side by side stands what was decided on the pages of their own; decided otherwise there, the files contradict each other.
    page = opened(pages["all"])
    assert len(parse_corrections(saved(page))) == 2
    [one] = parse_corrections(files[0].read_bytes())
    page.select_option("#review-scope", "done")
    while at(page) != one.sentence.id:
        page.click("#review-next")
    page.locator("#review-case").focus()
    if one.side == "local":
        page.keyboard.press("c")
        page.keyboard.type("4:2")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
    else:
        page.keyboard.press("2")
    texts = [
        (name, parse_corrections(data)) for name, data in (("前.toml", files[0].read_bytes()), ("后.toml", saved(page)))
    ]
    with pytest.raises(DocumentError, match=r"^前.toml 和 后.toml 对同一句说法不同，东.txt "):
        join_corrections(texts)


def test_a_page_of_many_documents_offers_them_all(opened: Open, folder: Path) -> None:
    central, _ = family()
    local = [
        segment_document(make_document(WEST.replace("西省", f"第{n}省").replace("三天", f"{n}天"), f"{n}.txt"))
        for n in range(1, PACKED_FROM + 1)
    ]
    write_text(folder / "many.html", report_html(dz.compare_many(central, local)))
    page = opened(folder / "many.html")
    page.select_option("#review-document", str(PACKED_FROM - 1))
    go_to(page, "2:2")
    page.keyboard.press("3")
    go_to(page, "3:1")
    page.keyboard.press("n")
    found = said(parse_corrections(saved(page)))
    assert found == {
        **{(f"{n}.txt", "central", "2:2"): (None, "no_duty", None) for n in range(1, PACKED_FROM + 1)},
        (f"{PACKED_FROM}.txt", "local", "3:1"): ((), "added", None),
    }


def test_where_the_browser_keeps_nothing_it_says_so(
    context: BrowserContext, opened: Open, pages: dict[str, Path]
) -> None:
    context.add_init_script(FORGETFUL)
    page = opened(pages["east"])
    assert page.locator("#review-unkept").is_visible()
    page.keyboard.press("y")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    assert len(parse_corrections(saved(page))) == 1
    page.click("#review-close")
    page.click("#review-start")
    page.keyboard.press("y")
    assert len(parse_corrections(saved(page))) == 2
    page.keyboard.press("k")
    page.keyboard.press("x")
    page.reload()
    assert asked == ["beforeunload"]  # one decision is in no file
    page.click("#review-start")
    assert parse_corrections(saved(page)) == ()


def test_what_others_left_in_the_storage_does_no_harm(
    context: BrowserContext, opened: Open, pages: dict[str, Path]
) -> None:
    page = opened(pages["east"])
    page.keyboard.press("y")
    name = page.evaluate("Object.keys(localStorage).find((key) => /^duizhao-review \\w{16} \\w{16}$/.test(key))")
    assert name
    rubbish = {
        "local 1:1": {"links": ["99:9", 3], "relation": "<b>", "note": 7},
        "local 77:7": {"links": []},
        "x": None,
        "local 1:2": "no",
    }
    aside = page.evaluate("data => 'duizhao-review ' + data[0] + ' others ' + data[1]", name.split(" ")[1:])
    injected = json.dumps([{"x = 1\n[[correction]]": "y"}, {"links": [{"a b": "c"}]}, {"local": 3}, None])
    for text in (json.dumps(rubbish), "[", "null", "3"):
        page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, text])
        page.evaluate("([name, text]) => localStorage.setItem(name, text)", [aside, injected])
        page.reload()
        page.click("#review-start")
        found = parse_corrections(saved(page))
        assert len(found) <= 1
        page.keyboard.press("j")


# ---------------------------------------------------------------------------------------------------- the text of a file


def test_the_script_writes_and_reads_as_the_library_does(context: BrowserContext) -> None:
    chance = random.Random(3)  # noqa: S311  a sample, no secret
    signs = "图书馆,。 \t\n\r\"'\\#[]{}=\u007f\u0001\u2028🀄é"

    def text(most: int) -> str:
        return "".join(chance.choice(signs) for _ in range(chance.randint(1, most)))

    def quoted() -> Quoted:
        return Quoted(f"{chance.randint(1, 30)}:1", text(70), chance.choice(("", "0123456789abcdef")))

    corrections = [
        Correction(
            central_document=Source(text(9), "c" * 64),
            local_document=Source(text(9), "l" * 64),
            side=chance.choice(("local", "central")),  # type: ignore[arg-type]
            sentence=quoted(),
            links=chance.choice((None, (), tuple(quoted() for _ in range(chance.randint(1, 3))))),
            relation=chance.choice((None, "adapted", "no_duty")),  # type: ignore[arg-type]
            note=chance.choice((None, "", text(30))),
            by=chance.choice(("", text(5))),
            at=chance.choice(("", "2026-05-01")),
        )
        for _ in range(60)
    ]
    source = (TEMPLATES / "script_review_file.js").read_text(encoding="utf-8")
    page = context.new_page()
    script = f"([head, text]) => {{ {source}; const found = reviewFile.read(text); return [found.length, reviewFile.write(head, found)]; }}"
    for some in ([], corrections[:1], corrections):
        written = corrections_text(some)
        assert page.evaluate(script, [corrections_text(()), written]) == [len(some), written]
    saved_on_windows = "\ufeff" + written.replace("\n", "\r\n")
    assert page.evaluate(script, [corrections_text(()), saved_on_windows]) == [len(corrections), written]
    by_hand = (
        "format = 1 # so\n\n[[correction]]\n# a note\nlocal = '1:1'\n"
        'links = [{central="2:1",words="a"}, { central = "2:2", words = "b" }]\nat = 2026-05-01\n'
    )
    assert page.evaluate(script, ["", by_hand])[0] == 1


# ------------------------------------------------------------------------------------------------- documents, looks, speed


def test_what_a_document_says_is_text_at_the_desk_too(opened: Open, folder: Path) -> None:
    report = hostile_report()
    write_text(folder / "hostile.html", report_html(report))
    page = opened(folder / "hostile.html")
    page.select_option("#review-scope", "all")
    seen = ""
    for _ in range(int((page.locator("#review-number").text_content() or "").split(" / ")[1])):
        seen += page.locator("#review-case").inner_text()
        page.keyboard.press("y")
        page.locator("#review-case").focus()
        page.keyboard.press("c")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
    for said_there in HOSTILE[:3]:
        assert said_there in seen
    assert "⟦U+202E⟧" in seen
    assert page.locator("img, iframe").count() == 0
    data = saved(page)
    corrections = parse_corrections(data)
    assert corrections_text(corrections).encode() == data
    locals_ = {sentence.id: sentence.text for sentence in report.comparisons[0].local.sentences}
    exact = [one for one in corrections if one.side == "local" and not one.sentence.digest]
    assert all(
        locals_.get(one.sentence.id) == one.sentence.words
        for one in exact
        if one.local_document.name == source_of(report.comparisons[0].local).name
    )
    again = dz.compare(report.central, report.comparisons[0].local, corrections=corrections).comparisons[0]
    assert [warning for warning in again.warnings if "找不到" in warning] == []


def test_the_likeliest_counterparts_come_first(opened: Open, pages: dict[str, Path]) -> None:
    page = opened(pages["west"])
    go_to(page, "3:1")
    page.keyboard.press("n")
    go_to(page, "3:1")
    page.keyboard.press("c")
    assert page.locator(".review-near .id").first.text_content() == "4:1"  # seen at once, where nothing stands opposite
    likeliest = page.locator("#review-options .id").all_text_contents()
    assert likeliest[0] == "4:1"  # of the readings
    assert sorted(likeliest) == sorted(sentence.id for sentence in family("西.txt")[0].sentences)
    page.fill("#review-search", "4")
    assert set(page.locator("#review-options label:visible .id").all_text_contents()) == {"4:0", "4:1", "4:2"}
    page.fill("#review-search", "没有这样的字")
    assert page.locator("#review-found").text_content() == "0 句"
    page.keyboard.press("Enter")  # nothing is ticked, and nothing is decided
    assert page.locator("#review-found").text_content() == "请先勾选；没有对应请按“无对应”"
    assert page.locator("#review-choice").is_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_checker_of_accessibility_finds_nothing_serious_at_the_desk(
    opened: Open, folder: Path, report: Report, lang: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    write_text(folder / f"desk-{lang}.html", report_html(report, lang=lang))
    page = opened(folder / f"desk-{lang}.html")
    page.keyboard.press("y")
    page.keyboard.press("k")
    page.keyboard.press("c")
    page.locator(".review-foot summary").click()
    desk = {"include": [["#review-desk"]]}
    for scheme in ("light", "dark")[: 2 if lang == "zh" else 1]:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = axe.Axe().run(page, context=desk, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == []
    assert page.locator("#review-left").get_attribute("aria-live") == "polite"
    assert page.locator("#review-said").get_attribute("aria-live") == "polite"


def test_it_is_usable_on_a_telephone(opened: Open, pages: dict[str, Path]) -> None:
    page = opened(pages["all"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("c")
    assert page.evaluate("document.getElementById('review-desk').scrollWidth") <= 390
    for name in ("#review-search", "#review-confirm", "#review-note", "#review-save", "#review-close"):
        found = page.locator(name)
        found.scroll_into_view_if_needed()
        box = found.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390, name
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "review-case"
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('review-desk').open")
    page.keyboard.press("o")  # the keys of the page are its own again, and mean nothing at the desk
    assert page.locator("#by-local").is_visible()


def test_it_leads_to_the_place_and_is_not_printed(opened: Open, pages: dict[str, Path]) -> None:
    page = opened(pages["east"])
    name = at(page)
    page.click("#review-there")
    assert page.url.endswith(f"local-{name}") or page.url.endswith(f"central-{name}")
    assert not page.evaluate("document.getElementById('review-desk').open")
    page.click("#review-start")
    assert at(page) == name
    page.emulate_media(media="print")
    assert page.locator("#review-desk").is_hidden()
    assert page.locator("#review-start").is_hidden()
