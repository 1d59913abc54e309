"""What is sent to who watches an actor: feeds and digests, each line with its reason and its sentences."""
