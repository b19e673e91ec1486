import heapq
import json
import math
import sys

with open(sys.argv[1]) as file:
    for line in file:
        logits = json.loads(line)
        top = heapq.nlargest(40, range(len(logits)), key=logits.__getitem__)
        largest = logits[top[0]]
        full = sum(math.exp(logit - largest) for logit in logits)
        kept = sum(math.exp(logits[i] - largest) for i in top)
        print(top[0], 1 / full, 1 / kept, sep="\t")
