"""What `manage.py check --deploy` says about an installation that people are to rely on."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

CGROUP, CGROUPS = Path("/proc/self/cgroup"), Path("/sys/fs/cgroup")


@register(Tags.security, deploy=True)
def check_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    said = "DEMO=1 opens the office without a second factor and lets demo data with known passwords in."
    return [Warning(said, hint="Unset DEMO.", id="house.W001")]


@register(Tags.security, deploy=True)
def check_push_stays_outside(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PUSH_ALLOW_LOCAL:
        return []
    said = "PUSH_ALLOW_LOCAL=1 lets every member make the server call addresses of its own network."
    return [Warning(said, hint="Unset PUSH_ALLOW_LOCAL.", id="house.W002")]


@register(Tags.security, deploy=True)
def check_memory_is_limited(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Where memory has no limit, what one request takes is missing to everything else on the machine."""
    if settings.MEMORY_LIMIT_ELSEWHERE or has_memory_limit():
        return []
    hint = (
        "Set MemoryMax= in the unit or mem_limit: in the compose file and run this check inside; where something that "
        "cannot be seen from here limits it, such as a virtual machine of its own, set MEMORY_LIMIT_ELSEWHERE=1."
    )
    return [Warning("Nothing limits the memory of this process.", hint=hint, id="house.W003")]


def has_memory_limit() -> bool:
    """Whether a control group (version 2) around this process, or its own resource limits, say how much it may take."""
    return any(limit != "max" for limit in _limits_of_groups()) or any(
        resource.getrlimit(kind)[0] != resource.RLIM_INFINITY
        for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA)
    )


def _limits_of_groups() -> Iterator[str]:
    """Of the group and those around it; of no group where this is no Linux."""
    if not CGROUP.exists():
        return
    own = next((line[3:] for line in CGROUP.read_text().splitlines() if line.startswith("0::")), "/")
    group = CGROUPS / own.lstrip("/")
    for around in (group, *group.parents):
        if (file := around / "memory.max").is_file():
            yield file.read_text().strip()
