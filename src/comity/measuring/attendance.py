"""Who was absent and who no member, where a file of votes does not say: by the register's members of the body."""

from dataclasses import replace

import numpy as np

from comity.measuring.blocs import membership, organisation
from comity.register import Register
from comity.votes import ABSENT, NON_MEMBER, UNKNOWN, Votes


def tell_absent(votes: Votes, register: Register, body: str = "org:UN") -> Votes:
    """The votes with absent or non-member in place of unknown, as the register dates the members of `body`."""
    if register.entry(body) is None or not (votes.cast == UNKNOWN).any():
        return votes
    belonged = membership(organisation(register, body), votes)
    told = np.where(belonged, ABSENT, NON_MEMBER).astype(np.int8)
    return replace(votes, cast=np.where(votes.cast == UNKNOWN, told, votes.cast))
