const logits = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const largest = logits.reduce((a, b) => Math.max(a, b));
const logTotal = largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
const tokens = logits.map((logit, index) => {
  const logp = logit - logTotal;
  return { index, logit, p: Math.exp(logp), logp };
});
console.log(JSON.stringify(tokens));
