import json
import sys

import numpy as np

with open(sys.argv[1]) as file:
    logits = np.array(json.load(file))
top = np.argpartition(logits, -40)[-40:]
weights = np.exp(logits[top] - logits.max())
p = weights / weights.sum()
drawn = np.random.default_rng(1).choice(len(top), size=int(sys.argv[2]), p=p)
for i, count in zip(top, np.bincount(drawn, minlength=len(top))):
    print(i, count, sep="\t")
