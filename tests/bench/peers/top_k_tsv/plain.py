import heapq
import math
import sys

with open(sys.argv[1]) as file:
    rows = [line.split("\t") for line in file]
top = heapq.nlargest(40, ((float(logit), token) for token, logit in rows))
weights = [math.exp((logit - top[0][0]) / 0.8) for logit, _ in top]
total = sum(weights)
for (_, token), weight in zip(top, weights):
    print(token, weight / total, sep="\t")
