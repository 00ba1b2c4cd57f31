"""Threaded forums, one per action field: questions, discussions, answers."""
