#!/bin/sh
# The pub/sub layer of channels_redis says that a group is joined before Redis has been heard to agree.
#
# Expected: when `await layer.group_add(group, channel)` returns, what others send to the group from now on arrives.
# True: group_add returns as soon as SUBSCRIBE is on its way. The answer of Redis is passed over, and group_send goes over
#   another connection. A question asked right after joining can overtake the SUBSCRIBE, and its answer goes to nobody:
#   no error, no log line. On one machine this is rare; a slow or proxied connection makes it common.
# Why here: "who is there?" was asked right after joining, and whoever came saw an empty room.
# Source: channels_redis/pubsub.py, RedisSingleShardConnection.subscribe; redis.io, "Pub/Sub", the subscribe message.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "asgiref==3.13.0" "channels==4.3.2" "channels-redis==4.3.0" "django==5.2.19" "msgpack==1.2.4" "redis==8.1.0" "sqlparse==0.6.1"

"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version

from channels_redis.pubsub import RedisPubSubChannelLayer

confirmed = asyncio.Event()


async def serve(reader, writer):
    """Enough of Redis to be subscribed to; it takes a second before it agrees to a group."""
    while line := await reader.readline():
        words = []
        for _ in range(int(line[1:])):
            await reader.readline()
            words.append((await reader.readline()).strip())
        if words[0].upper() == b"SUBSCRIBE":
            if b"__group__" in words[1]:
                await asyncio.sleep(1)
                confirmed.set()
            writer.write(b"*3\r\n$9\r\nsubscribe\r\n$%d\r\n%s\r\n:1\r\n" % (len(words[1]), words[1]))
        else:
            writer.write(b"+OK\r\n")


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    layer = RedisPubSubChannelLayer(hosts=[f"redis://127.0.0.1:{port}/0"])
    channel = await layer.new_channel()
    await layer.group_add("room", channel)
    early = not confirmed.is_set()
    print(f"channels_redis {version('channels-redis')}: group_add has returned, Redis has agreed: {not early}")
    await asyncio.wait_for(confirmed.wait(), 10)  # the control: it was asked, and agrees later
    return early


if not asyncio.run(main()):
    sys.exit("It has changed: group_add waits for Redis now.")
PYTHON
