"""Programs of our own that do in a process apart, within bounds, what could cost the house too much.

What a hostile file, or one that is merely large, does there ends there. They know neither settings nor database.
"""

from community.programs.running import ProgramFailed, run_program

__all__ = ["ProgramFailed", "run_program"]
