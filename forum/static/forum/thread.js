// The thread page: live posts, drafts, quoting, answering in place, keys.
import "./draft-keeper.js";
import "./live-thread.js";
import "./reacting.js";
import "./reply.js";
import "./shortcuts.js";
