import json
import sys

import numpy as np
from scipy.special import log_softmax

with open(sys.argv[1]) as file:
    logits = np.array(json.load(file))
logp = log_softmax(logits)
columns = zip(logits.tolist(), np.exp(logp).tolist(), logp.tolist())
print(json.dumps([{"index": i, "logit": x, "p": p, "logp": l} for i, (x, p, l) in enumerate(columns)]))
