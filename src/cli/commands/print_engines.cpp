#include "src/cli/commands/engines.hpp"
#include "src/cli/commands/trace.hpp"
#include "src/io/format.hpp"
#include "src/io/leaders.hpp"
#include "src/io/names.hpp"
#include "src/io/write_json.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::cli {
namespace {

std::string why_of(const EngineRun& run) {
  return run.result ? run.why : "- " + run.refusal;
}

void print_json(io::Output& out, const std::vector<EngineRun>& runs) {
  const auto any =
      std::find_if(runs.begin(), runs.end(), [](const EngineRun& run) { return run.result.has_value(); });
  const io::Result& some = *any->result;
  out.print("{{\"schema\":\"logits/1\",\"row\":{}", some.number);
  if (!some.row.id.empty()) out.print(",\"id\":{}", some.row.id);
  out.print(",\"count\":{},\"engines\":[", some.row.count());
  for (const EngineRun& run : runs) {
    out.print("{}{{\"engine\":\"{}\"", &run == runs.data() ? "" : ",", run.engine->name);
    if (!run.result) {
      out.print(",\"error\":{}}}", io::json_string(run.refusal));
      continue;
    }
    const io::Result& result = *run.result;
    out.print(",\"chain\":{},\"kept\":{},\"entropy\":{},\"tv\":{},\"why\":{},\"leader\":{{",
              io::json_string(to_text(result.chain)), result.kept_count(),
              io::json_number(result.distribution.entropy), io::json_number(run.tv),
              io::json_string(run.why));
    const TokenId leader = io::leaders_first(result, 1).front();
    io::write_json_token(out, result.row, leader);
    out.print(",\"p\":{}}},\"indices\":[", io::json_number(result.p(leader)));
    const Distribution& left = result.distribution;
    for (std::size_t i = 0; i < left.ids.size(); ++i) out.print("{}{}", i == 0 ? "" : ",", left.ids[i]);
    out.write("],\"p\":[");
    for (std::size_t i = 0; i < left.p.size(); ++i)
      out.print("{}{}", i == 0 ? "" : ",", io::json_number(left.p[i]));
    out.write("]}");
  }
  out.write("]}\n");
}

void print_lines(io::Output& out, const std::vector<EngineRun>& runs, const io::Looks& looks) {
  io::Table table;
  table.columns = {{"engine"}, {"kept"}, {"leader"}, {"p", 6}, {"entropy"}, {"TV"}};
  const auto add = [&table](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) table.columns[i].cells.push_back(cells[i]);
  };
  for (const EngineRun& run : runs) {
    const std::string engine(run.engine->name);
    table.tails.push_back(why_of(run));
    if (!run.result) {
      add({engine, "", "", "", "", ""});
      continue;
    }
    const io::Result& result = *run.result;
    const TokenId leader = io::leaders_first(result, 1).front();
    add({engine, io::grouped(result.kept_count()), io::token_cell(result.row, leader, looks),
         io::rounded(result.p(leader), looks.digits), io::decimal(result.distribution.entropy, looks.digits),
         io::rounded(run.tv, looks.digits)});
  }
  table.print(out, looks);
}

/// Every step that is on, with what it left and cut.
void print_steps(io::Output& out, const EngineRun& run, const io::Looks& looks) {
  const io::Result& result = *run.result;
  if (looks.markdown) {
    out.print("\n### {}\n\n", run.engine->name);
  } else {
    out.print("{}\n", run.engine->name);
  }
  io::Table table;
  table.columns = {{"step"}, {"left"}, {"cut p", 6}, {"last kept"}, {"first cut"}};
  for (const Trace& trace : trace_of(result)) {
    const auto token = [&](const std::vector<TokenId>& ids, bool last) {
      return trace.cut.empty() || ids.empty()
                 ? std::string()
                 : io::token_cell(result.row, last ? ids.back() : ids.front(), looks);
    };
    table.columns[0].cells.push_back("  " + describe(result.chain, trace.part));
    table.columns[1].cells.push_back(io::grouped(trace.kept.size()));
    table.columns[2].cells.push_back(io::rounded(trace.cut_mass, looks.digits));
    table.columns[3].cells.push_back(token(trace.kept, true));
    table.columns[4].cells.push_back(token(trace.cut, false));
  }
  table.print(out, looks);
  if (!looks.markdown) out.write("\n");
}

void print_side_by_side(io::Output& out, const EngineRun& a, const EngineRun& b, const Options& options,
                        const io::Looks& looks) {
  print_steps(out, a, looks);
  print_steps(out, b, looks);
  if (looks.markdown) out.write("\n");
  const std::size_t count = a.result->row.count();
  const std::size_t shown = options.max_rows == 0
                                ? count
                                : static_cast<std::size_t>(std::min<std::uint64_t>(options.max_rows, count));
  io::Table table;
  table.columns = {{"token"}, {std::string(a.engine->name), 6}, {std::string(b.engine->name), 6}};
  std::vector<TokenId> order = io::leaders_first(*a.result, shown);
  order.resize(std::min(order.size(), shown));
  for (const TokenId id : order) {
    const double p_a = a.result->p(id), p_b = b.result->p(id);
    table.columns[0].cells.push_back(io::token_cell(a.result->row, id, looks));
    table.columns[1].cells.push_back(io::rounded(p_a, looks.digits));
    table.columns[2].cells.push_back(io::rounded(p_b, looks.digits));
  }
  table.print(out, looks);
  std::string line = fmt::format("total variation {}", io::rounded(b.tv, looks.digits));
  if (order.size() < count) line = fmt::format("… {} more; ", io::grouped(count - order.size())) + line;
  if (!b.why.empty()) line += fmt::format("; {}: {}", b.engine->name, b.why);
  io::print_under(out, looks, line);
}

}  // namespace

void print_engines(io::Output& out, const std::vector<EngineRun>& runs, const Options& options,
                   const io::Looks& looks) {
  if (options.format == Format::json) return print_json(out, runs);
  const bool in_detail = runs.size() == 2 && runs[0].result && runs[1].result;
  in_detail ? print_side_by_side(out, runs[0], runs[1], options, looks) : print_lines(out, runs, looks);
}

}  // namespace logits::cli
