#include "src/cli/commands/commands.hpp"
#include "src/io/leaders.hpp"
#include "src/io/write_continuation.hpp"
#include "src/io/write_json.hpp"
#include "src/io/write_separated.hpp"

#include <numeric>

namespace logits::cli {

void print_probs(io::Output& out, const io::Result& result, const Options& options, const io::Looks& looks) {
  if (is_for_people(options.format)) {
    io::write_table(out, result,
                    {.looks = looks,
                     .logprobs = options.logprobs,
                     .stats = options.stats,
                     .input_order = !options.by_p.value_or(true),
                     .max_rows = options.max_rows});
    return io::print_continuation(out, result, looks);
  }
  const std::size_t count = result.row.count();
  std::vector<TokenId> order(count);
  std::iota(order.begin(), order.end(), TokenId{0});
  if (options.by_p.value_or(false)) order = io::leaders_first(result, count);

  switch (options.format) {
    case Format::tsv:
      return io::write_tsv(out, result, order, options.logprobs);
    case Format::csv:
      return io::write_csv(out, result, order, options.logprobs);
    default:
      break;
  }
  io::write_json_head(out, result);
  if (options.stats) io::write_json_stats(out, result);
  io::write_json_tokens(out, result, order);
  out.write("}\n");
}

}  // namespace logits::cli
