"""Who this installation is, among others that share a Redis with it."""
