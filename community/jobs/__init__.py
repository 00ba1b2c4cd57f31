"""What the house does by itself: work that is looked for all the time, and work that comes round.

Apps declare theirs in a `jobs.py`. Whoever works (`manage.py work`, or a thread of the embedded server) finds it here
and learns nothing about it.
"""

from community.jobs.registry import register
from community.jobs.waking import wake

__all__ = ["register", "wake"]
