import json
import math
import random
import sys

with open(sys.argv[1]) as file:
    logits = json.load(file)
largest = max(logits)
weights = [math.exp(logit - largest) for logit in logits]
random.seed(1)
print(*random.choices(range(len(logits)), weights, k=int(sys.argv[2])), sep="\n")
