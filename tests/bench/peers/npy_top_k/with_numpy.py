import sys

import numpy as np

rows = np.load(sys.argv[1])
weights = np.exp(rows - rows.max(axis=1, keepdims=True))
before = weights / weights.sum(axis=1, keepdims=True)
top = np.argpartition(rows, -40, axis=1)[:, -40:]
kept = np.take_along_axis(before, top, axis=1)
after = kept / kept.sum(axis=1, keepdims=True)
for row in range(len(rows)):
    best = kept[row].argmax()
    print(top[row, best], kept[row, best], after[row, best], sep="\t")
