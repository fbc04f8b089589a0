"""Signatures on BLS12-381 as drand's beacon makes them, verified by py_ecc.

Scheme `bls-unchained-g1-rfc9380`: signatures on the first group, keys on the second, messages
hashed to the curve by RFC 9380 (BLS12381G1_XMD:SHA-256_SSWU_RO_; Boneh, Lynn, Shacham, J.
Cryptology 17, 2004).
"""

from __future__ import annotations

import hashlib
import sys

TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
SIGNATURE_BYTES, KEY_BYTES = 48, 96


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is the key's on the message; False for bytes that are no such thing."""
    # Half a second of imports, which only a draw by the beacon needs. They raise the limit on
    # recursion for the whole process; what reads hostile files counts on it as it was.
    limit = sys.getrecursionlimit()
    try:
        from py_ecc.bls.g2_primitives import subgroup_check  # noqa: PLC0415
        from py_ecc.bls.hash_to_curve import hash_to_G1  # noqa: PLC0415
        from py_ecc.bls.point_compression import decompress_G1, decompress_G2  # noqa: PLC0415
        from py_ecc.bls.typing import G1Compressed, G2Compressed  # noqa: PLC0415
        from py_ecc.optimized_bls12_381.optimized_curve import G2, is_inf  # noqa: PLC0415
        from py_ecc.optimized_bls12_381.optimized_pairing import pairing  # noqa: PLC0415
    finally:
        sys.setrecursionlimit(limit)

    if len(signature) != SIGNATURE_BYTES or len(key) != KEY_BYTES:
        return False
    halves = int.from_bytes(key[:48], "big"), int.from_bytes(key[48:], "big")
    try:
        signed = decompress_G1(G1Compressed(int.from_bytes(signature, "big")))
        public = decompress_G2(G2Compressed(halves))
    except ValueError:
        return False
    if is_inf(signed) or is_inf(public):
        return False
    if not (subgroup_check(signed) and subgroup_check(public)):
        return False
    hashed = hash_to_G1(message, TAG, hashlib.sha256)  # type: ignore[arg-type]  # means the maker
    return bool(pairing(G2, signed) == pairing(public, hashed))
