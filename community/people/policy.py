"""Who a viewer is, and who acts for the office."""

from __future__ import annotations

from typing import Any

Viewer = Any  # a Member or the anonymous user
