#include "logits/chain.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/commands/lesson.hpp"
#include "src/cli/commands/trace.hpp"
#include "src/io/format.hpp"
#include "src/io/write_continuation.hpp"
#include "src/io/write_json.hpp"

#include <numeric>
#include <utility>

namespace logits::cli {
namespace {

/// What a step saw beside the candidates.
void write_state(io::Output& out, const io::Result& result, const Trace& trace) {
  visit_part(result.chain, trace.part, [&]<typename Part>(const Part& part) {
    if constexpr (std::is_same_v<Part, Xtc>) {
      out.print(",\"coin\":{},\"strikes\":{}", io::json_number(result.state.random(Stream::coin, 0)),
                part.strikes(result.state));
    } else if constexpr (std::is_same_v<Part, Mirostat>) {
      out.print(",\"mu\":{}", io::json_number(result.state.mu.value_or(2 * part.tau)));
    } else if constexpr (std::is_same_v<Part, Temperature>) {
      if (part.range > 0)
        out.print(",\"divisor\":{}", io::json_number(trace.after.temperature / trace.before.temperature));
    }
  });
}

/// , "indices": [...], "p": [...]: the tokens that are left, in input order, and their probabilities.
void write_distribution(io::Output& out, const Trace& trace, std::size_t listed) {
  out.write(",\"indices\":[");
  for (std::size_t i = 0; i < listed; ++i) {
    out.write(i == 0 ? "" : ",");
    out.number(std::uint64_t{trace.p_after.ids[i]});
  }
  out.write("],\"p\":[");
  for (std::size_t i = 0; i < listed; ++i) {
    out.write(i == 0 ? "" : ",");
    out.number(trace.p_after.p[i]);
  }
  out.write("]");
}

void print_json(io::Output& out, const io::Result& result) {
  io::write_json_head(out, result);
  std::vector<TokenId> order(result.row.count());
  std::iota(order.begin(), order.end(), TokenId{0});
  io::write_json_tokens(out, result, order);
  out.write(",\"steps\":[");
  // The rest of a truncated distribution is no token to be named.
  const auto listed = [&result](std::vector<TokenId> ids) {
    std::erase(ids, result.rest());
    return ids;
  };
  bool first = true;
  for (const Trace& trace : trace_of(result)) {
    const std::vector<TokenId> kept = listed(trace.after.ids), cut = listed(trace.cut);
    out.print("{}{{\"step\":\"{}\"", std::exchange(first, false) ? "" : ",", name(result.chain, trace.part));
    io::write_json_parameters(out, result.chain, trace.part);
    write_state(out, result, trace);
    const bool is_open = kept.size() < trace.after.ids.size();
    out.print(",\"kept\":{},\"cut\":{},\"cut_p\":{},\"entropy\":{}{}", kept.size(), cut.size(),
              io::json_number(trace.cut_mass), is_open ? "null,\"entropy_at_least\":" : "",
              io::json_number(trace.p_after.entropy));
    if (!cut.empty() && !kept.empty()) {
      out.write(",\"last_kept\":{");
      io::write_json_token(out, result.row, listed(trace.kept).back());
      out.write("},\"first_cut\":{");
      io::write_json_token(out, result.row, cut.front());
      out.write("}");
    }
    write_distribution(out, trace, kept.size());
    out.write("}");
  }
  out.write("]}\n");
}

}  // namespace

void print_explanation(io::Output& out, const io::Result& result, const Options& options,
                       const io::Looks& looks) {
  if (options.format == Format::json) return print_json(out, result);
  Lesson(out, result, options, looks).print();
  io::print_continuation(out, result, looks);
}

}  // namespace logits::cli
