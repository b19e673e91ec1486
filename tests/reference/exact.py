"""Arithmetic with 80 digits, rounded once to double. Needs mpmath."""

from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 80


def nearest(x):
    """The double nearest to x, denormals included; minus infinity where x overflows."""
    sign, mantissa, exponent, bits = mpf(x)._mpf_
    if exponent + bits < -1100:
        return 0.0
    fraction = Fraction(mantissa) * Fraction(2) ** exponent * (-1 if sign else 1)
    try:
        return fraction.numerator / fraction.denominator  # Python divides integers with one rounding
    except OverflowError:
        return float("-inf")


def softmax(logits, temperature):
    """Probabilities, log-probs and entropy of finite logits, all still exact."""
    largest = max(logits)
    d = [(mpf(z) - mpf(largest)) / mpf(temperature) for z in logits]
    weights = [mp.exp(x) if x > -100000 else mpf(0) for x in d]
    leader = logits.index(largest)
    rest = mp.fsum(w for i, w in enumerate(weights) if i != leader)
    log_total = mp.log1p(rest)
    p = [w / (1 + rest) for w in weights]
    logp = [x - log_total for x in d]
    return p, logp, mp.fsum(-a * b for a, b in zip(p, logp))
