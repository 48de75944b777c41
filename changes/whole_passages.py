"""What only one of two texts says, in whole clauses and whole list items: what is not whole is not shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..language.clauses import clause_places
from ..language.expressions import expression
from .inserted_members import inserted_members
from .own_words import OwnWords
from .relation_words import RelationWords
from .surroundings import PairSurroundings, stands_in
from .word_classes import TaggedWord

# A clause is new where so little of it stands in the other text, by characters and by words, and it has so many characters.
_MOST_SHARED, _MOST_KNOWN_WORDS, _SHORTEST_CLAUSE = 0.34, 0.3, 5
# So many of its words at most stand in the other text at all, though they answer other clauses there.
_MOST_WORDS_ELSEWHERE = 0.67
# Acts that go by several names: where both texts have one, neither came nor went.
_KINDS_OF_ACTS = ("disclosure", "approval", "filing", "consent", "appraisal", "budget")
# What is asked for is the same where more of its words than this stand in the other text.
_MOST_OF_AN_ACT = 0.6
# A member of a list beside another stands where so much of that other stands in the other text.
_MEMBER_STAYS = 0.8
# So much at most is shown of a run of clauses; what is shortened (工会, 残联) is no longer than this written out.
_LONGEST, _LONGEST_NAME = 60, 16
_PAIRS_OF_MARKS = ("“”", "（）", "《》", "()")
_LEADING = expression(
    "^(?:(?:（[一二三四五六七八九十]+）|[0-9]+[.．、])|并(?!行)|且|以及|或者?)",
    match=["并公布结果", "（一）清点馆藏"],
    no_match=["公布结果"],
)
_LIST = expression("、|以及|[和及与等]|或者?", match=["馆藏、设备", "馆藏和设备"], no_match=["馆藏"])
_LIST_OR_CLAUSE = expression("[、，；：。和及与或]|以及", match=["馆藏、设备"], no_match=["馆藏"])
_PLACE = expression("[省市区县州乡镇盟旗]$", match=["民族乡", "市"], no_match=["馆藏"])
_OF_BODIES = expression(
    "[^，。；：]{0,40}?等?(?:行政|主管|管理|有关|相关|职能)?部门",
    match=["、财政等部门", "等有关部门", "部门"],
    no_match=["等设备", "，由文化部门"],
    use="match",
)
# 和 may belong to a name: 劳动和社会保障.
_AFTER_ITEM = "、等"


@dataclass(frozen=True, slots=True)
class OwnPassage:
    """A whole clause, run of clauses or list item that only one of two texts has; ``asks`` where it says what is to be done, or of what."""

    text: str
    asks: bool
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class OtherSide:
    """What a text is set beside: the sentences, what of them answers nothing here, and the whole document.

    ``is_central``: the text is a local one. By whom and how a central duty is done is not new; it is lost, though, where it is gone.
    """

    text: str
    left_over: str
    whole: str
    is_central: bool


def own_passages(
    wording: OwnWords, other: OtherSide, around: PairSurroundings, words: RelationWords
) -> Iterator[OwnPassage]:
    """The clauses and list items of a text that stand neither in the other text nor anywhere in its document."""
    text = wording.form.text
    shared = _shared_places(wording)
    run: list[tuple[int, int]] = []
    for start, end in [*clause_places(text), (len(text), len(text))]:
        if end > start and _is_new(text[start:end], shared[start:end], other, around, words):
            run.append((start, end))
            continue
        yield from _run_of_clauses(text, run, words)
        run = []
        clause = start, end
        yield from dict.fromkeys(
            (
                *_items(clause, text, shared, other, around, words),
                *_inserted(clause, text, shared, other, around, words),
            )
        )


def _shared_places(wording: OwnWords) -> list[bool]:
    """Of each character of the printed text: has the other it too? Marks count as shared."""
    shared = [True] * len(wording.form.text)
    for taken, start, end in zip(wording.shared, wording.form.starts, wording.form.ends, strict=True):
        shared[start:end] = [taken] * (end - start)
    return shared


def _is_new(
    clause: str, shared: Sequence[bool], sides: OtherSide, around: PairSurroundings, words: RelationWords
) -> bool:
    if len(clause) < _SHORTEST_CLAUSE or sum(shared) > _MOST_SHARED * len(shared):
        return False
    content = [word for word in around.words(clause) if len(word.text) > 1 and words.forms.content(word.text)]
    if not content or stands_in(clause, sides.whole):
        return False
    if _is_said_otherwise(clause, sides.text, words):
        return False
    if sides.is_central and _is_answered(around.words(clause), sides.text, words):
        return False
    left_over, elsewhere = (sum(word.text in text for word in content) for text in (sides.left_over, sides.text))
    return left_over <= _MOST_KNOWN_WORDS * len(content) and elsewhere <= _MOST_WORDS_ELSEWHERE * len(content)


def _is_said_otherwise(clause: str, other: str, words: RelationWords) -> bool:
    """Is it an act of a kind the other text has too, in these or other words: 公布结果, 公开结果?"""
    return any(
        words.strength.mentions[kind].search(clause) and words.strength.mentions[kind].search(other)
        for kind in _KINDS_OF_ACTS
    )


def _is_answered(clause: Sequence[TaggedWord], other: str, words: RelationWords) -> bool:
    """Does the other text ask for the same, and is new but who does it, for whom or how (由市文化部门给予奖励)?

    What is asked for are the last verb that says something and what stands behind it.
    """
    act: list[str] = []
    left = len(clause)
    while left and not (act and clause[left].tag[0] == "v" and not words.strength.use.light.fullmatch(act[-1])):
        left -= 1
        word = clause[left]
        if word.tag != "x" and len(word.text) > 1 and words.forms.content(word.text):
            act.append(word.text)
    modals = [words.strength.modals.pattern.fullmatch(word.text) for word in clause]
    if any(modal and words.strength.modals.meaning(modal).force == "prohibition" for modal in modals):
        return False
    told_before = any(modals[:left]) or any(word.tag == "p" for word in clause[:left])
    return told_before and sum(one in other for one in act) > _MOST_OF_AN_ACT * len(act)


def _run_of_clauses(text: str, run: Sequence[tuple[int, int]], words: RelationWords) -> Iterator[OwnPassage]:
    """Clauses that follow each other, as one passage; one that is but a condition says nothing without what follows."""
    if not run:
        return
    kinds = [_kind(text[start:end], words) for start, end in run]
    while kinds and kinds[-1] == "condition":
        run, kinds = run[:-1], kinds[:-1]
    while run and run[-1][1] - run[0][0] > _LONGEST:
        run, kinds = run[:-1], kinds[:-1]
    if not run:
        return
    if set(kinds) <= {"means", "condition"} and "means" in kinds:
        return  # by what means, of a duty that stands elsewhere
    passage = _trimmed(text[run[0][0] : run[-1][1]])
    if words.strength.use.half_said.search(passage) or words.strength.modals.pattern.match(text, run[-1][1] + 1):
        return  # according to what, or who, of a duty that comes behind
    opens = run[0][0] == 0 and run[-1][1] < len(text) - 1
    if opens and not (words.strength.modals.pattern.search(passage) or kinds[0] == "aim"):
        return  # who, when and where: the head of a sentence that goes on
    if _whole(passage):
        asks = any(kind not in ("aim", "condition", "means") for kind in kinds)
        modals = [*words.strength.modals.pattern.finditer(text, 0, run[-1][1])]
        allows = bool(modals) and words.strength.modals.meaning(modals[-1]).rank == 1
        binds = words.strength
        asks = asks and not allows and not binds.by_rule.search(passage) and not binds.defines.search(passage)
        yield OwnPassage(passage, asks)


def _kind(clause: str, words: RelationWords) -> str:
    kinds = [kind for kind, pattern in words.strength.clauses if pattern.search(clause)]
    return kinds[0] if kinds else "plain"


def _trimmed(text: str) -> str:
    return _LEADING.sub("", text.strip("，、；：。 ")).strip("，、；：。 ")


def _whole(text: str) -> bool:
    """Are quotation marks and brackets closed, and is there enough of it?"""
    closed = all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS_OF_MARKS)
    return closed and len(text) >= 2


def _items(
    clause_place: tuple[int, int],
    text: str,
    shared: Sequence[bool],
    other: OtherSide,
    around: PairSurroundings,
    words: RelationWords,
) -> Iterator[OwnPassage]:
    """Items of a list that the other text has too, but without them."""
    start, end = clause_place
    if "、" not in text[start:end]:
        return
    clause = text[start:end]
    marks = [(start + found.start(), start + found.end()) for found in _LIST.finditer(clause)]
    means = _kind(clause, words) in ("means", "condition")
    for k, ((before, left), (right, _)) in enumerate(pairwise(marks)):
        if (
            text[before:left] != "、"
            or text[right] not in _AFTER_ITEM
            or sum(shared[left:right]) > _MOST_SHARED * (right - left)
        ):
            continue
        behind = marks[k + 2][0] if k + 2 < len(marks) else end
        # What 等 sums up is no member: of a list that is there as a whole or not at all, no member came or went.
        beside = ((marks[k - 1][1] if k else start, before), (right + 1, behind if text[right] == "、" else right + 1))
        item = text[left:right]
        modifies = text[right] == "等" and not words.strength.use.of_a_list.match(text, right)
        if (
            any(sum(shared[i:j]) >= _MEMBER_STAYS * (j - i) > 0 for i, j in beside)
            and item not in other.whole
            and not _PLACE.search(item)
            and not _OF_BODIES.match(text, right)
            and not any(is_shortened(item, one) for one in _LIST_OR_CLAUSE.split(other.text))
            and _is_item(
                [word for word in around.words(text) if word.end > left and word.start < right],
                left,
                right,
                modifies=modifies,
            )
        ):
            yield OwnPassage(item, not means, is_item=True)


def _inserted(
    clause_place: tuple[int, int],
    text: str,
    shared: Sequence[bool],
    other: OtherSide,
    around: PairSurroundings,
    words: RelationWords,
) -> Iterator[OwnPassage]:
    """Members put into a list, where else both texts read the same."""
    start, end = clause_place
    means = _kind(text[start:end], words) in ("means", "condition")
    for left, right in inserted_members(text, shared, other.text, start, end):
        parts = [word for word in around.words(text) if word.end > left and word.start < right]
        item = text[left:right]
        of_a_name = any(word.end == left and word.is_noun for word in around.words(text))
        if of_a_name or item in other.whole or _PLACE.search(item) or _OF_BODIES.match(text, right):
            continue
        if _is_item(parts, left, right, modifies=True):
            yield OwnPassage(item, not means, is_item=True)


def _is_item(parts: Sequence[TaggedWord], left: int, right: int, *, modifies: bool) -> bool:
    """Is a list item one word, or a noun with what belongs to it, from edge to edge?

    :param modifies: a noun follows that the list belongs to (家居、康复辅助等产品): there verbs are no whole item.
    """
    if right - left < 2 or parts[0].start != left or parts[-1].end != right or any(part.tag == "x" for part in parts):
        return False
    if len(parts) == 1:
        return parts[0].tag[0] not in "ad"
    if len(parts) == 2 and not modifies and all(part.tag in ("v", "vn") and len(part.text) == 2 for part in parts):
        return True
    return parts[-1].is_noun and all(part.is_noun or part.tag in ("a", "b", "f") for part in parts)


def is_shortened(item: str, other: str) -> bool:
    """Is one of two phrases the other with less, its characters in their order, or the same turned about?

    >>> is_shortened("县妇联", "县妇女联合会"), is_shortened("馆员", "读者")
    (True, False)
    """
    short, long = sorted((item, other), key=len)
    if sorted(short) == sorted(long):  # 储存, 存储
        return True
    left = iter(long)
    return len(long) <= 2 * _LONGEST_NAME and len(short) > 1 and all(character in left for character in short)
