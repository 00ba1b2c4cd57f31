"""Entry of the servers: pages to Django, sockets to the transport."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")

django = get_asgi_application()

# The transport knows members and sessions: it can be imported only when Django is set up.
from realtime.delivery.entry import entrance  # noqa: E402

application = entrance(django)
