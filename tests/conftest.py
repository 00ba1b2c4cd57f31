"""For all tests: nothing carries over from one to the next."""

import gc
import secrets
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from community.installation import identity
from community.jobs import waking
from tests.mails import send_all


def pytest_collection_finish() -> None:
    """What stands now stays to the end: the collector need not walk through the whole house again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def _installation_of_its_own():
    """Two runs of tests on one Redis do not meet; nor is a database asked who we are where a test has none."""
    identity.assume(f"tests-{secrets.token_hex(8)}")


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Rate limits live in the cache; rolled-back databases give the same keys to other members."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_limits(settings):
    """Whoever tests how much one account may write sets a limit."""
    settings.FORUM_RATE = settings.ROOM_RATE = settings.UPLOAD_RATE = settings.VISITOR_RATE = ""


@pytest.fixture(autouse=True)
def _mails_stay_here(settings, monkeypatch):
    """Whoever wakes a worker is one here, after the commit; mails land in `django.core.mail.outbox`."""
    settings.MAIL_WIRE = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(waking, "woken", SimpleNamespace(set=send_all))


@pytest.fixture(autouse=True)
def _no_push(settings):
    """Whoever tests push switches it on, whatever key lies in this checkout."""
    settings.PUSH_KEY = ""


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_looked_for_once():
    """Every client of a test loads the middleware anew; which static files there are does not change meanwhile."""
    look = WhiteNoiseMiddleware.add_files_from_finders
    known = {}

    def look_once(middleware):
        if middleware.static_prefix not in known:
            look(middleware)
            known[middleware.static_prefix] = dict(middleware.files)
        middleware.files.update(known[middleware.static_prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def _files_of_tests(tmp_path_factory):
    """Files that tests hand in lie in a folder of their own; tests beside these take none of their turns."""
    media, turns = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("turns")
    with override_settings(MEDIA_ROOT=media, TURNS_ROOT=turns):
        yield
