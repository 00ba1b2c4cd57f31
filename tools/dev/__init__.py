"""What `dev.py` does.

`cli` and what it imports run on the system's Python with nothing but the standard library;
`catalogue`, which the checks start as a program, runs inside `.venv`.
"""
