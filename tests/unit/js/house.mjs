// Started before the tests: our modules are found under the addresses at which browsers ask for them.
import { register } from "node:module";

register("./house/addresses.mjs", import.meta.url);
