"""Three servers that do the same thing, to be compared: a message a few times a second to everyone who is connected."""
