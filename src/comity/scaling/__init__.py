"""Archives too large for one sitting: shards read by one pure function on one machine or many, each published whole.

A manifest lists shards by the hash of what is in them; `read_shard` turns one into Parquet; an executor runs it here,
in processes, or on a Ray cluster; what is done is told by listing, so that a run goes on after any end.
"""
