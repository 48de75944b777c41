"""The brief in Markdown: a list of sentences, the places in them linked to the tables below."""

from __future__ import annotations

from collections.abc import Iterator

from ...results.brief import BriefSentence
from ...results.brief_parts import BriefPart, PlaceSide
from ...results.labels import Labels
from ...results.views import DocumentView, PageView
from .markdown_text import escape_cell


def brief_markdown(page: PageView, words: Labels) -> Iterator[str]:
    """The briefs of all local documents; nothing where there is none."""
    if not page.documents:
        return
    yield f"## {words['brief']['title']}"
    for view in page.documents:
        yield f"**{escape_cell(view.name)}**"
        yield "\n".join(_sentence(sentence, view, words) for sentence in view.brief.sentences)
    yield words["brief"]["note"]


def anchor(side: PlaceSide, unit: str, view: DocumentView) -> str:
    """The mark of a unit in the part about one local document, to which the brief's links lead."""
    return f'<a id="{_name(side, unit, view)}"></a>'


def _sentence(sentence: BriefSentence, view: DocumentView, words: Labels) -> str:
    said = "".join(_part(part, view) for part in sentence.parts)
    return f"- **{words['brief']['item'][sentence.kind]}** {said}"


def _part(part: BriefPart, view: DocumentView) -> str:
    bare = part.text.strip()
    text = part.text.replace(bare, escape_cell(bare)) if bare else part.text
    return text if part.place is None else f"[{text}](#{_name(part.place.side, part.place.unit, view)})"


def _name(side: PlaceSide, unit: str, view: DocumentView) -> str:
    return f"{view.prefix}{side}-{unit}"
