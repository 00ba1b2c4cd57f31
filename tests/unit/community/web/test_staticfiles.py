"""Files of the browser: only what is used is served; fingerprints reach into style sheets and modules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import override_settings

from community.web.staticfiles import HashedStaticFiles, is_served

CSS = Path(__file__).parents[4] / "community" / "web" / "static" / "css"
installed = pytest.mark.skipif(
    not settings.NODE_MODULES.exists(), reason="front-end packages are not installed"
)


@pytest.mark.parametrize(
    ("path", "served"),
    [
        ("vendor/kern/kern.min.css", True),
        ("vendor/fira-sans/files/fira-sans-latin-600-normal.woff2", True),
        ("vendor/kern/kern.css", False),
        ("vendor/kern/js/kern-kopfzeile.js", False),
        ("vendor/fira-sans/package.json", False),
        ("vendor/fira-sans/files/fira-sans-latin-900-normal.woff2", False),
        ("css/house.css", False),
    ],
)
def test_of_the_packages_only_what_pages_ask_for_is_served(path, served):
    assert is_served(path) is served


@installed
def test_finders_agree():
    assert finders.find("vendor/kern/kern.min.css")
    assert finders.find("vendor/kern/kern.css") is None


@pytest.mark.slow("collects every file there is")
@installed
def test_collected_files_find_each_other_under_their_fingerprints(tmp_path):
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "community.web.staticfiles.HashedStaticFiles"},
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    closed = [path for path in tmp_path.rglob("*") if not path.stat().st_mode & 0o004]
    assert closed == [], "whoever serves them is not who collected them"
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    sheet = (tmp_path / names["css/house.css"]).read_text()
    asked = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(asked) > 15
    for address in asked:
        assert re.search(r"\.[0-9a-f]{12}\.css$", address), address
        assert ((tmp_path / "css") / address).resolve().exists(), address
    module = (tmp_path / names["js/editor.js"]).read_text()
    for address in re.findall(r'import\(?\s*(?:.*? from )?"([^"]+)"', module):
        assert re.search(r"\.[0-9a-f]{12}\.js$", address), address


@installed
def test_no_style_sheet_asks_another_server(tmp_path):
    for sheet in [*CSS.rglob("*.css"), Path(finders.find("vendor/kern/kern.min.css"))]:
        assert not re.search(r"""url\(["']?(?:https?:)?//""", sheet.read_text()), sheet


def test_a_missing_file_of_ours_fails_and_one_of_a_package_does_not(tmp_path):
    files = HashedStaticFiles(location=tmp_path, base_url="/static/")
    with pytest.raises(ValueError, match="could not be found"):
        files.hashed_name("js/unknown.js")
    assert files.hashed_name("vendor/kern/unknown.png") == "vendor/kern/unknown.png"
    assert files.stored_name("js/unknown.js") == "js/unknown.js"
    assert re.fullmatch(r"js/x\.[0-9a-f]{12}\.js", files.hashed_name("js/x.js", ContentFile(b"x")))


def test_every_sheet_is_part_of_the_house():
    house = (CSS / "house.css").read_text()
    for sheet in CSS.rglob("*.css"):
        if sheet.name != "house.css":
            assert f'url("{sheet.relative_to(CSS).as_posix()}")' in house, sheet
