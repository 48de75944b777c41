"""Chinese search without a dictionary: pages are indexed by pairs of neighbouring characters, and so is what is looked for.

A word is found in whatever it stands in (弱化 in 强弱化程度), on a disk as on a server, and no word is missing from a dictionary.
"""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

HAN = "\u3400-\u9fff"
_RUN = re.compile(f"[{HAN}]+|[a-zA-Z0-9_]+")

# What is looked for is cut into words by the browser, where it can, and each word into pairs: those of 加强弱化 are 加强 and 弱化, not
# 强弱. Characters that the browser takes for words of their own are joined again.
_SPLIT = f"""
var splitQuery = (query) => {{
  const cut = Intl.Segmenter
    ? [...new Intl.Segmenter("zh", {{ granularity: "word" }}).segment(query)].map((one) => one.segment)
    : [query];
  const words = [];
  let loose = "";
  for (const word of [...cut, ""]) {{
    if (/^[{HAN}]$/.test(word)) {{ loose += word; continue; }}
    if (loose) words.push(loose);
    loose = "";
    words.push(word);
  }}
  return words.flatMap((word) => (word.match(/[{HAN}]+|[a-zA-Z0-9_]+/g) || []).flatMap((run) => {{
    if (!/[{HAN}]/.test(run) || run.length < 2) return [run];
    return [...run].slice(1).map((character, i) => run[i] + character);
  }})).filter((term) => !/^[{HAN}]$/.test(term));
}};
"""


class PairSearch(SearchLanguage):
    """The pairs of characters of Chinese text; Latin words and names as they are."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = _SPLIT

    def split(self, input: str) -> list[str]:  # noqa: A002  the name is Sphinx's
        """The terms of a text.

        >>> PairSearch({}).split("弱化了to_frame")
        ['弱化', '化了', 'to_frame']
        """
        return [
            term
            for run in _RUN.findall(input)
            for term in ([run[i : i + 2] for i in range(len(run) - 1)] if re.match(f"[{HAN}]", run) else [run])
        ]

    def stem(self, word: str) -> str:
        """What is compared: Latin letters without their case."""
        return word.lower()

    def word_filter(self, word: str) -> bool:
        """Is a term worth a place in the index?"""
        return len(word) > 1
