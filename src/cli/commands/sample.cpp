#include "logits/draw.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/commands/draws.hpp"
#include "src/cli/commands/texts.hpp"
#include "src/io/format.hpp"
#include "src/io/leaders.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"
#include "src/io/write_json.hpp"
#include "src/io/write_separated.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

void print_counts(io::Output& out, const io::Result& result, const Draws& draws, const Options& options,
                  const io::Looks& looks, std::uint64_t seed) {
  const std::vector<std::uint64_t> counts = count_draws(draws, result.row.logits.size());
  const auto name = [&](TokenId id) {
    return options.ids ? std::to_string(id) : io::name_of(result.row, id);
  };
  if (options.format == Format::tsv || options.format == Format::csv) {
    const bool tsv = options.format == Format::tsv;
    const char separator = tsv ? '\t' : ',';
    if (!tsv) out.print("{},count,share,p\n", options.ids ? "index" : "token");
    for (const TokenId id : result.distribution.ids) {
      out.print("{}{}{}{}{}{}{}\n", tsv ? io::tsv_field(name(id)) : io::csv_field(name(id)), separator,
                counts[id], separator, io::shortest(share(counts[id], options.count)), separator,
                io::shortest(result.p(id)));
    }
    return;
  }
  const std::size_t kept = result.kept_count();
  const std::size_t shown = options.max_rows == 0
                                ? kept
                                : static_cast<std::size_t>(std::min<std::uint64_t>(options.max_rows, kept));
  const std::vector<TokenId> order = io::leaders_first(result, shown);
  io::Table table;
  table.columns = {{options.ids ? "index" : "token"}, {"count"}, {"p", 6}, {"share", 6}};
  std::uint64_t shown_draws = 0;
  for (const TokenId id : order) {
    const double part = share(counts[id], options.count);
    table.columns[0].cells.push_back(options.ids ? std::to_string(id)
                                                 : io::token_cell(result.row, id, looks));
    table.columns[1].cells.push_back(io::grouped(counts[id]));
    table.columns[2].cells.push_back(io::rounded(result.p(id), looks.digits));
    table.columns[3].cells.push_back(io::rounded(part, looks.digits));
    table.tails.push_back(io::bar(part, looks));
    shown_draws += counts[id];
  }
  table.print(out, looks);
  if (order.size() < kept) {
    io::print_under(
        out, looks,
        fmt::format("{} {} more, {}, p {} together", looks.ascii ? "..." : "…",
                    io::grouped(kept - order.size()), io::counted(options.count - shown_draws, "draw"),
                    io::rounded(io::p_beside(result, order), looks.digits)));
  }
  io::print_under(out, looks, fmt::format("{}, seed {}", io::counted(options.count, "draw"), seed));
}

/// What an API would report of a drawn token: its p and log-prob, of the distribution drawn from or of the
/// untouched one.
std::pair<double, double> reported(const io::Result& result, TokenId id, const Options& options) {
  if (options.raw_logprobs) return {result.p_before(id), result.logp_before(id)};
  return {result.p(id), result.logp(id)};
}

void print_json(io::Output& out, const io::Result& result, const Draws& draws, const Options& options,
                std::uint64_t seed) {
  io::write_json_head(out, result);
  out.print(",\"rng\":\"{}\",\"seed\":\"{}\"", Random::scheme, seed);
  if (options.counts) {
    const std::vector<std::uint64_t> counts = count_draws(draws, result.row.logits.size());
    out.write(",\"counts\":[");
    bool first = true;
    for (const TokenId id : result.distribution.ids) {
      out.write(std::exchange(first, false) ? "{" : ",{");
      io::write_json_token(out, result.row, id);
      out.print(",\"count\":{},\"p\":{}}}", counts[id], io::json_number(result.p(id)));
    }
    out.write("]}\n");
    return;
  }
  const auto list = [&](std::string_view key, auto value) {
    out.print(",\"{}\":[", key);
    Texts text(result.row.logits.size(), [&](TokenId id) { return fmt::format(",{}", value(id)); });
    bool first = true;
    draws.for_each([&](TokenId id) { out.write(text(id).substr(std::exchange(first, false) ? 1 : 0)); });
    out.write("]");
  };
  if (!options.ids) list("samples", [&](TokenId id) { return io::json_string(io::name_of(result.row, id)); });
  list("indices", [](TokenId id) { return id; });
  if (options.probs) {
    list("p", [&](TokenId id) { return io::json_number(reported(result, id, options).first); });
    list("logp", [&](TokenId id) { return io::json_number(reported(result, id, options).second); });
  }
  out.write("}\n");
}

/// What the draw did to the state of a sequence, in this order.
void append_state(std::vector<double>& numbers, const io::Continuation& next) {
  for (const auto& [before, after] :
       {std::pair(next.mu, next.mu_after), std::pair(next.average, next.average_after)}) {
    if (before) numbers.insert(numbers.end(), {*before, *after});
  }
}

std::string state_columns(const io::Result& result) {
  if (!result.continuation) return {};
  return std::string(result.continuation->mu ? ",mu,mu_after" : "") +
         (result.continuation->average ? ",average,average_after" : "");
}

/// A line for each draw.
void print_lines(io::Output& out, const io::Result& result, const Draws& draws, const Options& options,
                 const io::Looks& looks) {
  const bool table = options.format == Format::table;
  const char separator = options.format == Format::csv ? ',' : '\t';
  const auto number = [&](double x) {
    return table ? io::rounded(x, looks.digits) : io::shortest(x);
  };
  Texts line(result.row.logits.size(), [&](TokenId id) {
    const std::string name = io::name_of(result.row, id);
    std::string text = options.ids        ? std::to_string(id)
                       : table            ? io::shown(name)
                       : separator == ',' ? io::csv_field(name)
                                          : io::tsv_field(name);
    if (!options.probs) return text + '\n';
    const auto [p, logp] = reported(result, id, options);
    std::vector<double> numbers = {p, logp};
    if (result.continuation) append_state(numbers, *result.continuation);
    for (const double each : numbers) text += separator + number(each);
    return text + '\n';
  });
  if (options.format == Format::csv)
    out.print("{}{}\n", options.ids ? "index" : "token",
              options.probs ? ",p,logp" + state_columns(result) : "");
  draws.for_each([&](TokenId id) { out.write(line(id)); });
}

}  // namespace

void print_sample(io::Output& out, const io::Result& result, const Options& options, const io::Looks& looks,
                  std::uint64_t seed, Progress& progress) {
  const Draws draws(result, options.count, seed, options.without_replacement, progress);
  if (options.format == Format::json) return print_json(out, result, draws, options, seed);
  if (options.counts) return print_counts(out, result, draws, options, looks, seed);
  print_lines(out, result, draws, options, looks);
}

}  // namespace logits::cli
