to_entries | sort_by(-.value)
| .[0].value as $largest
| map(.value - $largest | exp) as $weights
| "\(.[0].key)\t\(1 / ($weights | add))\t\(1 / ($weights[:40] | add))"
