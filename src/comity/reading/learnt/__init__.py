"""What is learnt from annotated texts beside the frames: which words tell a deed, and who has which part in it.

Two small networks, trained by `bench/learning.py` on the gold of `tests/gold`; their weights stand in `weights/`.
"""
