max as $largest
| ((map(. - $largest | exp) | add | log) + $largest) as $log_total
| to_entries
| map({index: .key, logit: .value, p: (.value - $log_total | exp), logp: (.value - $log_total)})
