import json
import math
import sys

with open(sys.argv[1]) as file:
    logits = json.load(file)
largest = max(logits)
log_total = largest + math.log(sum(math.exp(logit - largest) for logit in logits))
tokens = [
    {"index": i, "logit": logit, "p": math.exp(logit - log_total), "logp": logit - log_total}
    for i, logit in enumerate(logits)
]
print(json.dumps(tokens))
