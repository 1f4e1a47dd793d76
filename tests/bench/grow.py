"""A larger graph of the same shape: the shipped chapters, repeated under other names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CHAPTERS = ("key-officials", "military-high-command", "diplomatic-and-political")


def grow(folder: Path, triples: int, each: int) -> Path:
    """Make `folder` a project with about `triples` triples, `each` being those of the chapters.

    Every copy of a chapter has subjects of its own; people, posts and passages are shared, so
    that answers grow with the graph.
    """
    for name in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    copies = max(0, round((triples - each) / each))
    for chapter in CHAPTERS:
        text = (ROOT / "data" / f"{chapter}.ttl").read_text(encoding="utf-8")
        own = set(re.findall(r"^id:([\w-]+)", text, re.MULTILINE))
        names = re.compile(rf"\bid:(?:{'|'.join(sorted(own))})(?![\w-])")
        for copy in range(copies):
            suffix = f"-{copy + 2}"
            changed = names.sub(rf"\g<0>{suffix}", text)
            (folder / "data" / f"{chapter}{suffix}.ttl").write_text(changed, encoding="utf-8")
    return folder
