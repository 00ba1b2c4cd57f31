"""The house with a stage in it: streams that exist only to be rung by tests."""

from community.settings import *  # noqa: F403
from community.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.system.realtime.delivery.stage"]
OFFICE_SECOND_FACTOR = False
ROOT_URLCONF = "tests.system.realtime.delivery.stage.urls"
