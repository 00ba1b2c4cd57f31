"""Rules of the house that no other tool holds: where things are done, and how they are called."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Container, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[3]
APPS = ("community", "forum", "realtime")
SIZES = {".py": 400, ".html": 400, ".css": 400, ".js": 150}
# Lists, not programs.
LONG_LISTS = ("/migrations/", "tests/unit/community/text/attacks.py")
WRITES = {"bulk_create", "bulk_update", "create", "get_or_create", "update", "update_or_create"}
SENDS = {"delete", "save"}
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}
# What stands beside these drawers in a feature because they would be too long.
HELPS_VIEWS = {
    "start.py",
    "status.py",
    "access.py",
    "cards.py",
    "composer.py",
    "kept_text.py",
    "timeline.py",
    "traces.py",
}
HELPS_ACTIONS = {"heads.py", "ringing.py"}
# Two addresses of one page, or one name the view's own module says already.
OTHER_NAMES = {"show_document", "show_thread", "show_start", "changes"} | {
    "feed_threads",
    "feed_field",
    "feed_tag",
    "feed_search",
}


@cache
def modules(*folders: str) -> dict[Path, ast.Module]:
    """Our own code as syntax trees, without migrations."""
    paths = (path for folder in folders or APPS for path in (ROOT / folder).rglob("*.py"))
    return {
        path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if "migrations" not in path.parts
    }


def is_view(path: Path) -> bool:
    return "views" in path.parts or path.name.endswith("views.py") or path.name in HELPS_VIEWS


def is_action(path: Path) -> bool:
    return "actions" in path.parts or path.name == "actions.py" or path.name in HELPS_ACTIONS


def is_model(path: Path) -> bool:
    return "models" in path.parts or path.name == "models.py"


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def found(rule: Callable[[Path, ast.Module], Iterator[str]]) -> list[str]:
    return [f"{path}: {thing}" for path, tree in modules().items() for thing in rule(path, tree)]


def test_there_is_something_to_look_at() -> None:
    assert sum(map(is_view, modules())) > 10
    assert sum(map(is_action, modules())) > 10


def test_views_do_not_write() -> None:
    def rule(path: Path, tree: ast.Module) -> Iterator[str]:
        if is_view(path):
            yield from (ast.unparse(call.func)[:80] for call in calls(tree) if _writes(call))

    assert found(rule) == []


def test_actions_policies_and_models_know_no_http() -> None:
    def rule(path: Path, tree: ast.Module) -> Iterator[str]:
        if is_action(path) or path.name == "policy.py" or is_model(path):
            web = ("django.http", "django.shortcuts", "django.template", "django.contrib.messages")
            yield from (name for name in imports(tree) if name.startswith(web))

    assert found(rule) == []


def test_only_actions_ring_the_bell() -> None:
    def rule(path: Path, tree: ast.Module) -> Iterator[str]:
        if not is_action(path):
            yield from (ast.unparse(call) for call in calls(tree) if ast.unparse(call.func) == "live.publish")

    assert found(rule) == []
    bells = [path for path, tree in modules().items() if "live.publish(" in ast.unparse(tree)]
    assert bells, "nobody rings: this test looks for the wrong words"


def test_no_signals_and_no_hidden_consequences() -> None:
    def rule(path: Path, tree: ast.Module) -> Iterator[str]:
        for call in calls(tree):
            name = ast.unparse(call.func)
            if name in ("receiver", "Signal") or re.search(
                r"(_save|_delete|_init|m2m_changed)\.connect$", name
            ):
                yield name
        if is_model(path):
            models = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and _is_model(node))
            yield from (f.name for node in models for f in functions(node) if f.name in SENDS)

    assert found(rule) == []


def test_no_imports_inside_functions() -> None:
    def rule(path: Path, tree: ast.Module) -> Iterator[str]:
        for function in functions(tree):
            inner = (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))
            yield from (f"{function.name}: {ast.unparse(node)}" for node in inner)

    assert found(rule) == []


def test_no_modules_import_each_other_not_even_for_types() -> None:
    known = {_dotted(path): tree for path, tree in modules().items()}
    graph = {name: set(_imported(tree, known)) - {name} for name, tree in known.items()}
    assert sum(map(len, graph.values())) > 1000, "this test looks for the wrong words"
    list(TopologicalSorter(graph).static_order())  # a `CycleError` names the circle


def test_every_sentence_can_be_found_for_translation() -> None:
    """`_(variable)` is no text for the catalogue."""

    def rule(path: Path, tree: ast.Module) -> Iterator[str]:
        for call in calls(tree):
            if ast.unparse(call.func) in GETTEXT and not isinstance(call.args[0], ast.Constant):
                yield ast.unparse(call)

    assert found(rule) == []


def test_files_stay_short() -> None:
    sources = (
        path for folder in (*APPS, "templates", "tests", "tools") for path in (ROOT / folder).rglob("*")
    )
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in sources
        if path.suffix in SIZES
        and not any(part in path.as_posix() for part in LONG_LISTS)
        and (lines := path.read_text(encoding="utf-8").count("\n")) > SIZES[path.suffix]
    ]
    assert long == []


def test_migrations_are_named_as_sentences() -> None:
    names = [path.stem for folder in APPS for path in (ROOT / folder).rglob("migrations/0*.py")]
    assert names
    sentence = re.compile(r"^\d{4}(_[a-z0-9]+){3,}$")
    automatic = re.compile(r"_(initial|auto|alter|and_more|remove_\w+_and)\b|_\d{8}_")
    assert [name for name in names if not sentence.match(name) or automatic.search(name)] == []


def test_address_and_view_share_one_word() -> None:
    named = [(pattern.name, pattern.callback.__name__) for pattern in _own_addresses()]
    assert len(named) > 50
    assert [pair for pair in named if pair[0] != pair[1] and pair[1] not in OTHER_NAMES] == []


def test_html_is_declared_safe_in_few_places() -> None:
    may = {
        "community/web",
        "community/people/templatetags",
        "community/people/legal/documents.py",
        "community/live/templatetags",
    }

    def rule(path: Path, tree: ast.Module) -> Iterator[str]:
        names = {ast.unparse(call.func) for call in calls(tree)}
        if names & {"mark_safe", "SafeString", "format_html_join"} and not path.as_posix().startswith(
            tuple(may)
        ):
            yield "mark_safe"

    assert found(rule) == []


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _imported(tree: ast.Module, known: Container[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield from (name for name in (whole if whole in known else node.module,) if name in known)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    chain = ast.unparse(call.func.value)
    if call.func.attr in SENDS:
        return "session" not in chain
    return call.func.attr in WRITES and bool(re.search(r"\.objects\b|\.(filter|exclude|all)\(", chain))


def _is_model(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith(("Model", "AbstractBaseUser")) for base in node.bases)


def _own_addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _own_addresses(pattern)
        elif pattern.callback.__module__.startswith(APPS):
            yield pattern
