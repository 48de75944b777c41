"""Whose duty goes on: who of those named in a sentence acts beyond it, and which sentence takes a subject over."""

from __future__ import annotations

from collections.abc import Sequence

from .comma_segments import Segments
from .rules import Rules
from .subject import name_place

_CLAUSES_TO_THE_GIFT = 3
_EACH = "每"  # 每个村补助5万元: one of those who are given it


def without_the_given(segments: Segments, subjects: Sequence[str | None], rules: Rules) -> tuple[str | None, ...]:
    """The subjects of the clauses, an empty text for one who is only given something (新建的书屋，一次性给予5万元补贴).

    >>> from duizhao.extract import load_rules
    >>> text = "新建的书屋企业，一次性给予5万元补贴，市财政局每年补助3万元。"
    >>> without_the_given(Segments.of(text), ("新建的书屋企业", None, "市财政局"), load_rules())
    ('', None, '市财政局')
    """
    return tuple(
        "" if name and _is_given(name, segments, subjects, i, rules) else name for i, name in enumerate(subjects)
    )


def _is_given(name: str, segments: Segments, subjects: Sequence[str | None], index: int, rules: Rules) -> bool:
    words, text, start = rules.carrying, segments.text, segments.starts[index]
    place = text.find(name, start)
    done = place + len(name)
    gives = not name.startswith(_EACH) and words.gives.match(text, done) is not None
    if words.public.search(name) or text[place - 1 : place] == "由" or gives:
        return False
    last = min(index + _CLAUSES_TO_THE_GIFT, len(subjects) - 1)
    for i in range(index, last + 1):
        begin, end = done if i == index else segments.starts[i], segments.ends[i]
        if i > index and subjects[i]:
            return False
        if segments.ends_with(i, "的"):
            continue  # 决定给予补贴的，应当…: a case
        gift = words.giving.search(text, begin, end)
        modal = rules.modals.pattern.search(text, begin, gift.start() if gift else end)
        if modal and rules.modals.meaning(modal) != "permission":
            return False
        if gift:
            asked = words.asks_for.search(text, begin, gift.end())
            return asked is None and words.rewarded.search(text, gift.start(), end) is not None
        if text[end : end + 1] in "。；;":
            return False
    return False


def is_about_a_thing(text: str, start: int, end: int, rules: Rules) -> bool:
    """Is a clause about a thing that stands in front of its modal (规划草案应当公示)? Then nobody named before acts in it.

    >>> from duizhao.extract import load_rules
    >>> [is_about_a_thing(text, 0, len(text), load_rules()) for text in ("规划草案应当公示", "必要时应当公示", "应当公示")]
    [True, False, False]
    """
    start = name_place(text, start, end, rules)
    modal = rules.modals.pattern.search(text, start, end)
    thing = rules.subject.tail.sub("", text[start : modal.start()]) if modal else ""
    if len(thing) < 2 or rules.carrying.no_act.search(thing) or rules.carrying.frame.match(thing):
        return False
    return not any(rule.match(thing) for rule in (rules.opener, rules.verb, rules.actor_names.acts_first))


def goes_on(segments: Segments, rules: Rules) -> bool:
    """Does a sentence open with an act, so that whoever the sentence before names may do it (加强检查。), and with no case or date?

    >>> from duizhao.extract import load_rules
    >>> texts = ("每季度清点。", "加强检查。", "新书到馆后，应当编目。", "到2031年建成。", "对新馆给予补贴。", "新馆开放。")
    >>> [goes_on(Segments.of(text), load_rules()) for text in texts]
    [True, True, True, False, False, False]
    """
    text = segments.text
    start = name_place(text, 0, len(text), rules)
    if any(rules.carrying.frame.match(text, place) for place in (0, start)) or gives_reward(text, rules):
        return False
    if is_about_a_thing(text, segments.starts[0], segments.ends[0], rules):
        return False
    openers = (rules.opener, rules.verb, rules.actor_names.acts_first, rules.actor_names.done_first)
    if any(rule.match(text, start) for rule in (rules.carrying.goes_on, *openers)):
        return True
    return any(_is_bidden(text, *place, rules) for place in zip(segments.starts, segments.ends, strict=True))


def _is_bidden(text: str, start: int, end: int, rules: Rules) -> bool:
    """新书到馆后应当编目, 确需闭馆的，要公告: is something asked, and of nobody who is named in the clause?"""
    modal = rules.modals.pattern.search(text, start, end)
    if modal is None or rules.modals.meaning(modal) == "permission":
        return False
    ahead = rules.subject.tail.sub("", text[start : modal.start()])
    return not ahead or rules.carrying.no_act.search(ahead) is not None


def gives_reward(text: str, rules: Rules) -> bool:
    """Is a reward given, or something spared, in a sentence (对新馆给予补贴)?

    >>> from duizhao.extract import load_rules
    >>> gives_reward("对新馆给予5万元补贴。", load_rules()), gives_reward("对新馆给予警告。", load_rules())
    (True, False)
    """
    gift = rules.carrying.giving.search(text)
    return gift is not None and rules.carrying.rewarded.search(text, gift.start()) is not None


def has_duty(segments: Segments, subjects: Sequence[str | None], rules: Rules) -> bool:
    """Does the last of those named in a sentence have a duty of its own, or is it a public body that acts?

    >>> from duizhao.extract import load_rules
    >>> text = "企业按指导价销售。"
    >>> has_duty(Segments.of(text), ("企业",), load_rules())
    False
    """
    named = [(i, name) for i, name in enumerate(subjects) if name]
    if not named:
        return False
    index, name = named[-1]
    if rules.carrying.public.search(name):
        return True
    place = (segments.starts[index], len(segments.text))
    modal = rules.modals.pattern.search(segments.text, *place)
    bidden = modal is not None and rules.modals.meaning(modal) != "permission"
    return bidden or rules.carrying.in_charge_of.search(segments.text, *place) is not None
