"""Text of members: taken in at one gate, turned into safe HTML at one place, compared, quoted and folded.

Pure functions: no database, no HTTP, nothing of the project is imported. They keep these promises:

* `clean_source` and `clean_line` are the only way in. They answer with the text as it is stored or raise
  Django's `ValidationError` with a sentence for the person.
* `render` answers with HTML in which nothing acts, whatever was typed, within a quarter of a second for
  POST_LIMIT characters of anything. Render once when writing; store the source, the HTML and the version.
* `plain_text` is what such HTML says, without its marks, for searching.
* `fold` makes equal what people type for the same German word, `slugify_de` makes it part of an address.
* `quote` makes Markdown that quotes a text, `diff` shows what changed between two versions of one.
"""

from .changes import diff
from .folding import fold, slugify_de
from .gate import MESSAGE_LIMIT, POST_LIMIT, TITLE_LIMIT, clean_line, clean_source
from .linking import Mention
from .private import private_data
from .quoting import link_to, quote
from .rendering import RENDERER_VERSION, Rendered, plain_text, render

__all__ = [
    "MESSAGE_LIMIT",
    "POST_LIMIT",
    "RENDERER_VERSION",
    "TITLE_LIMIT",
    "Mention",
    "Rendered",
    "clean_line",
    "clean_source",
    "diff",
    "fold",
    "link_to",
    "plain_text",
    "private_data",
    "quote",
    "render",
    "slugify_de",
]
