"""What a text demands: bounds, who must do what, tables, strictness."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import find_requirements, make_document, requirements_in, segment_document

from duizhao.extract import Kind, Requirement, Rules, figure, find_bounds, load_rules, scale, strictness
from duizhao.extract.rules import Chooser
from duizhao.language import Span, load_table
from duizhao.language.numerals import TO_TEN, parse_number
from duizhao.results.frames import requirement_frame
from duizhao.results.requirement_columns import requirement_rows
from duizhao.segmenter import SegmentedDocument, Sentence, SentenceKind, Unit


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules()


def rows(table: str, entry: str) -> list[dict[str, Any]]:
    room = "language" if table == "periods" else "extract"
    found: list[dict[str, Any]] = load_table(f"duizhao.{room}", table)[entry]
    return found


def named(row: dict[str, Any]) -> str:
    return str(row["note"])[:40]


# --- numbers ---------------------------------------------------------------------------------------------------------------------


def test_the_table_of_numerals_and_their_reading_know_the_same_signs() -> None:
    parts = {name: row["pattern"] for name, row in load_table("duizhao.language", "numerals")["parts"].items()}
    assert parts["chinese_numeral"] == f"[{TO_TEN}]"
    signs = parts["in_chinese"][1:].partition("]")[0]
    assert [sign for sign in signs if parse_number(sign) is None] == []
    assert [number for number in NUMBERS if number and not re.fullmatch(parts["number"], number)] == []


NUMBERS = {
    "1": 1,
    "１": 1,
    "一": 1,
    "两": 2,
    "十": 10,
    "十五": 15,
    "二十": 20,
    "一百零五": 105,
    "一百五": 150,
    "三千": 3000,
    "一万二": 12_000,
    "一百二十万": 1_200_000,
    "三亿五千万": 350_000_000,
    "1.5万": 15_000,
    "１．５万": 15_000,
    "2000万": 20_000_000,
    "1,200": 1200,
    "20余": 20,
    "二〇二五": 2025,
    "二零二五": 2025,
    "一点五": 1.5,
    "零点五": 0.5,
    "XX": None,
    "三五": None,
    "": None,
}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers(text: str, value: float | None) -> None:
    assert parse_number(text) == value


# --- bounds: a sentence of our own, and what is to be found in it ----------------------------------------------------------------

Expected = list[dict[str, Any]]
FREQUENCY, RATIO, AMOUNT, COUNT, MEASURE = (
    {"kind": kind} for kind in ("frequency", "ratio", "amount", "count", "measure")
)
DEADLINE, DURATION, THRESHOLD = ({"kind": kind} for kind in ("deadline", "duration", "threshold"))

SENTENCES: dict[str, Expected] = {
    # how often
    "应当每季度公布一次借阅情况": [FREQUENCY | {"value": 1, "per": "P3M", "quote": "每季度公布一次"}],
    "每年至少走访2次": [FREQUENCY | {"value": 2, "per": "P1Y", "comparator": ">=", "quote": "每年至少走访2次"}],
    "至少每年一次向读者公布": [FREQUENCY | {"value": 1, "per": "P1Y", "comparator": ">="}],
    "开展读者座谈、每年不少于两次": [FREQUENCY | {"value": 2, "per": "P1Y", "comparator": ">="}],
    "每年组织培训，不少于两次": [FREQUENCY | {"value": 2, "per": "P1Y"}],
    "每半年听取汇报": [FREQUENCY | {"value": 1, "per": "P6M", "comparator": None}],
    "每两年至少组织一次体检": [FREQUENCY | {"value": 1, "per": "P2Y", "comparator": ">="}],
    "每15日检查一次": [FREQUENCY | {"value": 1, "per": "P15D"}],
    "实行“一季度一梳理、半年一汇总、一年一总结”": [
        FREQUENCY | {"value": 1, "per": "P3M", "quote": "一季度一梳理"},
        FREQUENCY | {"value": 1, "per": "P6M"},
        FREQUENCY | {"value": 1, "per": "P1Y"},
    ],
    "年内督查不少于4次": [FREQUENCY | {"value": 4, "per": "P1Y", "comparator": ">="}],
    "供水点应当至少每六个月清洗水箱": [
        FREQUENCY | {"value": 1, "per": "P6M", "comparator": ">=", "quote": "至少每六个月"}
    ],
    "许可证两年复核一次": [FREQUENCY | {"value": 1, "per": "P2Y", "quote": "两年复核一次"}],
    "每三年至少进行一次能源审计": [FREQUENCY | {"value": 1, "per": "P3Y", "comparator": ">="}],
    "依法定期向理事会报告": [FREQUENCY | {"vague": True, "term": "定期"}],
    "每届任期内至少报告一次": [FREQUENCY | {"value": 1, "within": "每届任期", "comparator": ">="}],
    "每学期不少于一次": [FREQUENCY | {"value": 1, "within": "每学期"}],
    "按月报送进度": [FREQUENCY | {"value": 1, "per": "P1M"}],
    "每年可以选定部分单位检查": [FREQUENCY | {"value": 0, "per": "P1Y"}],
    "定期听取汇报，经常沟通": [
        FREQUENCY | {"vague": True, "term": "定期", "value": None},
        FREQUENCY | {"vague": True, "term": "经常"},
    ],
    "每年应当抽查一定数量的单位": [FREQUENCY | {"vague": True, "per": "P1Y", "term": "一定数量"}],
    # what share
    "每年按照10%的比例抽查，再抽查5％的重点单位": [
        RATIO | {"value": 0.1, "per": "P1Y"},
        RATIO | {"value": 0.05, "per": "P1Y"},
    ],
    "不低于总面积的百分之三十": [RATIO | {"value": 0.3, "comparator": ">="}],
    "按日加收千分之二的滞纳金": [RATIO | {"value": 0.002, "per": "P1D"}],
    "处违法所得二倍以上六倍以下罚款": [
        RATIO | {"value": 2, "value_max": 6, "unit_of_measure": "倍", "comparator": "between"}
    ],
    "处价值百分之五至百分之十的罚款": [RATIO | {"value": 0.05, "value_max": 0.1, "comparator": "between"}],
    "处货值百分之五十以上三倍以下的罚款": [RATIO | {"value": 0.5, "value_max": 3, "unit_of_measure": "倍"}],
    "每满一年扣减百分之十": [RATIO | {"value": 0.1, "per": "P1Y"}],
    "按照欠缴租金的日万分之四计算": [RATIO | {"value": 0.0004, "per": "P1D"}],
    "补种树木一倍以上三倍以下的树苗": [RATIO | {"value": 1, "value_max": 3, "comparator": "between"}],
    "道路沿线一年内绿化率95％以上": [DEADLINE | {"duration": "P1Y"}, RATIO | {"value": 0.95, "comparator": ">="}],
    "经2／3以上成员同意": [RATIO | {"value": pytest.approx(2 / 3), "comparator": ">="}],
    "工资不得低于本岗位最低档工资的80%": [RATIO | {"value": 0.8, "comparator": ">=", "quote": "80%"}],
    "经三分之二以上的代表通过": [RATIO | {"value": pytest.approx(2 / 3), "comparator": ">="}],
    "由全体代表的过半数通过": [RATIO | {"value": 0.5, "comparator": ">"}],
    "安排一定比例的人员参加": [RATIO | {"vague": True, "value": None}],
    "按4:3:2:1的比例安排": [RATIO | {"value": None, "quote": "4:3:2:1"}],
    "到2025年，绿化覆盖率达到45%以上，就业率提高2个百分点": [
        RATIO | {"value": 0.45, "date": "2025", "comparator": ">="},
        RATIO | {"value": 0.02, "date": "2025"},
    ],
    "一届任期内做到全覆盖": [{"kind": "coverage", "value": 1.0, "within": "一届任期"}],
    "每年在走访全覆盖基础上安排一定比例的单位汇报": [
        {"kind": "coverage", "value": 1.0, "per": "P1Y"},
        RATIO | {"vague": True, "per": "P1Y"},
    ],
    # by when, how long
    "应当自收到申请之日起十五个工作日内答复": [
        DEADLINE | {"duration": "P15D", "working_days": True, "comparator": "<="}
    ],
    "应当在三日内办理": [DEADLINE | {"duration": "P3D", "working_days": False, "comparator": "<="}],
    "应当提前三天通知": [DEADLINE | {"duration": "P3D", "comparator": ">="}],
    "应当在会议举行的三十日前送交": [DEADLINE | {"duration": "P30D", "comparator": ">="}],
    "应当在有效期届满六个月前申请延续": [DEADLINE | {"duration": "P6M", "comparator": ">="}],
    "一般事项五个工作日办结": [DEADLINE | {"duration": "P5D", "working_days": True}],
    "问题XX个工作日办结": [DEADLINE | {"duration": None, "value": None, "working_days": True}],
    "应当在24小时内报告": [DEADLINE | {"duration": "PT24H"}],
    "半个月内完成": [DEADLINE | {"duration": "P15D"}],
    "一年半内完成": [DEADLINE | {"duration": "P18M"}],
    "2025年底前完成": [DEADLINE | {"date": "2025-12-31"}],
    "二〇二五年六月底前完成": [DEADLINE | {"date": "2025-06-30"}],
    "力争到2025年建成": [DEADLINE | {"date": "2025"}],
    "每年11月30日前公布": [DEADLINE | {"date": "--11-30", "per": "P1Y"}],
    "于每年第四季度提出计划": [DEADLINE | {"date": "--Q4", "per": "P1Y"}],
    "每月5日前报送": [DEADLINE | {"date": "---05", "per": "P1M"}],
    "五年内不得担任": [DURATION | {"duration": "P5Y", "comparator": "<="}],
    "女方享受产假六十日": [DURATION | {"duration": "P60D", "comparator": "="}],
    "期限最长不超过五年": [DURATION | {"duration": "P5Y", "comparator": "<="}],
    "停业整顿三个月以上一年以下": [
        DURATION | {"duration": "P3M", "value": 3, "value_max": 12, "comparator": "between"}
    ],
    "自公布之日起30日内设置标志": [DEADLINE | {"duration": "P30D"}],
    "自截止之日起六十天内作出决定": [DEADLINE | {"duration": "P60D"}],
    "延长期限不得超过半年": [DURATION | {"duration": "P6M", "comparator": "<="}],
    "封存的期限为七日以内": [DURATION | {"duration": "P7D", "comparator": "<="}],
    "暂停其六个月以内的业务": [DURATION | {"duration": "P6M"}],
    "每年集中学习不少于40学时": [COUNT | {"value": 40, "per": "P1Y", "unit_of_measure": "学时"}],
    "及时处置，限期整改，适时通报": [
        DEADLINE | {"vague": True},
        DEADLINE | {"vague": True},
        DEADLINE | {"vague": True},
    ],
    # how much, how many
    "处一万元以上五万元以下的罚款": [
        AMOUNT | {"value": 10_000, "value_max": 50_000, "unit_of_measure": "CNY", "comparator": "between"}
    ],
    "处三至五万元罚款": [AMOUNT | {"value": 30_000, "value_max": 50_000}],
    "每人每月发放800元": [AMOUNT | {"value": 800, "per": "P1M"}],
    "分别给予50万元、30万元奖励": [AMOUNT | {"value": 500_000}, AMOUNT | {"value": 300_000}],
    "最高可达1.5亿元": [AMOUNT | {"value": 150_000_000, "comparator": "<="}],
    "应当由两名以上执法人员进行": [COUNT | {"value": 2, "comparator": ">=", "unit_of_measure": "人"}],
    "每户限养一只": [COUNT | {"value": 1, "comparator": "<="}],
    "经批准可以延期一次": [COUNT | {"value": 1}],
    "新建图书馆10个": [COUNT | {"value": 10}],
    "吸收三名以上居民代表参加": [COUNT | {"value": 3, "comparator": ">="}],
    "应当至少有一名管理员": [COUNT | {"value": 1, "comparator": ">="}],
    "在校学生规模在三千人以上": [COUNT | {"value": 3000, "comparator": ">="}],
    "（二）有五十名以上的个人会员；": [COUNT | {"value": 50, "comparator": ">="}],
    "应当有两名或者两名以上管理员": [COUNT | {"value": 2, "comparator": ">="}],
    "应当移至围栏五米以外": [MEASURE | {"value": 5, "comparator": ">"}],
    "室温不得低于18℃": [MEASURE | {"value": 18, "unit_of_measure": "℃", "comparator": ">="}],
    "间距不得小于五米": [MEASURE | {"value": 5, "unit_of_measure": "m", "comparator": ">="}],
    # when a rule holds
    "违法所得一万元以上的，处三倍罚款": [THRESHOLD | {"value": 10_000}, RATIO | {"value": 3}],
    "逾期三十日不缴纳的，予以撤销": [THRESHOLD | {"duration": "P30D", "comparator": ">"}],
    "年满十八周岁的公民可以报名": [THRESHOLD | {"value": 18, "comparator": ">="}],
    "不满三年的，不得申请": [THRESHOLD | {"value": 3, "comparator": "<"}],
    "五十人以上单位设立图书室": [THRESHOLD | {"value": 50}],
    "对立案之日前九十天内进口的货物征税": [THRESHOLD | {"value": 90}],
    "到达前五日以内，没有发现病例": [THRESHOLD | {"value": 5}],
    "连续三年以上盈利": [THRESHOLD | {"value": 3}],
    "连续两年亏损，亏损额增加的，应当停办": [THRESHOLD | {"value": 2}],
    "（三）财政资金占比超过50%，或者由政府控制的。": [THRESHOLD | {"value": 0.5, "comparator": ">"}],
    "选民十人以上联名推荐": [THRESHOLD | {"value": 10}],
    "持股达到30%时，应当公告": [THRESHOLD | {"value": 0.3}],
    "预计参加人数一千以上的": [THRESHOLD | {"value": 1000, "comparator": ">="}],
    "所称大型场馆是指面积一千平方米以上的场馆": [THRESHOLD | {"value": 1000}],
    "应当末位表态": [{"kind": "order", "vague": False}],
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_bounds(text: str, expected: Expected, rules: Rules) -> None:
    found = [asdict(bound) for bound in find_bounds(text, rules)]
    assert [{key: bound[key] for key in want} for bound, want in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


NOTHING = [
    "依照第十二条第二款第（三）项处理",
    "国发〔2021〕5号文件",
    "本办法自2021年9月1日起施行",
    "落实“三重一大”“一岗双责”和两个维护要求",
    "对整改不及时的通报批评",
    "未按照规定及时报告的",
    "经常务委员会批准",
    "发挥近距离常态化监督优势，掌握思想动态",
    "今年以来，共召开会议12次、投入资金500万元",
    "截至2020年底，建成场馆50个",
    "一般情况下由一个部门统一办理一次性告知",
    "每年三月为阅读推广月",
    "第一责任人、第二阶段、第三次会议",
    "县级以上人民政府",
    "遵循公开、公平、及时的原则",
    "分为三类",
    "不履行及时付款义务，情节严重的",
    "更换主要零部件",
    "享受定期抚恤金的家属",
    "确保数据及时、准确、完整。",
    "全程网办的事项",
    "租赁期限为不定期",
    "发生灾害需要迅速开展救助时",
    "领导职数为一正三副",
    "在下一年度安排",
    "按照前三年平均产值计算",
    "对二次审议稿进行审议",
    "",
    "。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_bound(text: str, rules: Rules) -> None:
    assert find_bounds(text, rules) == ()


# --- the tables' own examples ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("names", "name"), ids=named)
def test_a_name_sets_no_bound(row: dict[str, Any], rules: Rules) -> None:
    assert [text for text in row["match"] if find_bounds(text, rules)] == []
    assert [text for text in row["no_match"] if not find_bounds(text, rules)] == []


@pytest.mark.parametrize("row", rows("periods", "period"), ids=named)
def test_a_period_is_found_behind_its_first_character(row: dict[str, Any], rules: Rules) -> None:
    assert [text for text in row["match"] if not rules.periods.pattern.search(text)] == []


@pytest.mark.parametrize(
    "printed", ["每年检查不少于 2 次", "每年检查不少于2 次", "每年检查不少于  2次", "每年检查不少于2次"]
)
def test_blanks_beside_digits_change_nothing_but_the_quote(printed: str, rules: Rules) -> None:
    [bound] = find_bounds(printed, rules)
    assert (bound.kind, bound.value, bound.per, bound.comparator) == ("frequency", 2.0, "P1Y", ">=")
    assert bound.quote == printed[bound.start : bound.end] == printed


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("按投资额的30%给予补助", "投资额"),
        ("不得超过合同价款的5%", "合同价款"),
        ("按职工总数不少于2%的比例安排", "职工总数"),
        ("每年按照10%比例抽查单位", "单位"),
        ("处违法所得一倍以上三倍以下的罚款", "违法所得"),
        ("确保产值下降10%", None),
        ("剩余60%由县承担", None),
    ],
)
def test_of_what_a_share_is(text: str, whole: str | None, rules: Rules) -> None:
    assert [found.object for found in requirements_in(text, rules=rules)] == [whole]


def test_several_dates_are_given_to_their_figures(rules: Rules) -> None:
    bounds = find_bounds("到2027年和2030年，处理率分别达到85%、90%以上", rules)
    assert [(bound.value, bound.date) for bound in bounds] == [(0.85, "2027"), (0.9, "2030")]


@pytest.mark.parametrize("row", rows("terms", "term"), ids=named)
def test_a_term_is_a_bound_of_its_kind(row: dict[str, Any], rules: Rules) -> None:
    bounds = [find_bounds(text, rules) for text in row["match"]]
    assert all(any(b.kind == row["kind"] and b.value == row.get("value") for b in found) for found in bounds)


@pytest.mark.parametrize("row", rows("units", "unit"), ids=lambda row: row["terms"][0])
def test_a_unit_is_read(row: dict[str, Any], rules: Rules) -> None:
    def units(text: str) -> list[str]:
        return [found["unit"] for found in rules.quantity.finditer(rules.mask(text))]

    assert [text for text in row["match"] if not set(units(text)) & set(row["terms"])] == []
    assert [text for text in row["no_match"] if set(units(text)) & set(row["terms"])] == []


@pytest.mark.parametrize("entry", ["prefix", "suffix"])
def test_a_comparing_word_is_read_as_its_own_rule(entry: str, rules: Rules) -> None:
    chooser: Chooser = rules.prefixes if entry == "prefix" else rules.suffixes
    for i, row in enumerate(rows("comparators", entry)):
        chosen = {
            text: [found.lastgroup for found in chooser.pattern.finditer(text)]
            for text in row["match"] + row["no_match"]
        }
        assert [text for text in row["match"] if f"r{i}" not in chosen[text]] == [], row["note"]
        assert [text for text in row["no_match"] if f"r{i}" in chosen[text]] == [], row["note"]


@pytest.mark.parametrize(
    "entry",
    [
        "demand",
        "target",
        "noun",
        "lasting",
        "settled",
        "barring",
        "record",
        "placing",
        "granted",
        "share_of",
        "no_base",
        "sampled",
        "object_end",
    ],
)
def test_a_governing_word_is_found(entry: str) -> None:
    for row in rows("governing", entry):
        pattern = re.compile(row["pattern"])
        assert [text for text in row["match"] if not pattern.search(text)] == []
        assert [text for text in row["no_match"] if pattern.search(text)] == []


# --- who must do what ------------------------------------------------------------------------------------------------------------

ROLES = [
    (
        "县图书馆应当每季度向读者公布账目。",
        {"subject": "县图书馆", "modality": "应当", "force": "obligation", "action": "向读者公布账目"},
    ),
    ("文化部门要加强指导，每年至少检查1次。", {"subject": "文化部门", "modality": "要", "action": "检查"}),
    ("每年应当随机检查一次。", {"modality": "应当"}),
    ("每年一季度，县文化局应当制定计划。", {"subject": "县文化局", "modality": "应当"}),
    ("由市场监督管理部门责令限期改正。", {"subject": "市场监督管理部门", "action": "责令改正"}),
    ("督促下属单位及时整改。", {"subject": "下属单位"}),
    ("经营者不得超过三日。", {"modality": "不得", "force": "prohibition"}),
    ("申请人可以在十日内申请复核。", {"subject": "申请人", "modality": "可以", "force": "permission"}),
    ("使用公共场馆的单位和个人，应当及时清理。", {"subject": "使用公共场馆的单位和个人"}),
    ("文化部门应当自收到申请之日起十日内答复。", {"condition": "自收到申请之日起", "action": "答复"}),
    ("场馆发生事故的，管理人应当立即处置，并在一小时内报告。", {"subject": "管理人", "action": "报告"}),
    ("情节严重的，处五千元以下的罚款。", {"condition": "情节严重的", "object": "罚款", "action": "处罚款"}),
    ("对下级单位做到全覆盖。", {"object": "下级单位"}),
    # of a sanction who imposes it, never who is punished
    ("经营者拒不改正的，处五千元以上一万元以下的罚款。", {"subject": None}),
    ("商户逾期不清理的，由市文化局责令限期清理，处五百元罚款。", {"subject": "市文化局"}),
    ("商户逾期不缴的，由场馆管理中心责令限期补缴。", {"subject": "场馆管理中心", "action": "责令补缴"}),
    ("当事人应当在十五日内缴纳罚款。", {"subject": "当事人"}),
    ("当事人对罚款不服的，可以自收到处罚通知之日起十日内申请复议。", {"subject": "当事人", "action": "申请复议"}),
    ("文化部门发现应当由其他部门处理的，应当在十日内移送。", {"subject": "文化部门"}),
    ("合同期限届满前六个月，县文化局应当组织选举。", {"subject": "县文化局", "action": "组织选举"}),
    ("由县政府负责出版管理的部门给予警告，处五百元罚款。", {"subject": "县政府负责出版管理的部门"}),
    ("对个人由县文化局处五百元罚款。", {"subject": "县文化局", "action": "对个人处罚款"}),
    ("由项目法人及时组织验收。", {"subject": "项目法人", "action": "组织验收"}),
    ("文化部门以及乡、镇人民政府应当定期巡查。", {"subject": "文化部门以及乡、镇人民政府"}),
    ("县文化局应当征求意见，组织专家评审，并定期公布。", {"subject": "县文化局"}),
    # names that are described
    ("组织演出的单位应当每年报告。", {"subject": "组织演出的单位"}),
    ("取得许可证的单位应当每年报告。", {"subject": "取得许可证的单位"}),
    ("被取消资格的驾驶员，五年内不得参加考试。", {"subject": "被取消资格的驾驶员"}),
    ("负有责任的主管人员4年内不得担任馆长。", {"subject": "负有责任的主管人员", "action": "担任馆长"}),
    ("县政府负责图书管理的部门应当及时公布。", {"subject": "县政府负责图书管理的部门"}),
    ("竣工应当由市文化局在十日内验收。", {"subject": "市文化局", "action": "验收"}),
    ("设立分馆，应当在设立后十日内备案。", {"subject": None, "condition": "在设立后", "action": "备案"}),
    ("延期不得超过两次。", {"subject": None, "action": "延期"}),
    # the event from which a limit is counted, and the act that follows it
    (
        "市图书馆应当在竣工验收后三个月内，将资料移交档案馆。",
        {"condition": "在竣工验收后", "action": "将资料移交档案馆"},
    ),
    (
        "投入使用后一个月内，管理人应当到窗口备案。",
        {"subject": "管理人", "condition": "投入使用后", "action": "到窗口备案"},
    ),
    ("审批机构自接到申请之日起，三个月内决定是否批准。", {"subject": "审批机构", "condition": "自接到申请之日起"}),
    ("申请人应当在十日内，持申请书，到窗口办理登记。", {"action": "持申请书，到窗口办理登记"}),
    ("县文化局应当在召开会议7日前，向市文化局报告。", {"action": "向市文化局报告"}),
    ("补充比例应当高于百分之五十。", {"action": "补充比例"}),
    ("可以延期归还，但是最长不得超过三个月。", {"action": "延期归还"}),
    ("应当至少保存三年。", {"action": "保存"}),
    ("文化部门可以定期或者不定期地检查场馆。", {"term": "不定期", "action": "检查场馆"}),
    ("国家鼓励医师定期到基层坐诊。", {"subject": "医师", "modality": "鼓励", "action": "到基层坐诊"}),
    ("重要事项定期通报。", {"modality": None, "force": "none"}),
]


@pytest.mark.parametrize(("text", "want"), ROLES)
def test_roles(text: str, want: dict[str, Any], rules: Rules) -> None:
    found = asdict(requirements_in(text, rules=rules)[-1])
    assert {key: found[key] for key in want} == want


def document(*units: tuple[tuple[SentenceKind, str], ...]) -> SegmentedDocument:
    text = "".join(sentence for unit in units for _, sentence in unit)
    built: list[Unit] = []
    offset = 0
    for number, unit in enumerate(units, start=1):
        start, sentences = offset, []
        for i, (kind, sentence) in enumerate(unit):
            sentences.append(
                Sentence(f"{number}:{i}", str(number), kind, sentence, Span(offset, offset + len(sentence)))
            )
            offset += len(sentence)
        built.append(Unit(str(number), f"（{number}）", number, None, (), Span(start, offset), tuple(sentences)))
    raw = make_document(text)
    return SegmentedDocument(raw, tuple(built))


def test_a_subject_is_inherited_within_its_article_only(rules: Rules) -> None:
    first = (
        ("heading", "加强服务。"),
        ("body", "市图书馆应当延长开放时间；"),
        ("body", "每季度听取意见。"),
        ("body", "定期通报。"),
    )
    found = find_requirements(document(first, (("body", "每年公布账目。"),)), rules=rules)
    assert [(r.quote, r.subject, r.modality) for r in found] == [
        ("每季度", "市图书馆", "应当"),  # ； carries the modal on
        ("定期", "市图书馆", None),
        ("每年", None, None),
    ]


def test_who_must_act_is_inherited_before_who_is_only_named(rules: Rules) -> None:
    unit: tuple[tuple[SentenceKind, str], ...] = (
        ("body", "馆长应当公布账目，读者委员会选举结果等事项；"),
        ("body", "定期通报。"),
        ("body", "情节严重的，处一千元罚款。"),  # nobody in this unit imposes a sanction
    )
    found = find_requirements(document(unit), rules=rules)
    assert [(r.quote, r.subject) for r in found] == [("定期", "馆长"), ("一千元", None)]


def test_who_imposes_a_sanction_is_inherited(rules: Rules) -> None:
    unit: tuple[tuple[SentenceKind, str], ...] = (
        ("lead", "经营者有下列行为的，由县文化局给予处罚："),
        ("item", "（一）商户拒不清理的，处一千元罚款；"),
    )
    assert [r.subject for r in find_requirements(document(unit), rules=rules)] == ["县文化局"]


def test_items_that_are_cases_state_conditions(rules: Rules) -> None:
    unit: tuple[tuple[SentenceKind, str], ...] = (
        ("lead", "有下列情形之一的，馆长应当审批："),
        ("item", "（一）采购金额超过十万元；"),
        ("item", "（二）采购方式变更，应当增加金额不超过一万元；"),
    )
    assert [r.kind for r in find_requirements(document(unit), rules=rules)] == ["threshold", "amount"]


def test_items_take_subject_and_modal_from_their_lead(rules: Rules) -> None:
    unit: tuple[tuple[SentenceKind, str], ...] = (
        ("lead", "物业服务人应当履行下列义务："),
        ("item", "（一）县主管部门检查的，三日内整改；"),
        ("item", "（二）定期巡查；"),
    )
    found = find_requirements(document(unit), rules=rules)
    assert [(r.subject, r.modality) for r in found if r.quote == "定期"] == [("物业服务人", "应当")]


def test_places_are_those_of_the_cleaned_text(rules: Rules) -> None:
    parsed = document((("body", "第一句。"), ("body", "应当每月公布。")), (("body", "三日内答复。"),))
    for found in find_requirements(parsed, rules=rules):
        assert found.span.of(parsed.document.text) == found.quote
    assert [(r.unit, r.label, r.sentence) for r in find_requirements(parsed)] == [
        ("1", "（1）", "1:1"),
        ("2", "（2）", "2:0"),
    ]


def test_a_document_without_units_demands_nothing() -> None:
    assert find_requirements(document()) == ()


# --- the table -------------------------------------------------------------------------------------------------------------------

# Written out, so that a change of the published format is noticed here.
PUBLISHED = [
    *(
        "document",
        "region",
        "unit",
        "label",
        "text",
        "quote",
        "start",
        "end",
        "kind",
        "comparator",
        "value",
        "value_max",
    ),
    *("unit_of_measure", "per", "duration", "working_days", "date", "within", "vague", "term"),
    *(
        "subject",
        "modality",
        "action",
        "object",
        "condition",
        "subject_from",
        "per_what",
        "baseline",
        "baseline_date",
        "approximate",
        "binding",
        "expression",
        "force",
        "central_unit",
        "central_text",
        "change",
    ),
    *("sentence", "line", "title", "issuer", "number", "issued", "document_date", "page"),
]
NOWHERE = segment_document(make_document("", path=""))
TYPES = {
    "Int64": {"start", "end", "line", "page"},
    "Float64": {"value", "value_max", "baseline"},
    "boolean": {"working_days", "vague", "approximate"},
    "category": {"kind", "comparator", "subject_from", "binding", "force", "change"},
}


@pytest.mark.parametrize("text", ["应当每季度公布，十五个工作日内答复，定期通报。", ""])
def test_the_table_is_typed_also_when_empty(text: str) -> None:
    frame = requirement_frame(NOWHERE, requirements_in(text))
    assert list(frame.columns) == PUBLISHED
    types = {name: kind for kind, names in TYPES.items() for name in names}
    assert {name: str(frame[name].dtype) for name in PUBLISHED} == {
        name: types.get(name, "string") for name in PUBLISHED
    }
    assert list(frame["kind"].cat.categories) == list(get_args(Kind))
    assert len(frame) == len(requirements_in(text))


def test_what_is_missing_is_missing() -> None:
    frame = requirement_frame(NOWHERE, requirements_in("应当每季度公布，十五个工作日内答复。"))
    assert frame["working_days"].isna().tolist() == [True, False]
    assert frame[["document", "region", "central_unit", "central_text", "change"]].isna().all().all()
    [row] = requirement_rows(NOWHERE, requirements_in("定期通报"))
    assert list(row) == PUBLISHED
    assert (row["value"], row["document"], row["vague"]) == (None, None, True)


# --- strictness ------------------------------------------------------------------------------------------------------------------


def one(text: str) -> Requirement:
    (found,) = requirements_in(text)
    return found


# From the laxest to the strictest, of one scale each.
LADDERS = [
    ["定期", "每两年一次", "每年", "每半年", "每年至少3次", "每季度", "每月", "每周", "每日"],
    ["抽查5%", "抽查10%", "不低于百分之三十", "全覆盖"],
    ["六个月内", "三十日内", "十五日内", "两周内", "24小时内"],
    ["三十个工作日内", "五个工作日内"],
    ["提前三天", "提前三十日"],
    ["2026年底前完成", "2025年底前完成", "2025年6月底前完成"],
    ["每年11月30日前", "每年第三季度", "每年1月31日前"],
    ["不少于2名", "不少于三名"],
    ["不超过三名", "不超过2名"],
]


@pytest.mark.parametrize("ladder", LADDERS, ids=lambda ladder: ladder[0])
def test_the_stricter_counts_more(ladder: list[str]) -> None:
    values = [strictness(one(text)) for text in ladder]
    assert None not in values
    assert values == sorted(values, key=lambda value: value or 0.0)
    assert len(set(values)) == len(values)
    assert len({scale(one(text)) for text in ladder}) == 1


def test_what_does_not_compare() -> None:
    assert scale(one("十五个工作日内")) != scale(one("十五日内"))
    assert scale(one("不少于2名")) != scale(one("不超过2名"))
    assert [strictness(one(text)) for text in ("及时处置", "优先处置", "年满十八周岁", "XX个工作日办结")] == [None] * 4
    assert strictness(one("每年可以检查")) == 0
    assert strictness(one("2023年2月30日前完成")) is None


FIGURES = {
    "每季度": "每季度",
    "每年至少1次": "每年≥1次",
    "每年不超过2次": "每年≤2次",
    "每两年一次": "每2年1次",
    "抽查10%": "10%",
    "定期": "定期",
    "全覆盖": "全覆盖",
    "十五个工作日内": "≤15个工作日",
    "六个月内": "≤6个月",
    "提前三天": "提前≥3日",
    "处一万元以上五万元以下罚款": "1万～5万元",
    "处二千元以上二万元以下罚款": "2000元～2万元",
    "处违法所得二倍以上六倍以下罚款": "2～6倍",
    "不少于2名": "≥2人",
    "每年11月30日前": "每年11月30日前",
    "2025年底前": "2025年底前",
    "到2027年底实现全覆盖": "2027年底前全覆盖",
    "到2025年，覆盖率达到95%以上": "2025年前≥95%",
    "每年学习不少于40小时": "每年≥40小时",
    "XX个工作日办结": "XX个工作日",
    "每届任期内至少一次": "每届任期≥1次",
    "安排一定比例": "一定比例",
    "按4:3:2:1的比例": "4:3:2:1",
    "提高2个百分点": "2个百分点",
}


@pytest.mark.parametrize(("text", "printed"), FIGURES.items())
def test_figures(text: str, printed: str) -> None:
    assert figure(one(text)) == printed


# --- any text --------------------------------------------------------------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from(
        ["每年", "每半年", "每季度", "至少", "不少于", "不得超过", "1次", "两次", "10%", "百分之五", "三日内", "万元"]
    ),
    st.sampled_from(
        [
            "十五个工作日",
            "一万元",
            "以上",
            "以下",
            "2025年",
            "11月",
            "30日",
            "一届任期内",
            "今年以来",
            "是指",
            "XX",
            "一定比例",
        ]
    ),
    st.sampled_from(
        [
            "应当",
            "要",
            "不得",
            "可以",
            "部门",
            "定期",
            "及时",
            "全覆盖",
            "督促",
            "其",
            "由",
            "对",
            "至",
            "倍",
            "内",
            "前",
            "的",
        ]
    ),
    st.sampled_from(list("的，。；、（）“”《》第条一二十百万亿半年月日１.:/")),
)
RULES = load_rules()
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    found = requirements_in(text, rules=RULES)
    for requirement in found:
        assert text[requirement.span.start : requirement.span.end] == requirement.quote != ""
        assert figure(requirement)
        assert scale(requirement)
        strictness(requirement)
        assert requirement.vague <= (requirement.term is not None)
    assert [r.span.start for r in found] == sorted(r.span.start for r in found)
    assert len(requirement_rows(NOWHERE, found)) == len(found)


@given(TEXTS)
def test_masking_keeps_every_place(text: str) -> None:
    assert len(RULES.mask(text)) == len(text)


@pytest.mark.parametrize(
    "piece", ["一", "1", "每年", "应当定期", "每年一次，", "第", "1.", "十日内", "部门", "由", "《", "“一"]
)
def test_a_text_without_end_is_read(piece: str, rules: Rules) -> None:
    # Every repetition in the patterns is bounded; an unbounded one would never come back from these.
    text = piece * (20_000 // len(piece))
    assert all(r.quote in text for r in requirements_in(text, rules=rules))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("总馆应当在三十日内整改。", "总馆"),
        ("流动图书车应当每季度到村寨一次。", "流动图书车"),
        ("述职报告应当每年归档。", None),  # what is acted upon
        ("所需经费应当及时拨付。", None),
    ],
)
def test_a_noun_in_front_of_a_modal_acts_unless_it_is_acted_upon(text: str, subject: str | None) -> None:
    assert one(text).subject == subject
