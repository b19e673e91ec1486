#include "src/cli/commands/plot.hpp"

#include "logits/chain.hpp"
#include "src/cli/commands/draws.hpp"
#include "src/cli/commands/sweep.hpp"
#include "src/io/charts.hpp"
#include "src/io/format.hpp"
#include "src/io/leaders.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"
#include "src/io/write_table.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// "bias moon +5, temperature 0.7, top-k 3": the steps that are on; for a sweep what is set of the others,
/// too.
std::string settings(const io::Result& result, const Chain& chain, bool of_sweep = false) {
  std::string text;
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    if (is_off(chain, part) && !(of_sweep && describe(chain, part) != name(chain, part))) continue;
    text += text.empty() ? "" : ", ";
    const bool is_step = part < chain.steps.size();
    const auto* const bias = is_step ? std::get_if<Bias>(&chain.steps[part]) : nullptr;
    if (bias == nullptr) {
      text += describe(chain, part);
    } else if (bias->terms.size() > 3) {
      text += fmt::format("bias on {} tokens", io::grouped(bias->terms.size()));
    } else {
      for (std::size_t i = 0; i < bias->terms.size(); ++i) {
        const auto& [id, b] = bias->terms[i];
        text += fmt::format("{}bias {} {}{}", i == 0 ? "" : ", ", io::shown(io::name_of(result.row, id)),
                            b > 0 ? "+" : "", io::shortest(b));
      }
    }
  }
  return text.empty() ? "softmax of the logits" : text;
}

std::string title(const Options& options, const std::string& plain) {
  return options.title.empty() ? plain : options.title;
}

/// The tokens that get a bar, the likeliest first.
std::vector<TokenId> shown_tokens(const io::Result& result, const Options& options) {
  const std::size_t count = result.row.count();
  const std::size_t most = options.max_rows == 0
                               ? count
                               : static_cast<std::size_t>(std::min<std::uint64_t>(options.max_rows, count));
  std::vector<TokenId> order = io::leaders_first(result, most);
  order.resize(most);
  if (result.is_open()) order.push_back(static_cast<TokenId>(count));
  return order;
}

std::uint64_t tokens_without_bar(const io::Result& result, const std::vector<TokenId>& shown) {
  return result.row.count() + (result.is_open() ? 1 : 0) - shown.size();
}

std::string bars(const io::Result& result, const Options& options) {
  const std::vector<TokenId> shown = shown_tokens(result, options);
  io::BarChart chart{.title = title(options, "Probability of each token"),
                     .subtitle = settings(result, result.chain)};
  for (const TokenId id : shown) {
    io::Bar bar{.token = io::name_of(result.row, id), .p = result.p(id), .note = io::note_on(result, id)};
    if (result.untouched) bar.before = result.p_before(id);
    chart.bars.push_back(std::move(bar));
  }
  chart.more = tokens_without_bar(result, shown);
  chart.rest = io::p_beside(result, shown);
  return svg(chart);
}

std::string draws(const io::Result& result, const Options& options, std::uint64_t seed, Progress& progress) {
  const std::vector<std::uint64_t> counts =
      count_draws(Draws(result, options.count, seed, false, progress), result.row.logits.size());
  const std::vector<TokenId> shown = shown_tokens(result, options);
  io::DrawChart chart{
      .title = title(options, io::counted(options.count, "draw") + " against the probabilities"),
      .subtitle = fmt::format("{}; seed {}", settings(result, result.chain), seed)};
  chart.more_count = options.count;
  for (const TokenId id : shown) {
    chart.bars.push_back({.token = io::name_of(result.row, id),
                          .count = counts[id],
                          .share = share(counts[id], options.count),
                          .p = result.p(id)});
    chart.more_count -= counts[id];
  }
  chart.more = tokens_without_bar(result, shown);
  chart.rest = io::p_beside(result, shown);
  return svg(chart);
}

std::string lines(const io::Result& result, const Options& options) {
  const Swept swept = sweep(result, options);
  const SweepOptions& over = options.sweep;
  const std::string what = over.over == Bias::name ? "bias of " + io::shown(over.token) : over.over;
  const bool few_counts = over.over == TopK::name && swept.values.back() <= 60;
  io::LineChart chart{.title = title(options, "Probability over " + what),
                      .subtitle = settings(result, without_swept(result, options), true),
                      .axis = over.over == Temperature::name ? "temperature T" : what,
                      .logarithmic = over.logarithmic && !few_counts,
                      .x = swept.values};
  for (std::size_t i = 0; i < swept.tokens.size(); ++i)
    chart.lines.push_back({.token = io::name_of(result.row, swept.tokens[i]), .p = swept.p[i]});
  return svg(chart);
}

}  // namespace

std::string plot(const io::Result& result, const Options& options, std::uint64_t seed, Progress& progress) {
  switch (options.picture) {
    case Picture::bars:
      return bars(result, options);
    case Picture::sweep:
      return lines(result, options);
    case Picture::draws:
      return draws(result, options, seed, progress);
    case Picture::heat:
      break;  // shows all rows together
  }
  return {};
}

}  // namespace logits::cli
