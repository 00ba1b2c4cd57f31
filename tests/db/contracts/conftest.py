from tests.contracts.fixtures import _push_with_a_key, cast

__all__ = ["_push_with_a_key", "cast"]
