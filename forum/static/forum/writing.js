// Pages on which people write: drafts keep what they type.
import "./draft-keeper.js";
