#include "logits/chain.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/commands/lesson.hpp"
#include "src/cli/commands/trace.hpp"
#include "src/io/format.hpp"
#include "src/io/write_json.hpp"

#include <numeric>
#include <utility>

namespace logits::cli {
namespace {

void print_json(io::Output& out, const io::Result& result) {
  io::write_json_head(out, result);
  std::vector<TokenId> order(result.row.count());
  std::iota(order.begin(), order.end(), TokenId{0});
  io::write_json_tokens(out, result, order);
  out.write(",\"steps\":[");
  // The rest of a truncated distribution comes last, and is no token to be named.
  const auto listed = [&result](std::vector<TokenId> ids) {
    if (!ids.empty() && ids.back() == result.row.count()) ids.pop_back();
    return ids;
  };
  bool first = true;
  for (const Trace& trace : trace_of(result)) {
    const std::vector<TokenId> kept = listed(trace.after.ids), cut = listed(trace.cut);
    out.print("{}{{\"step\":\"{}\"", std::exchange(first, false) ? "" : ",", name(trace.step));
    io::write_json_parameters(out, trace.step);
    const bool is_open = kept.size() < trace.after.ids.size();
    out.print(",\"kept\":{},\"cut\":{},\"cut_p\":{},\"entropy\":{}{}", kept.size(), cut.size(),
              io::json_number(trace.cut_mass), is_open ? "null,\"entropy_at_least\":" : "",
              io::json_number(trace.p_after.entropy));
    if (!cut.empty() && !kept.empty()) {
      out.write(",\"last_kept\":{");
      io::write_json_token(out, result.row, by_logit(kept, result).back());
      out.write("},\"first_cut\":{");
      io::write_json_token(out, result.row, cut.front());
      out.write("}");
    }
    out.write("}");
  }
  out.write("]}\n");
}

}  // namespace

void print_explanation(io::Output& out, const io::Result& result, const Options& options,
                       const io::Looks& looks) {
  if (options.format == Format::json) return print_json(out, result);
  Lesson(out, result, options, looks).print();
}

}  // namespace logits::cli
