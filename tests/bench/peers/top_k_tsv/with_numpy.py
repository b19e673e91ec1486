import sys

import numpy as np

tokens, logits = np.loadtxt(sys.argv[1], dtype=str, delimiter="\t", unpack=True)
logits = logits.astype(float)
top = np.argsort(-logits)[:40]
weights = np.exp((logits[top] - logits[top[0]]) / 0.8)
for token, p in zip(tokens[top], weights / weights.sum()):
    print(token, p, sep="\t")
