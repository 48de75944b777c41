"""The page on citing, written from CITATION.cff."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

_PAGE = """# 引用

用它做研究，请引用软件，写明版本；版本在报告的“参数与版本”里，也是 `duizhao --version` 说的。

```bibtex
@software{{duizhao,
  title   = {{{title}}},
  author  = {{{{{authors}}}}},
  version = {{{version}}},
  note    = {{{licence} licence}}
}}
```

{abstract}

## 写在论文里的方法一节

请写明：版本；对照的是哪几份文件（标题、文号、日期）；用没用 `--corrections`（谁复核了几句）、`--judge`（哪个模型）、自己的 `--linker`；
所报的数取自哪张表、哪一列（[各表的每一列](各表的列.md)）；
把握不够的判断怎样处理。报告的 JSON（`duizhao report … -o 报告.json`）里这些都有，
可以随论文一起发布：`dz.load_report` 读得回来，各种形式都能再写出。

准确率请引[方法](方法.md)里的数，连同那里写的条件：它们是在那些文件上量的，别的文件请自己抽样核对。

仓库里的 `CITATION.cff` 是同样的内容，供文献管理软件读。
"""


def citing_page(root: Path) -> str:
    """The page of a checkout at ``root``."""
    said = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return _PAGE.format(
        title=said["title"],
        authors=" and ".join(one["name"] for one in said["authors"]),
        version=said["version"],
        licence=said["license"],
        abstract=re.sub(r"\s+", " ", said["abstract"]).strip(),
    )
