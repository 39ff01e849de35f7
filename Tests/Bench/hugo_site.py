"""Hugo's source of the site that octo-site has published: its own Markdown, in a theme as plain as a theme can be."""

import shutil
from pathlib import Path

BASE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
<link rel="stylesheet" href="{{ "assets/style.css" | relURL }}">
</head>
<body>
<header><nav>{{ range site.Home.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav></header>
<main>{{ .Content }}</main>
<footer>{{ site.Title }}</footer>
</body>
</html>
"""

CONFIGURATION = """
baseURL = "https://example.org/"
title = "Campaigns"
theme = "plain"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
"""


def write(published: Path, source: Path) -> int:
    """Every `index.md` becomes a page at the same place. Returns how many there are."""
    layouts = source / "themes/plain/layouts"
    (layouts / "_default").mkdir(parents=True)
    for layout in ("index.html", "_default/list.html"):
        (layouts / layout).write_text(BASE)
    (source / "config.toml").write_text(CONFIGURATION)
    pages = sorted(published.rglob("index.md"))
    for page in pages:
        target = source / "content" / page.relative_to(published).with_name("_index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = page.read_text()
        title = text.partition("\n")[0].lstrip("# ").replace("'", "''").replace("\\", "")
        target.write_text(f"---\ntitle: '{title}'\n---\n{text}")
    shutil.copytree(published / "assets", source / "static/assets")
    return len(pages)
