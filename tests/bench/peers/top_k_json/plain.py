import json
import math
import sys

with open(sys.argv[1]) as file:
    logits = json.load(file)
top = sorted(range(len(logits)), key=logits.__getitem__, reverse=True)[:40]
largest = logits[top[0]]
weights = [math.exp((logits[i] - largest) / 0.8) for i in top]
total = sum(weights)
for i, weight in zip(top, weights):
    print(i, weight / total, sep="\t")
