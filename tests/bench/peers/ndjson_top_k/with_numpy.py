import json
import sys

import numpy as np

with open(sys.argv[1]) as file:
    for line in file:
        logits = np.array(json.loads(line))
        best = logits.argmax()
        weights = np.exp(logits - logits[best])
        kept = np.partition(weights, -40)[-40:]
        print(best, 1 / weights.sum(), 1 / kept.sum(), sep="\t")
