import sys

import numpy as np
import torch

rows = torch.from_numpy(np.load(sys.argv[1]))
before = torch.softmax(rows, 1)
values, top = torch.topk(rows, 40)
after = torch.softmax(values, 1)
for row, best in enumerate(top[:, 0].tolist()):
    print(best, before[row, best].item(), after[row, 0].item(), sep="\t")
