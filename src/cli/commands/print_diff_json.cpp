#include "src/cli/commands/print_diff.hpp"
#include "src/io/format.hpp"
#include "src/io/write_json.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// The probability ratio of the texts, B over A: e to this, per token.
std::optional<double> log_perplexity_ratio(const DiffSummary& summary) {
  return summary.of("nll_difference").mean();
}

void print_json_stats(io::Output& out, const DiffSummary& summary) {
  const std::vector<std::pair<std::string_view, double>> percentiles = {
      {"min", 0},   {"p01", 0.01}, {"p05", 0.05}, {"p10", 0.1},    {"p50", 0.5},
      {"p90", 0.9}, {"p95", 0.95}, {"p99", 0.99}, {"p999", 0.999}, {"max", 1}};
  std::vector<double> fractions;
  fractions.reserve(percentiles.size());
  for (const auto& [key, fraction] : percentiles) fractions.push_back(fraction);
  out.write(",\"stats\":{");
  bool first = true;
  for (const Measure& measure : measures()) {
    const Statistics& statistics = summary.of(measure.key);
    if (statistics.empty()) continue;
    out.print("{}\"{}\":{{\"count\":{},\"mean\":{},\"stderr\":{}", std::exchange(first, false) ? "" : ",",
              measure.key, statistics.count(), json_or_null(statistics.mean()),
              json_or_null(statistics.standard_error()));
    const std::vector<double> values = statistics.percentiles(fractions);
    for (std::size_t i = 0; i < values.size(); ++i)
      out.print(",\"{}\":{}", percentiles[i].first, io::json_number(values[i]));
    if (statistics.infinite() > 0) {
      out.print(",\"infinite\":{},\"finite_mean\":{}", statistics.infinite(),
                json_or_null(statistics.finite_mean()));
    }
    out.write("}");
  }
  out.write("}");
}

}  // namespace

void print_token(io::Output& out, std::string_view key, const io::Row& tokens, TokenId id) {
  out.print(",\"{}\":{{", key);
  io::write_json_token(out, tokens, id);
  out.write("}");
}

std::string json_or_null(std::optional<double> x) {
  return x ? io::json_number(*x) : "null";
}

void print_diff_json(io::Output& out, const DiffSummary& summary, const DiffNames& names,
                     const Options& options) {
  out.print(
      "{{\"schema\":\"logits/1\",\"a\":{},\"b\":{},\"rows\":{},\"count\":{}", io::json_string(names.a),
      io::json_string(names.b), summary.rows(),
      summary.fewest_tokens() == summary.most_tokens() ? std::to_string(summary.most_tokens()) : "null");
  for (const std::string_view key : {"kl", "kl_reverse", "js", "tv", "top1_agreement", "top5_agreement",
                                     "top10_agreement", "entropy_a", "entropy_b"}) {
    out.print(",\"{}\":{}", key, json_or_null(summary.of(key).mean()));
  }
  if (summary.has_targets()) {
    const auto power = [](std::optional<double> nats) {
      return json_or_null(nats ? std::optional(perplexity(*nats)) : std::nullopt);
    };
    const auto ratio = log_perplexity_ratio(summary);
    out.print(",\"perplexity_a\":{},\"perplexity_b\":{},\"perplexity_ratio\":{},\"log_perplexity_ratio\":{}",
              power(summary.of("nll_a").mean()), power(summary.of("nll_b").mean()), power(ratio),
              json_or_null(ratio));
    out.print(",\"undefined_targets\":{},\"target_dp_rms\":{}", summary.undefined_targets(),
              io::json_number(summary.of("target_dp").root_mean_square()));
  }
  print_json_stats(out, summary);
  if (summary.rows() == 1) {
    print_token(out, "leader_a", *summary.tokens(), summary.agreement().leader_a);
    print_token(out, "leader_b", *summary.tokens(), summary.agreement().leader_b);
  }
  if (const io::Row* const tokens = summary.tokens()) {
    const auto rows = static_cast<double>(summary.rows());
    out.write(",\"moved\":[");
    bool first = true;
    for (const TokenId id : summary.moved(options.max_rows)) {
      const Movement& movement = summary.movement(id);
      out.write(std::exchange(first, false) ? "{" : ",{");
      io::write_json_token(out, *tokens, id);
      out.print(",\"p_a\":{},\"p_b\":{},\"dp\":{},\"abs_dp\":{},\"log_ratio\":{}}}",
                io::json_number(movement.p_a / rows), io::json_number(movement.p_b / rows),
                io::json_number(movement.change / rows), io::json_number(movement.distance / rows),
                json_or_null(summary.log_ratio(id)));
    }
    out.write("]");
  }
  out.write("}\n");
}

}  // namespace logits::cli
