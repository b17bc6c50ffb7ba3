"""Padmé: sizes that tell little."""


def padded_size(size: int) -> int:
    """Size after Padmé padding: at most 12 % more, and few sizes to tell apart.

    Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication
    with PURBs", PETS 2019, section 4.
    """
    if size < 2:  # noqa: PLR2004  # the logarithm of the logarithm needs two
        return size
    exponent = size.bit_length() - 1
    kept_bits = exponent.bit_length()
    mask = (1 << max(exponent - kept_bits, 0)) - 1
    return (size + mask) & ~mask
