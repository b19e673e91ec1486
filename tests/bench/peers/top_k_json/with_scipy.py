import json
import sys

import numpy as np
from scipy.special import softmax

with open(sys.argv[1]) as file:
    logits = np.array(json.load(file))
top = np.argpartition(logits, -40)[-40:]
top = top[np.argsort(-logits[top])]
for i, p in zip(top, softmax(logits[top] / 0.8)):
    print(i, p, sep="\t")
