"""Hostile text in every place where the house shows people's words, and how to tell whether any of it acts.

words.py     the corpus as names, titles and texts can be, packed to the room there is
forum.py     a house full of it: long threads, many people, drafts, histories
columns.py   every column of the database: people's words, or why not
poison.py    the cast of the contract tests with each of those columns overwritten
doings.py    what has happened there besides: reports, decisions, polls, talks
tour.py      every address of the access table, and what more there is to open
clicks.py    what only shows when somebody clicks or types
files.py     what people take home
mails.py     what is sent to them
places.py    every template: by which visit its words are seen, or why it shows none
looking.py   what acts in a page, and which templates have shown hostile words
"""
