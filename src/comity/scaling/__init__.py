"""Shards, manifests and executors for archives too large for one sitting."""
