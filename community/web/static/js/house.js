// What every page wants from JavaScript. Each module finds its own elements and does nothing without them.
import "./requests.js";
import "./theme.js";
import "./menus.js";
import "./flash.js";
import "./reveal.js";
import "./errors.js";
import "./editor.js";
import "./times.js";
