"""What people do in the forum: one function per verb; each asks the policy, writes in one transaction, then rings."""

from forum.actions.answers import accept_answer, withdraw_answer
from forum.actions.asking import ask_for_answer
from forum.actions.asks import (
    agree_to_words,
    ask_confidentially,
    change_ask,
    propose_words,
    publish_ask,
    refuse_ask,
)
from forum.actions.bookmarks import keep_post, release_post
from forum.actions.caring import (
    add_staff_note,
    pin_thread,
    recast_thread,
    retitle_thread,
    slow_thread,
    unpin_thread,
)
from forum.actions.closing import close_thread, reopen_thread
from forum.actions.crossposting import crosspost_thread
from forum.actions.dates import answer_dates, fix_date
from forum.actions.drafts import DraftConflict, clear_draft, discard_draft, keep_words, save_draft
from forum.actions.editing import EditConflict, edit_post, remove_post, restore_post
from forum.actions.erasing import confirm_erasure, propose_erasure, withdraw_erasure
from forum.actions.errors import KeyConflict, MunicipalityVoted
from forum.actions.feeding import make_feed_key, revoke_feed_key
from forum.actions.holding import HeldBack, forget_holds, return_hold, withdraw_hold
from forum.actions.locking import lock_post, unlock_post
from forum.actions.outlining import write_outline
from forum.actions.polls import add_poll, close_due_polls, close_poll, state_outcome, vote, withdraw_vote
from forum.actions.posting import Posted, reply, start_thread
from forum.actions.reacting import react_to_post, withdraw_reaction
from forum.actions.reading import mark_all_read, mark_read, remember_order, take_back_all_read
from forum.actions.rehearsing import rehearse
from forum.actions.releasing import release_hold
from forum.actions.relocating import move_thread
from forum.actions.reminding import remind_askers
from forum.actions.scheduling import (
    cancel_scheduled,
    change_scheduled,
    publish_due_posts,
    schedule_reply,
    schedule_thread,
)
from forum.actions.screening import choose_first_posts, drop_word, watch_word
from forum.actions.selections import survey, tend_threads
from forum.actions.splitting import continue_thread, merge_thread, move_posts, split_thread
from forum.actions.summarising import SummaryConflict, revert_summary, write_summary
from forum.actions.tagging import retag_thread
from forum.actions.unmasking import forget_asks, reply_masked, reveal_asker, withdraw_ask
from forum.actions.vocabulary import add_tag, confirm_tag, merge_tags, rename_tag, retire_tag

__all__ = [
    "DraftConflict",
    "EditConflict",
    "HeldBack",
    "KeyConflict",
    "MunicipalityVoted",
    "Posted",
    "SummaryConflict",
    "accept_answer",
    "add_poll",
    "add_staff_note",
    "add_tag",
    "agree_to_words",
    "answer_dates",
    "ask_confidentially",
    "ask_for_answer",
    "cancel_scheduled",
    "change_ask",
    "change_scheduled",
    "choose_first_posts",
    "clear_draft",
    "close_due_polls",
    "close_poll",
    "close_thread",
    "confirm_erasure",
    "confirm_tag",
    "continue_thread",
    "crosspost_thread",
    "discard_draft",
    "drop_word",
    "edit_post",
    "fix_date",
    "forget_asks",
    "forget_holds",
    "keep_post",
    "keep_words",
    "lock_post",
    "make_feed_key",
    "mark_all_read",
    "mark_read",
    "merge_tags",
    "merge_thread",
    "move_posts",
    "move_thread",
    "pin_thread",
    "propose_erasure",
    "propose_words",
    "publish_ask",
    "publish_due_posts",
    "react_to_post",
    "recast_thread",
    "refuse_ask",
    "rehearse",
    "release_hold",
    "release_post",
    "remember_order",
    "remind_askers",
    "remove_post",
    "rename_tag",
    "reopen_thread",
    "reply",
    "reply_masked",
    "restore_post",
    "retag_thread",
    "retire_tag",
    "retitle_thread",
    "return_hold",
    "reveal_asker",
    "revert_summary",
    "revoke_feed_key",
    "save_draft",
    "schedule_reply",
    "schedule_thread",
    "slow_thread",
    "split_thread",
    "start_thread",
    "state_outcome",
    "survey",
    "take_back_all_read",
    "tend_threads",
    "unlock_post",
    "unpin_thread",
    "vote",
    "watch_word",
    "withdraw_answer",
    "withdraw_ask",
    "withdraw_erasure",
    "withdraw_hold",
    "withdraw_reaction",
    "withdraw_vote",
    "write_outline",
    "write_summary",
]
