"""A network that looks like the real thing: for trying out, for tests of scale, for showing to a mayor."""
