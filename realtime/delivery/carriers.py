"""The transport registers itself with the port: in this process, and in the pages of members."""

from community import live
from realtime.delivery import switchboard

live.carry(
    switchboard.ring, withdraw=switchboard.withdraw, hang_up=switchboard.hang_up, review=switchboard.review
)
live.carry_in_browser("delivery/socket.js")
