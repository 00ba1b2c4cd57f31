"""Who is here: only those who want to be seen, only for a minute after their browser last said so.

Each process knows what its own browsers said and tells the others; nothing is stored, a process that dies is forgotten
with its minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

SEEN_FOR = 60.0
TOLD_EVERY = 20.0


class Presence:
    def __init__(
        self, *, show: Callable[[str, list[int]], None], tell: Callable[[str, list[int]], None]
    ) -> None:
        """`show(topic, members)` brings a changed list to our browsers, `tell` our part of it to other processes."""
        self._show = show
        self._tell = tell
        self._ours: dict[str, dict[int, float]] = {}  # topic: member: until when
        self._theirs: dict[
            str, dict[str, tuple[frozenset[int], float]]
        ] = {}  # topic: process: members, until when
        self._shown: dict[str, list[int]] = {}
        self._told_at = 0.0

    def note(self, topic: str, member: int, now: float) -> None:
        """A browser of ours says that its member is looking at the topic."""
        ours = self._ours.setdefault(topic, {})
        is_new = member not in ours
        ours[member] = now + SEEN_FOR
        if is_new:
            self._tell(topic, self.told(topic))
            self._refresh(topic)

    def hear(self, topic: str, process: str, members: Iterable[int], now: float) -> None:
        """Another process tells who is there."""
        self._theirs.setdefault(topic, {})[process] = (frozenset(members), now + SEEN_FOR)
        self._refresh(topic)

    def forget(self, member: int, topic: str | None = None) -> None:
        """The member is gone for good, from one topic or from all."""
        for name in list(self._ours) if topic is None else [topic]:
            if self._ours.get(name, {}).pop(member, None) is not None:
                self._tell(name, self.told(name))
                self._refresh(name)

    def here(self, topic: str) -> list[int]:
        """Everyone who is known to be there."""
        return self._shown.get(topic, [])

    def told(self, topic: str) -> list[int]:
        """Our own part of it."""
        return sorted(self._ours.get(topic, {}))

    def sweep(self, now: float) -> None:
        """Forget whose minute is over; now and then tell the others again what we know."""
        for topic in {*self._ours, *self._theirs}:
            ours = {pk: until for pk, until in self._ours.pop(topic, {}).items() if until > now}
            theirs = {name: told for name, told in self._theirs.pop(topic, {}).items() if told[1] > now}
            if ours:
                self._ours[topic] = ours
            if theirs:
                self._theirs[topic] = theirs
            self._refresh(topic)
        if now - self._told_at >= TOLD_EVERY:
            self._told_at = now
            self.tell_all()

    def tell_all(self) -> None:
        """Tell the others everything we know."""
        for topic in self._ours:
            self._tell(topic, self.told(topic))

    def _refresh(self, topic: str) -> None:
        members = set(self._ours.get(topic, {}))
        for others, _until in self._theirs.get(topic, {}).values():
            members |= others
        shown = sorted(members)
        if shown == self._shown.get(topic, []):
            return
        if shown:
            self._shown[topic] = shown
        else:
            del self._shown[topic]
        self._show(topic, shown)
