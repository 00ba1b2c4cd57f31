"""The channel layer over Redis, in which an installation meets nobody but itself."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer, get_channel_layer
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.utils.functional import lazy

from community.installation.identity import identity, is_known

_prefix = lazy(identity, str)


class InstallationLayer(RedisPubSubChannelLayer):
    """Channels and groups carry the identity of the installation, which stands in the database."""

    def __init__(self, **config: Any) -> None:
        super().__init__(prefix=_prefix(), **config)


async def reach_layer() -> Any:
    """The layer, ready to be used on this loop; raises what the database raises while it does not answer."""
    layer = get_channel_layer()
    if not isinstance(layer, InMemoryChannelLayer) and not is_known():
        await database_sync_to_async(identity)()
    return layer
