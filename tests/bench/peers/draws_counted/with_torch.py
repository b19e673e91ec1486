import json
import sys

import torch

torch.manual_seed(1)
with open(sys.argv[1]) as file:
    logits = torch.tensor(json.load(file), dtype=torch.float64)
values, top = torch.topk(logits, 40)
drawn = torch.multinomial(torch.softmax(values, 0), int(sys.argv[2]), replacement=True)
for i, count in zip(top.tolist(), torch.bincount(drawn, minlength=40).tolist()):
    print(i, count, sep="\t")
