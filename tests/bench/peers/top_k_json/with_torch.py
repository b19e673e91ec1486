import json
import sys

import torch

with open(sys.argv[1]) as file:
    logits = torch.tensor(json.load(file), dtype=torch.float64)
values, top = torch.topk(logits, 40)
for i, p in zip(top.tolist(), torch.softmax(values / 0.8, 0).tolist()):
    print(i, p, sep="\t")
