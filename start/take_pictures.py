"""Take the pictures of docs/开始.md anew: the report of the sample, as Chromium shows it. Needs the test extra and a Chromium.

python start/take_pictures.py
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import duizhao as dz

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
MOST_BYTES = 150_000
COLOURS = 64  # a page of text needs no more
# What is seen: the name of the picture, and what the page is scrolled to (nothing: its first screen).
SCENES = (("first-screen", ""), ("side-by-side", "#central-2"), ("figures", "#matrix"))


def main() -> int:
    """Write the pictures; the exit status."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  of the test extra

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.stderr.write("没有 Chromium，需要 chromium 或 google-chrome；请先安装\n")
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        family = dz.read_folder(dz.sample_folder())
        [path] = dz.compare_many(family.central, family.local).save(Path(folder, "对照报告.html"))
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 640})
        page.goto(path.as_uri())
        for name, selector in SCENES:
            if selector:
                page.locator(selector).first.evaluate("(found) => found.scrollIntoView({block: 'start'})")
                page.wait_for_timeout(300)
            data = smaller(page.screenshot())
            (PICTURES / f"{name}.png").write_bytes(data)
            sys.stdout.write(f"{name}.png：{len(data)} 字节\n")
        browser.close()
    return 0


def smaller(data: bytes) -> bytes:
    """A picture with as many colours as it needs, and as wide as fits into ``MOST_BYTES``."""
    from PIL import Image  # noqa: PLC0415  comes with matplotlib

    picture: Any = Image.open(io.BytesIO(data)).convert("RGB")
    while True:
        out = io.BytesIO()
        picture.quantize(COLOURS).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
        picture = picture.resize((picture.width * 9 // 10, picture.height * 9 // 10))


if __name__ == "__main__":
    sys.exit(main())
