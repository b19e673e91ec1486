import json
import sys

import torch

with open(sys.argv[1]) as file:
    logits = torch.tensor(json.load(file), dtype=torch.float64)
logp = torch.log_softmax(logits, 0)
columns = zip(logits.tolist(), logp.exp().tolist(), logp.tolist())
print(json.dumps([{"index": i, "logit": x, "p": p, "logp": l} for i, (x, p, l) in enumerate(columns)]))
