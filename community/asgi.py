"""Entry of the servers: pages to Django, sockets to the transport."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")

django.setup(set_prefix=False)

# The handler reads settings, the transport knows members and sessions: both need a Django that is set up.
from community.handler import HouseHandler  # noqa: E402
from realtime.delivery.entry import entrance  # noqa: E402

application = entrance(HouseHandler())
