import json
import sys

import torch

with open(sys.argv[1]) as file:
    for line in file:
        logits = torch.tensor(json.loads(line), dtype=torch.float64)
        values, top = torch.topk(logits, 40)
        before = torch.softmax(logits, 0)[top[0]]
        print(top[0].item(), before.item(), torch.softmax(values, 0)[0].item(), sep="\t")
