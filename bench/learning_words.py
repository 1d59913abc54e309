"""Makes `src/comity/reading/learnt/weights/words.npz`: what words are like, for the networks that `learning.py` trains.

usage: python bench/learning_words.py --model FOLDER [--out FILE]

FOLDER holds the sentence encoder all-MiniLM-L6-v2 (Apache-2.0), which `sentence-transformers` reads; neither is needed
for anything else, so the lock file has none of them. The words are those of the lexicon and the plain ones in the
string table of the language model; each gets the first components of its embedding, rounded to bytes.
"""

import argparse
import re
import sys
from pathlib import Path

import numpy as np
import spacy

from comity.reading.deverbal import verbs_of_nouns
from comity.reading.frames import event_lexicon
from comity.reading.learnt.vectors import SIZE
from comity.settings import DEFAULT_MODEL

OUT = Path(__file__).resolve().parent.parent / "src" / "comity" / "reading" / "learnt" / "weights" / "words.npz"
_PLAIN = re.compile(r"[a-z][a-z-]*[a-z]")


def main() -> int:
    """Embed, turn, round, store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the sentence encoder")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    words = sorted(words_of_lexicon() | words_of_model())
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(str(options.model), device="cpu")
    embedded = encoder.encode(words, batch_size=256, normalize_embeddings=True, show_progress_bar=True)
    rows, scale = rounded(np.asarray(embedded, dtype=np.float32))
    told = np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(options.out, words=told, rows=rows, scale=np.float32(scale))
    print(f"{len(words)} words, {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


def words_of_lexicon() -> set[str]:
    """Every trigger, every word of a class, and every noun made of a verb."""
    lexicon = event_lexicon()
    triggers = {word for part in (lexicon.verbs, lexicon.nouns, lexicon.adjectives) for word in part}
    return triggers | {word for listed in lexicon.classes.values() for word in listed} | set(verbs_of_nouns())


def words_of_model() -> set[str]:
    """The plain words that the language model has strings for."""
    return {word for word in spacy.load(DEFAULT_MODEL).vocab.strings if _PLAIN.fullmatch(word)}


def rounded(embedded: np.ndarray) -> tuple[np.ndarray, float]:
    """The principal components, in units of their spread, as bytes; and what a byte is worth."""
    centred = embedded - embedded.mean(axis=0)
    _, _, axes = np.linalg.svd(centred[::4], full_matrices=False)
    turned = centred @ axes[:SIZE].T
    turned /= turned.std()
    scale = float(np.abs(turned).max()) / 127
    return np.clip(np.round(turned / scale), -127, 127).astype(np.int8), scale


if __name__ == "__main__":
    sys.exit(main())
