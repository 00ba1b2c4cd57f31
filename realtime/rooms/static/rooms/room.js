// The page of a room.
import "./chat-room.js";
import "./chat-composer.js";
