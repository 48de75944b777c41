"""Build the site: python docs/site/make_site.py [FOLDER]. Fails on any warning, a link within the site that leads nowhere among them."""

from __future__ import annotations

import sys
from pathlib import Path

from site_links import broken_links, fetched
from sphinx.cmd.build import build_main
from staging import ROOT, stage


def make_site(folder: Path) -> list[str]:
    """Build the site into ``folder/html``; what is wrong with it, one line each, nothing when all is well."""
    stage(folder / "source")
    here = str(Path(__file__).resolve().parent)
    options = ["-q", "-W", "--keep-going", "-E", "-b", "html", "-c", here, "-d", str(folder / "doctrees")]
    if build_main([*options, str(folder / "source"), str(folder / "html")]):
        return ["Sphinx gave warnings"]
    return [*broken_links(folder / "html"), *fetched(folder / "html")]


def main() -> int:
    """Build it where the first argument says, else into build/site."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"
    wrong = make_site(folder)
    sys.stderr.write("".join(f"{line}\n" for line in wrong))
    if not wrong:
        sys.stdout.write(f"{folder / 'html' / 'index.html'}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
