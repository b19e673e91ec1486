to_entries | sort_by(-.value)[:40]
| .[0].value as $largest
| map(.weight = ((.value - $largest) / 0.8 | exp))
| (map(.weight) | add) as $total
| .[] | "\(.key)\t\(.weight / $total)"
