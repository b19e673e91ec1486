import sys

import numpy as np

random = np.random.default_rng(1)
rows = np.load(sys.argv[1])
top = np.argpartition(rows, -40, axis=1)[:, -40:]
values = np.take_along_axis(rows, top, axis=1)
cumulative = np.exp(values - values.max(axis=1, keepdims=True)).cumsum(axis=1)
u = random.random((len(rows), 1)) * cumulative[:, -1:]
for row, drawn in enumerate((cumulative <= u).sum(axis=1)):
    print(top[row, drawn])
