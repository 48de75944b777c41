"""In which encoding a text is, told by its bytes: long and short texts, simplified and traditional, whole and broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import read_document

from duizhao.corpus import DocumentError, known_encoding
from duizhao.corpus.formats.encodings import decode_text

SIMPLIFIED = (
    """青石市书屋管理办法
第一条　为了办好乡村书屋，保障村民的阅读权利，根据有关规定，制定本办法。
第二条　书屋由村民委员会管理；县级文化主管部门应当每年至少检查一次，并公布结果。
第三条　书屋每周开放不少于三十小时，农忙季节可以调整，但应当提前三日告知村民。
第四条　任何单位和个人不得侵占、损毁书屋的图书、设备；造成损失的，应当依法赔偿。
第五条　本办法自2030年5月1日起施行。
"""
    * 12
)
TRADITIONAL = (
    """青石市書屋管理辦法
第一條　為辦好鄉村書屋，保障村民之閱讀權利，依有關規定，特訂定本辦法。
第二條　書屋由村民委員會管理；縣級文化主管機關應每年至少檢查一次，並公布結果。
第三條　書屋每週開放不得少於三十小時，農忙季節得予調整，但應於三日前告知村民。
第四條　任何單位或個人不得侵占、毀損書屋之圖書及設備；造成損失者，應依法賠償。
第五條　本辦法自中華民國一百一十九年五月一日施行。
"""
    * 12
)
OPINION = (
    """关于进一步做好城市书房建设工作的意见
各区县人民政府，市政府各部门：
一、总体要求。坚持以人民为中心，到2030年，全市建成城市书房100家以上，覆盖率达到90%。
（一）加强组织领导。各级各部门要高度重视，明确责任分工，建立“一把手”负责制。
（二）落实经费保障。要把购书经费列入年度预算，每年增长不低于5%。
"""
    * 12
)
LETTER = (
    """各鄉鎮公所：
一、查本縣公共圖書館服務要點業經修正，自即日起實施，請查照辦理。
二、各館應於每季終了後十日內，將服務統計資料函送本府備查。
三、本案聯絡人：文化處圖書資訊科，電話（02）1234-5678。
"""
    * 12
)
NOTICE = (
    """通知：明天上午8:30在市图书馆三楼会议室召开读者座谈会，请有关同志准时参加。会议由李馆长主持，
主要内容：1.通报上半年借阅情况；2.听取读者意见；3.研究下半年工作。（联系人：王小明，电话：12345678）
"""
    * 12
)
DOCUMENTS = {"办法": SIMPLIFIED, "辦法": TRADITIONAL, "意见": OPINION, "公函": LETTER, "通知": NOTICE}
LENGTHS = (12, 40, 200, 1000, 0)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be")


def passages(text: str, length: int) -> Iterator[str]:
    """The text's beginning and passages of it out of the middle; the whole text once."""
    for offset in (0, 17, 31, 59, 83) if length else (0,):
        yield text[offset : offset + length] if length else text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_at_every_length(encoding: str) -> None:
    wrong, tried = [], 0
    for name, text in DOCUMENTS.items():
        for length in LENGTHS:
            for passage in passages(text, length):
                try:
                    data = passage.encode(encoding)
                except UnicodeEncodeError:  # Big5 has no simplified characters
                    continue
                tried += 1
                decoded = decode_text(data)
                if (decoded.text, decoded.warnings) != (passage, ()):
                    wrong.append((name, length, decoded.encoding, passage[:12]))
    assert wrong == []
    assert tried >= (40 if encoding == "big5" else 100)


def test_encodings_of_real_documents(shared: Path) -> None:
    paths = sorted((shared / "laws").glob("*/[!_]*.md"))[::40]
    assert len(paths) > 20
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for length in (12, 40, 200):
            passage = text[300 : 300 + length]
            if sum("\u4e00" <= char <= "\u9fff" for char in passage) < 6:
                continue
            for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
                assert decode_text(passage.encode(encoding)).text == passage, (path, encoding, length)


@pytest.mark.parametrize(("encoding", "cut"), [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("utf-16-le", 1)])
def test_half_a_character_at_the_end_is_told(encoding: str, cut: int) -> None:
    decoded = decode_text(SIMPLIFIED.rstrip().encode(encoding)[:-cut])
    assert decoded.encoding == encoding
    assert decoded.text == SIMPLIFIED.rstrip()[:-1] + "\ufffd"
    assert decoded.warnings == ("有 1 处字节无法解码，已用 U+FFFD 代替",)


def test_two_encodings_in_one_file_are_read_in_the_better_one_and_told() -> None:
    decoded = decode_text(SIMPLIFIED.encode() + "附：借阅须知".encode("gb18030"))
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(SIMPLIFIED)
    assert "无法解码" in decoded.warnings[0]


def test_hz_of_old_mail() -> None:
    decoded = decode_text("第一条 书屋免费开放。".encode("hz"))
    assert (decoded.text, decoded.encoding) == ("第一条 书屋免费开放。", "hz")


def test_marks_of_rarer_encodings() -> None:
    for data in (SIMPLIFIED.encode("utf-32"), b"\x84\x31\x95\x33" + SIMPLIFIED.encode("gb18030")):
        assert decode_text(data).text == SIMPLIFIED


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\0\1\2" * 99, "图书\0馆".encode(), b"\xff\xfe\xfd" * 50])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="内容不是文本"):
        decode_text(data)


def test_the_user_knows_better(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("第一條　書屋免費開放。".encode("big5"))
    assert read_document(path, encoding="big5").raw == "第一條　書屋免費開放。"
    # What the wrong name gives is read as asked for, and what is lost is told.
    path.write_bytes(SIMPLIFIED.encode("gb18030"))
    document = read_document(path, encoding="gb2312")
    assert (document.raw, document.encoding) == (SIMPLIFIED, "gb18030")


@pytest.mark.parametrize("name", ["no-such", "base64", "", "a\0b"])
def test_an_unknown_encoding_is_one_line(name: str) -> None:
    with pytest.raises(DocumentError, match="没有名为") as caught:
        known_encoding(name)
    assert "请检查 --encoding" in str(caught.value)


def test_an_encoding_that_does_not_fit_is_told() -> None:
    with pytest.raises(DocumentError, match=r"内容不是 utf-8 编码的文本.*从内容看是 gb18030"):
        decode_text(SIMPLIFIED.encode("gb18030"), "utf-8")
    (told,) = decode_text(SIMPLIFIED[:150].encode("gb18030"), "big5").warnings[:1]
    assert told == "按 --encoding big5 读出的多半不是中文，从内容看是 gb18030；请核对"
    assert decode_text(SIMPLIFIED.encode("gb18030"), "gbk").warnings == ()
    assert decode_text(TRADITIONAL.encode("big5"), "big5").warnings == ()
