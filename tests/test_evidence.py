"""The lines of evidence: what is said to have come or gone, kind by kind, and what is not said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from alignments import judged, linked
from shipped import requirements_in

from duizhao.changes.acts_in_use import is_in_use, load_use_words
from duizhao.changes.word_classes import WordClasses, load_word_classes


def lines(central: str, local: str) -> tuple[str, ...]:
    """The evidence of one local sentence set beside one central sentence."""
    return judged(linked((central,), (local,), ((0, 0),)))[0].evidence


def said(central: str, local: str) -> list[str]:
    """The same without the share that is the same."""
    return [line for line in lines(central, local) if not line.startswith("文字相同")]


@pytest.mark.parametrize(
    ("local", "line"),
    [
        ("书屋应当清点图书，逾期不清点的，由文化站责令改正。", "新增追责：责令改正"),
        ("书屋应当清点图书，对弄虚作假的依规依纪追究责任。", "新增追责：追究责任"),
        ("书屋应当清点图书，并如实记录。", "新增留痕：如实记录"),
        ("书屋应当清点图书，并向文化站报告。", "新增报告：向文化站报告"),
        ("书屋应当清点图书，结果抄送文化站。", "新增报告：抄送文化站"),
        ("书屋应当清点图书，并向读者公布。", "新增公开：向读者公布"),
        ("书屋应当清点图书，文化站随机开展抽查。", "新增考核：随机开展抽查"),
        ("书屋应当清点图书，不得收取费用。", "新增禁止：不得收取费用"),
        ("书屋应当每季度清点图书。", "新增：每季度"),
        ("书屋应当定期清点图书。", "新增：定期"),
    ],
)
def test_what_came_is_said_in_whole_words(local: str, line: str) -> None:
    assert line in said("书屋应当清点图书。", local)


@pytest.mark.parametrize(
    "local",
    [
        # In a name or a longer word.
        "书屋对不同意见应当清点。",
        "书屋应当清点图书，使用大额资金。",
        "书屋应当依托信用信息共享平台清点图书。",
        "书屋应当在图书公示系统中清点图书。",
        "书屋应当在读者变更登记时清点图书。",
        "书屋应当清点图书，做到进一次门、查多项事。",
        "书屋应当按照来馆考察要求清点图书。",
        "书屋应当落实《政府工作报告》清点图书。",
        "书屋应当会同执纪问责部门清点图书。",
        "书屋应当结合审查调查清点图书。",
        "书屋应当清点图书，作出深刻检查。",
        "书屋应当执行全程纪实制度，清点图书。",
        "书屋其他成员应当清点图书。",
        "书屋督导小组和检查员应当清点图书。",
        # Denied or forbidden, or but a condition.
        "书屋应当清点图书，不再向读者公布。",
        "书屋应当清点图书，防止未经登记外借。",
        "经审计发现缺失的，书屋应当清点图书。",
    ],
)
def test_a_word_is_evidence_only_in_its_sense(local: str) -> None:
    found = said("书屋应当清点图书。", local)
    assert [line for line in found if line.startswith("新增")] == []


@pytest.mark.parametrize(
    ("central", "local"),
    [
        ("书屋应当向文化站反映问题。", "书屋应当向文化站报告问题。"),
        ("书屋应当清点图书，对失职的给予处分。", "书屋应当清点图书，对失职的追究责任。"),
        ("书屋在2031年底前完成清点。", "书屋在2031年6月底前完成图书清点和修补。"),
        ("文化站要加强监督。", "文化站要加强监督，开展检查。"),
        ("收受财物的，没收违法所得。", "收受财物的，处五千元罚款。"),
    ],
)
def test_nothing_came_that_the_central_text_has_in_other_words(central: str, local: str) -> None:
    assert [line for line in said(central, local) if line.startswith("新增")] == []


def test_what_is_punished_is_still_forbidden() -> None:
    found = said("读者不得涂改图书。", "读者涂改图书的，处一百元以下罚款。")
    assert [line for line in found if line.startswith("删去禁止")] == []


def test_what_a_neighbour_says_in_other_words_did_not_go() -> None:
    central = ("书屋应当清点图书，并向文化站报告。",)
    local = ("书屋应当清点图书。", "清点结果由书屋报送文化站。")
    first = judged(linked(central, local, ((0, 0), (1, 0))))[0]
    assert first.relation != "weakened"
    assert [line for line in first.evidence if line.startswith("删去")] == []


@pytest.mark.parametrize(
    ("central", "local"),
    [
        ("书屋应当反复清点图书。", "书屋应当违背意愿清点图书。"),
        ("书屋应当落实开放时间要求。", "书屋应当压实开放时间要求安排。"),
        ("书屋要做好图书清点、修补工作。", "书屋要做好图书清点、修补和外借等工作。"),
        ("省、自治区、直辖市文化部门清点图书。", "市文化部门清点图书。"),
    ],
)
def test_scraps_are_not_shown(central: str, local: str) -> None:
    words = {word.text for text in (central, local) for word in load_word_classes().words(text)}
    for line in said(central, local):
        old, arrow, new = line.partition(" → ")
        assert not arrow or min(len(old), len(new)) > 1, line
        assert not arrow or any(old.startswith(word) for word in words), line
        assert "自治区" not in line


@pytest.mark.parametrize(
    ("central", "local", "line"),
    [
        (
            "国务院文化主管部门负责指导书屋工作。",
            "县文化主管部门负责指导书屋工作。",
            "国务院文化主管部门 → 县文化主管部门",
        ),
        ("书屋应当免费开放，提供座位。", "书屋应当免费开放，提供座位，并设置少儿阅览专区。", "新写：设置少儿阅览专区"),
        ("书屋应当提供座位，设置少儿阅览专区，免费开放。", "书屋应当提供座位，免费开放。", "删去：设置少儿阅览专区"),
        ("修补图书、期刊等馆藏。", "修补图书、地方志、期刊等馆藏。", "新写：地方志"),
    ],
)
def test_what_differs_is_shown_in_whole_phrases(central: str, local: str, line: str) -> None:
    assert line in lines(central, local)


def test_there_may_be_no_line_but_how_much_is_the_same() -> None:
    assert [line[:4] for line in lines("书屋要切实抓好图书清点。", "书屋要扎实抓好图书盘点。")] == ["文字相同"]


def test_of_a_doubtful_link_nothing_is_shown() -> None:
    alignment = linked(("书屋应当清点图书。",), ("书屋应当每季度清点图书。",), ((0, 0),), score=0.5)
    [change] = judged(alignment)
    assert (change.relation, [line[:4] for line in change.evidence]) == ("adapted", ["文字相同"])


@pytest.fixture(scope="module")
def classes() -> WordClasses:
    return load_word_classes()


@pytest.mark.parametrize(
    ("text", "act", "used"),
    [
        ("并向读者公布", "公布", True),
        ("公布制度", "公布", False),
        ("逾期不公布", "公布", False),
        ("“公布一批”活动", "公布", False),
        ("《公布办法》", "公布", False),
        ("公布的结果", "公布", False),
        ("书屋公布后", "公布", False),
    ],
)
def test_an_act_in_use(text: str, act: str, used: bool, classes: WordClasses) -> None:
    place = text.index(act)
    assert is_in_use(place, place + len(act), classes.words(text), text, load_use_words()) is used


def test_words_make_up_the_text(classes: WordClasses) -> None:
    text = "到2031 年，A+B 类书屋达到5.5%，𠮷村（含3 个组）。\n" * 3
    words = classes.words(text)
    assert "".join(word.text for word in words) == text
    assert all(one.end == two.start for one, two in pairwise(words))
    assert classes.words("") == ()


@pytest.mark.parametrize(
    ("central", "local"),
    [
        # A total of the country and a province's share of it.
        ("全国建成书屋5万家以上。", "全省建成书屋2000家以上。"),
        ("累计培育示范书屋3000家以上。", "累计培育示范书屋100家以上。"),
        # Different things are counted.
        ("培育示范书屋3000家以上、特色书屋100家以上。", "培育特色书屋20家以上。"),
    ],
)
def test_a_share_of_a_total_is_no_weakening(central: str, local: str) -> None:
    [change] = judged(linked((central,), (local,), ((0, 0),)))
    assert change.relation not in ("weakened", "strengthened")
    assert [line for line in change.evidence if "→" in line and "≥" in line] == []


@pytest.mark.parametrize(
    ("central", "local"),
    [
        ("书屋要定期清点图书。", "书屋要常态化清点图书。"),
        ("书屋要清点图书、期刊、报纸，修补破损。", "书屋要清点图书、报纸，修补破损。"),
        ("书屋要清点图书、期刊等馆藏。", "书屋要清点图书、地方志、期刊等馆藏。"),
        ("书屋要清点图书，修补破损图书，更新馆藏目录。", "书屋要清点图书，更新馆藏目录。"),
        ("书屋要清点图书，按季更新馆藏目录，组织读者评议会，开设流动借阅点，联合学校举办讲座。", "书屋要清点图书。"),
    ],
)
def test_what_is_no_copy(central: str, local: str) -> None:
    assert judged(linked((central,), (local,), ((0, 0),)))[0].relation != "verbatim"


@pytest.mark.parametrize(
    "local",
    ["对连续借阅三年以上且无逾期记录的读者，书屋应当减免押金。", "对服务期在3 年以上的本地读者，书屋应当减免押金。"],
)
def test_a_narrower_entitlement_is_no_strengthening(local: str) -> None:
    assert judged(linked(("对读者，书屋应当减免押金。",), (local,), ((0, 0),)))[0].relation != "strengthened"


@pytest.mark.parametrize(
    ("central", "local", "line"),
    [
        ("确需闭馆的，书屋应当提前3日公告。", "确需闭馆的，书屋应当提前公告。", "删去时限：提前3日"),
        ("逾期不还的，予以约谈。", "逾期不还的，可以予以约谈。", "予以约谈 → 可以予以约谈"),
        ("书屋应当清点图书，并报文化站备案。", "书屋应当清点图书。", "删去报告：报文化站备案"),
    ],
)
def test_what_is_weaker_shows_what_went(central: str, local: str, line: str) -> None:
    [change] = judged(linked((central,), (local,), ((0, 0),)))
    assert (change.relation, change.evidence) == ("weakened", (line,))


@pytest.mark.parametrize(
    ("central", "local"),
    [
        # A verb or a noun that says the same, and how each document names itself.
        ("书屋应当增强服务能力，清点图书。", "书屋应当提高服务能力，清点图书。"),
        ("书屋有下列情形的，应当清点图书。", "书屋有下列事项的，应当清点图书。"),
        ("书屋违反本法规定的，应当清点图书。", "书屋违反本条例规定的，应当清点图书。"),
        # By whom, to whom and according to what the same is done.
        ("对捐书多的读者给予奖励。", "对捐书多的读者，由市文化部门给予奖励。"),
        ("读者有权举报。", "读者有权向市文化部门举报。"),
        ("文化站可以重新清点图书。", "文化站可以按照本条例规定的条件和程序，重新清点图书。"),
        ("编制书屋规划。", "市文化部门应当会同有关部门，编制书屋规划。"),
        ("对图书馆员进行培训，清点图书。", "加强对图书馆员，特别是新馆员的培训，清点图书。"),
        # What the rules of others prescribe, and what anybody may ask for.
        ("名录应当列明珍贵图书。", "名录应当列明珍贵图书，按照国家有关规定公布。"),
        ("读者对决定不服的，可以依法申请复议。", "读者对决定不服的，可以自收到决定之日起六十日内申请复议。"),
        # What the law protects is not infringed; what is asked for under the name of a system.
        ("读者的借阅权受法律保护。", "读者的借阅权受法律保护，任何单位和个人不得侵犯。"),
        ("书屋应当公示服务项目。", "书屋应当建立服务项目公示制度。"),
        # One act that goes by two names.
        ("清点结果应当对外公布。", "清点结果应当及时公开，接受读者查询。"),
    ],
)
def test_what_says_the_same_in_other_words_is_not_said(central: str, local: str) -> None:
    found = [line for line in said(central, local) if line.startswith("新增") or "→" in line]
    assert found == []
    assert not any(
        word in line for line in said(central, local) for word in ("给予奖励", "举报", "条件和程序", "会同", "公开")
    )


@pytest.mark.parametrize(
    ("central", "local", "line"),
    [
        ("书屋不得收取押金。", "书屋不得收取押金，不得限制借阅册数。", "新增禁止：不得限制借阅册数"),
        ("对失职的馆员，予以约谈。", "对失职的馆员，予以约谈并通报批评。", "新增追责：通报批评"),
        (
            "书屋应当清点图书，加强日常监督。",
            "书屋应当清点图书，加强日常监督，清点情况纳入年度考核。",
            "新增考核：纳入年度考核",
        ),
        ("给予书屋必要的经费。", "给予书屋必要的经费，所需经费列入本级财政预算。", "新增保障：列入本级财政预算"),
        ("书屋应当定期移交图书。", "书屋应当在闭馆后三十日内移交图书。", "新增：≤30日"),
        ("书屋不得收取押金。", "书屋不得收取押金和服务费。", "新写：服务费"),
        ("损坏图书的，处一千元以下罚款。", "损坏图书的，处五百元以上一千元以下罚款。", "≤1000元 → 500～1000元"),
    ],
)
def test_one_more_beside_what_stays_is_said(central: str, local: str, line: str) -> None:
    assert line in lines(central, local)


def test_a_range_with_one_end_up_and_one_down_is_neither_stricter_nor_milder() -> None:
    found = lines("损坏图书的，处五百元以上五千元以下罚款。", "损坏图书的，处一千元以上二千元以下罚款。")
    assert "500～5000元 与 1000～2000元 不可比" in found


def test_what_follows_of_an_act_is_set_beside_what_follows_of_the_same_act() -> None:
    central = ("损坏图书的，责令改正。", "逾期不改正的，处五千元以下罚款。", "遗失图书的，责令改正。")
    local = ("遗失图书的，责令改正。", "逾期不改正的，处一千元以下罚款。")
    apart = judged(linked(central, local, ((0, 2), (1, 1))))[1]
    assert apart.relation != "weakened"
    together = judged(linked(central[:2], ("损坏图书的，责令改正。", local[1]), ((0, 0), (1, 1))))[1]
    assert "≤5000元 → ≤1000元" in together.evidence


@pytest.mark.parametrize(
    ("central", "local"),
    [
        ("书屋应当营造、树立爱护图书的风尚。", "书屋应当营造、提倡爱护图书的风尚。"),
        ("读者有权要求书屋依法处理。", "读者可以要求书屋依法处理。"),
        ("读者可以申请办理借书证。", "书屋应当提供办理借书证。"),
        ("支持以藏书为基础编制书目。", "鼓励书屋收藏图书，并以藏书为基础编制书目。"),
    ],
)
def test_a_modal_for_another_is_said_of_one_act(central: str, local: str) -> None:
    change = judged(linked((central,), (local,), ((0, 0),)))[0]
    assert change.relation not in ("weakened", "strengthened")
    assert not any("→" in line for line in change.evidence)


def test_a_principle_and_an_encouragement_are_no_stricter_duty() -> None:
    for local in ("书屋应当清点图书，借阅应当依法进行。", "书屋应当清点图书，鼓励读者捐赠旧书刊。"):
        assert judged(linked(("书屋应当清点图书。",), (local,), ((0, 0),)))[0].relation != "strengthened"


@pytest.mark.parametrize(("text", "share"), [("给予64折优惠", 0.64), ("给予八折优惠", 0.8), ("给予八五折优惠", 0.85)])
def test_a_discount_of_two_digits_is_hundredths(text: str, share: float) -> None:
    assert [round(found.value or 0, 4) for found in requirements_in(text)] == [share]
