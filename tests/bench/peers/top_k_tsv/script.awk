BEGIN { FS = "\t"; k = 40 }
count < k || $2 > logit[k] {
  if (count < k) ++count
  for (i = count; i > 1 && $2 > logit[i - 1]; --i) { token[i] = token[i - 1]; logit[i] = logit[i - 1] }
  token[i] = $1; logit[i] = $2 + 0
}
END {
  for (i = 1; i <= count; ++i) total += weight[i] = exp((logit[i] - logit[1]) / 0.8)
  for (i = 1; i <= count; ++i) printf "%s\t%.17g\n", token[i], weight[i] / total
}
