import json
import sys

import numpy as np

with open(sys.argv[1]) as file:
    logits = np.array(json.load(file))
top = np.argpartition(logits, -40)[-40:]
top = top[np.argsort(-logits[top])]
weights = np.exp((logits[top] - logits[top[0]]) / 0.8)
for i, p in zip(top, weights / weights.sum()):
    print(i, p, sep="\t")
