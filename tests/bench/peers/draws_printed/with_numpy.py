import json
import sys

import numpy as np

with open(sys.argv[1]) as file:
    logits = np.array(json.load(file))
weights = np.exp(logits - logits.max())
drawn = np.random.default_rng(1).choice(len(logits), size=int(sys.argv[2]), p=weights / weights.sum())
print(*drawn, sep="\n")
