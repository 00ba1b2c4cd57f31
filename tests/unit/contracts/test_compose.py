"""compose.yaml: each service has limits, writes only where it must, and can gain no rights."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
# What one may still do after everything was taken away, and why is said in the file.
KEPT = {
    "proxy": {"NET_BIND_SERVICE"},
    "database": {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"},
}
UNITS = {"k": 2**10, "m": 2**20, "g": 2**30}
MACHINE = 4.5 * UNITS["g"]


def _bytes(size: str) -> int:
    found = re.fullmatch(r"(\d+)([kmg])b?", size)
    assert found, size
    return int(found[1]) * UNITS[found[2]]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_limits(name: str) -> None:
    service = SERVICES[name]
    assert 0 < _bytes(service["mem_limit"]) <= UNITS["g"]
    assert service["memswap_limit"] == service["mem_limit"], "what is over does not go to disk"
    assert 0 < service["pids_limit"] <= 512
    assert 0 < float(service["cpus"]) <= 2


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_gains_no_rights_and_writes_only_where_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert set(service.get("cap_add", ())) == KEPT.get(name, set())
    assert not service.get("privileged")
    assert all(re.search(r"size=\d+[km]", folder) for folder in service["tmpfs"]), "in memory, with a limit"
    volumes = {volume.partition(":")[0] for volume in service.get("volumes", ())}
    assert volumes <= set(COMPOSE["volumes"]), "no folder of the machine"


def test_all_together_fit_into_the_machine_that_the_manual_names() -> None:
    lasting = [service for service in SERVICES.values() if service.get("restart") != "no"]
    assert sum(_bytes(service["mem_limit"]) for service in lasting) <= MACHINE


def test_what_redis_may_keep_is_less_than_it_may_take() -> None:
    command = SERVICES["redis"]["command"]
    kept = command[command.index("--maxmemory") + 1]
    assert _bytes(kept) < _bytes(SERVICES["redis"]["mem_limit"])
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"
