"""Our server, with the stage of the delivery tests; prints the cookie that opens its sockets."""

from __future__ import annotations

import os
import subprocess
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.system.realtime.delivery.stage.settings"
django.setup()

from django.test import Client  # noqa: E402

from community import live  # noqa: E402
from community.asgi import application  # noqa: E402
from community.people.models import Admission, Member  # noqa: E402
from community.server import HouseServer  # noqa: E402
from tests.load.rooms.orders import event, obey, pin  # noqa: E402


def main() -> None:
    pin()
    # In a process of its own: the memory that this leaves behind would hide what sockets weigh.
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], check=True)
    member = Member.objects.create_user("bench@spelle.example", name="Bruno Krüger")
    Admission.objects.create(member=member, outcome="admitted")
    client = Client()
    client.force_login(member)
    print("cookie", f"sessionid={client.cookies['sessionid'].value}", flush=True)
    endpoint = f"tcp:port={os.environ['PORT']}:interface=127.0.0.1:backlog=4096"
    server = HouseServer(
        application,
        request_limit=1024,
        endpoints=[endpoint],
        server_name="",
        ready_callable=lambda: obey(lambda size: live.publish("stage:1", event(size))),
    )
    server.run()


if __name__ == "__main__":
    main()
