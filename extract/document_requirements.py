"""Find every requirement of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from ..language.expressions import expression
from ..segmenter import SegmentedDocument, Sentence, Unit
from .bound_reading import Bound
from .bound_to_requirement import as_requirement
from .bounds import find_bounds
from .carried_subject import goes_on, has_duty
from .clause import Clauses, Inherited, ReadClauses, clause_reader, heir_of, read_roles
from .comma_segments import Segments
from .indicator_tables import read_tables
from .note_requirements import due_dates, responsible_for
from .overlong import is_overlong
from .requirement import Requirement
from .rules import Rules, load_rules
from .syntax_parser import Parser, fill_roles, read_parse

_COUNTED_UP_TO = expression("截[至止]", match=["截至2020年底"], no_match=["截留"])
_COMPARED = frozenset({"ratio", "amount", "count", "measure", "duration"})


def find_requirements(
    document: SegmentedDocument,
    *,
    rules: Rules | None = None,
    parser: Parser | None = None,
    clauses: ReadClauses | None = None,
) -> tuple[Requirement, ...]:
    """Every bound in every sentence of ``document``, in text order, with who must do what; behind a unit's those of its tables and notes.

    Spans are places in the cleaned text. ``rules`` from :func:`load_rules` may be passed along to read many documents.
    ``clauses`` (:func:`.clause.clause_reader`) may be passed along where the same sentences are asked about again.
    With a ``parser`` (:func:`load_parser`) the subjects, acts and objects that the rules leave open are read off a syntactic parse.
    Two thirds of a second for a megabyte of text without one; nothing is raised.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.language import Span
    >>> text = "市图书馆应当每季度听取读者意见。"
    >>> document = make_document(text)
    >>> sentence = Sentence("1:1", "1", "body", text, Span(0, len(text)))
    >>> unit = Unit("1", "（一）", 1, None, (), Span(0, len(text)), (sentence,))
    >>> [found] = find_requirements(SegmentedDocument(document, (unit,)))
    >>> found.quote, found.per, found.modality, found.span
    ('每季度', 'P3M', '应当', Span(start=6, end=9))
    """
    rules = rules or load_rules()
    clauses = clauses or clause_reader(rules)
    text = document.document.text
    tables = read_tables(document, rules)
    found = tuple(
        one
        for unit in document.units
        for one in (
            *_of_unit(tables.outside(unit), rules, clauses),
            *tables.requirements.get(unit.id, ()),
            *due_dates(unit, text),
        )
    )
    found = tuple(one for one in found if not _is_past(one, document))
    return found if parser is None else _with_parse(document, found, parser)


def _is_past(found: Requirement, document: SegmentedDocument) -> bool:
    """截至2020年底，覆盖率达到95%: of a year that was over when the document was made, a figure tells what has been reached."""
    about = document.document.metadata
    made = next((day for day in (about.adopted, about.issued, about.date) if day is not None), None)
    if not made or not (found.date or "")[:4].isdigit() or "截" not in found.text:
        return False
    return int((found.date or "")[:4]) < int(made[:4]) and _COUNTED_UP_TO.search(found.text) is not None


def _with_parse(document: SegmentedDocument, found: Sequence[Requirement], parser: Parser) -> tuple[Requirement, ...]:
    starts = {sentence.id: sentence.span.start for sentence in document.iter_sentences()}
    once = lru_cache(maxsize=1)(partial(read_parse, parser))  # a sentence's requirements follow each other
    return tuple(
        fill_roles(one, one.text, once, starts[one.sentence]) if one.sentence in starts else one for one in found
    )


def requirements_in(text: str, *, rules: Rules | None = None) -> tuple[Requirement, ...]:
    """The requirements of one sentence that stands alone: no unit, nothing inherited, offsets of ``text`` itself.

    >>> [(found.quote, found.modality) for found in requirements_in("应当每半年报告一次")]
    [('每半年报告一次', '应当')]
    """
    rules = rules or load_rules()
    clauses = Clauses.of(text, rules)
    return tuple(
        as_requirement(bound, text, read_roles(clauses, bound, rules, Inherited()))
        for bound in find_bounds(text, rules)
    )


def _of_unit(unit: Unit, rules: Rules, read_clauses: ReadClauses) -> list[Requirement]:
    requirements: list[Requirement] = []
    lead: Inherited | None = None
    lead_in: str | None = None
    read = 0  # the sentences in front of this one are in `heir` already
    heir = Inherited()
    for k, sentence in enumerate(unit.sentences):
        lead_in = sentence.text if sentence.kind == "lead" else lead_in
        bounds = () if is_overlong(sentence) else find_bounds(sentence.text, rules)
        if not bounds:
            continue
        # Who acts is asked for only where a bound was found: most sentences have none.
        for earlier in unit.sentences[read:k]:
            if is_overlong(earlier):
                continue
            heir = _heir(unit, earlier, read_clauses(earlier.text), rules, heir)
            lead = heir if earlier.kind == "lead" else lead
        read = k
        inherited = _carried(unit, sentence, lead if sentence.kind == "item" and lead else heir, rules)
        clauses = read_clauses(sentence.text)
        if sentence.kind == "item" and lead_in is not None and rules.case_list.search(lead_in):
            bounds = tuple(_case(bound, clauses, rules) for bound in bounds)
        requirements += (_requirement(unit, sentence, bound, clauses, rules, inherited) for bound in bounds)
    return requirements


def _case(bound: Bound, clauses: Clauses, rules: Rules) -> Bound:
    """（二）年收入超过六万元；: what an item compares is a condition where the items are cases and this one demands nothing."""
    compared = bound.comparator not in (None, "=") and not bound.vague and bound.per is None
    demands = clauses.modals or rules.penal.search(clauses.text)
    return replace(bound, kind="threshold") if compared and bound.kind in _COMPARED and not demands else bound


def _carried(unit: Unit, sentence: Sentence, heir: Inherited, rules: Rules) -> Inherited:
    """What a sentence takes over: in an article who acts is understood, elsewhere only by a sentence that opens with an act."""
    alone = heir.subject and not _is_article(unit) and not goes_on(Segments.of(sentence.text), rules)
    return replace(heir, subject=None) if alone else heir


def _is_article(unit: Unit) -> bool:
    return unit.label.startswith("第") and "条" in unit.label


def _heir(unit: Unit, sentence: Sentence, clauses: Clauses, rules: Rules, heir: Inherited) -> Inherited:
    if sentence.kind != "heading":
        found = heir_of(clauses, rules, _carried(unit, sentence, heir, rules))
        if _is_article(unit) or has_duty(clauses.segments, clauses.subjects, rules):
            return found
        return replace(found, subject=None) if any(clauses.subjects) else found
    # A heading names who acts only where it says that they must (上级必须抓好下级).
    return Inherited(heir_of(clauses, rules, heir).subject) if clauses.modals else heir


def _requirement(
    unit: Unit, sentence: Sentence, bound: Bound, clauses: Clauses, rules: Rules, heir: Inherited
) -> Requirement:
    heir = replace(heir, note=responsible_for(unit, sentence.span))
    roles = read_roles(clauses, bound, rules, heir)
    place = (unit.id, unit.place, sentence.id)
    return as_requirement(bound, sentence.text, roles, place=place, offset=sentence.span.start)
