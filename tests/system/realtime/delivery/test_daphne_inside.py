"""What we take for granted about Daphne, in a server that runs. When an upgrade turns this red, read `daphne_wire`."""

from __future__ import annotations

from tests.factories.people import MemberFactory


def test_the_inside_is_as_we_know_it(server, visit):
    line = visit(MemberFactory()).hear("stage:1")
    found = server.call("inside/")
    assert found.pop("wires") == ["DirectWire"]
    assert found.pop("protocol") == "HouseSocket"
    assert [name for name, as_expected in found.items() if as_expected is not True] == []
    line.close()
