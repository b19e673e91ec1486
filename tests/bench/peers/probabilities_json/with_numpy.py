import json
import sys

import numpy as np

with open(sys.argv[1]) as file:
    logits = np.array(json.load(file))
largest = logits.max()
logp = logits - (largest + np.log(np.exp(logits - largest).sum()))
columns = zip(logits.tolist(), np.exp(logp).tolist(), logp.tolist())
print(json.dumps([{"index": i, "logit": x, "p": p, "logp": l} for i, (x, p, l) in enumerate(columns)]))
