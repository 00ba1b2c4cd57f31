"""As people write it, with a comma between day and clock."""

DATETIME_FORMAT = "j. F Y, H:i"
