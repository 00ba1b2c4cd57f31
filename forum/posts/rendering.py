"""Posts as HTML: the house's text mechanism, told who can be mentioned."""

from __future__ import annotations

import re

from community.text import Mention as TextMention
from community.text import Rendered, render
from forum.models import Post
from forum.writing.addressing import addressees

POST_LINK = re.compile(r"^/beitraege/(\d{1,18})/(?:[?#].*)?$")


def render_post(source: str) -> Rendered:
    """Render cleaned Markdown; mentions become links (one query for members, two more for groups and places)."""
    return render(source, resolve_mentions=_resolve)


def quoted_posts(rendered: Rendered) -> list[Post]:
    """The posts whose permanent address the text links to: that is how a quote names its source."""
    keys = {int(found[1]) for link in rendered.links if (found := POST_LINK.match(link))}
    return list(Post.objects.filter(pk__in=keys)) if keys else []


def _resolve(words: set[str]) -> dict[str, TextMention]:
    return {word: addressee.mention for word, addressee in addressees(words).items()}
