#include "src/cli/commands/lesson.hpp"

#include "logits/chain.hpp"
#include "src/cli/tail.hpp"
#include "src/io/format.hpp"
#include "src/io/leaders.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr std::string_view fence = "```\n";

}  // namespace

Lesson::Lesson(io::Output& out, const io::Result& result, const Options& options, const io::Looks& looks)
    : out_(out), result_(result), looks_(looks) {
  const std::size_t count = result.row.count();
  const bool all = options.max_rows == 0 || options.max_rows >= count;
  shown_.resize(count);
  std::iota(shown_.begin(), shown_.end(), TokenId{0});
  if (!all) {
    shown_ = io::leaders_first(result, static_cast<std::size_t>(options.max_rows));
    shown_.resize(static_cast<std::size_t>(options.max_rows));
  }
  const bool has_rest = result.row.rest && result.fate(result.rest()) != io::Result::not_listed;
  if (has_rest) shown_.push_back(static_cast<TokenId>(count));
  for (const TokenId id : shown_) token_width_ = std::max(token_width_, io::columns(token(id)));
}

void Lesson::print() {
  const std::vector<Trace> traces = trace_of(result_);
  std::string way = io::counted(result_.row.count(), result_.row.rest ? "log-prob" : "logit");
  if (result_.row.rest && result_.fate(result_.rest()) != io::Result::not_listed) way += " and the rest";
  std::vector<TokenId> lost;
  for (TokenId id = 0; id < result_.row.count(); ++id) {
    if (result_.fate(id) == io::Result::banned_in_input) lost.push_back(id);
  }
  if (!lost.empty()) way += fmt::format(", {} of them banned ({})", io::grouped(lost.size()), list(lost));
  const std::string arrow = looks_.markdown && !looks_.ascii ? " → " : " -> ";
  for (const Trace& trace : traces) way += arrow + describe(result_.chain, trace.part);
  way += arrow + "softmax";
  out_.print("{}\n", looks_.markdown ? io::markdown_text(way) : way);
  for (const Trace& trace : traces) {
    visit_part(result_.chain, trace.part, [&](const auto& part) { explain(part, trace); });
    tell_what_is_left(trace);
    end();
  }
  explain_softmax(traces.empty() ? candidates_before(result_.row, result_.chain, result_.state)
                                 : traces.back().after);
}

std::string Lesson::token(TokenId id) const {
  return io::token_cell(result_.row, id, looks_);
}

std::string Lesson::number(double x) const {
  return io::decimal(x, looks_.digits);
}

std::string Lesson::probability(double p) const {
  return io::rounded(p, looks_.digits);
}

std::string Lesson::list(const std::vector<TokenId>& ids) const {
  std::string names;
  for (std::size_t i = 0; i < std::min(ids.size(), most_named); ++i)
    names += (i == 0 ? "" : ", ") + token(ids[i]);
  if (ids.size() > most_named) names += fmt::format(", and {} more", io::grouped(ids.size() - most_named));
  return names;
}

void Lesson::begin(std::string_view heading, std::string_view remark) {
  ++steps_;
  if (looks_.markdown) {
    out_.print("\n### Step {}: {}\n\n", steps_, heading);
    if (!remark.empty()) out_.print("{}\n\n", io::markdown_text(remark));
    return out_.write(fence);
  }
  out_.print("\nstep {}  {}\n", steps_, heading);
  if (!remark.empty()) out_.print("        {}\n", remark);
}

void Lesson::end() {
  if (looks_.markdown) out_.write(fence);
}

void Lesson::lines(const Candidates& candidates, std::vector<std::size_t> widths,
                   const std::vector<TokenId>& ids, const LineOf& line_of) {
  std::vector<std::pair<std::string, Line>> rows;
  std::size_t token_width = token_width_;
  for (const TokenId id : ids) {
    const auto found = std::lower_bound(candidates.ids.begin(), candidates.ids.end(), id);
    if (found == candidates.ids.end() || *found != id) continue;
    Line line = line_of(static_cast<std::size_t>(found - candidates.ids.begin()));
    widths.resize(std::max(widths.size(), line.parts.size()));
    for (std::size_t i = 0; i < line.parts.size(); ++i) widths[i] = std::max(widths[i], line.parts[i].size());
    token_width = std::max(token_width, io::columns(token(id)));
    rows.emplace_back(token(id), std::move(line));
  }
  for (const auto& [name, line] : rows) {
    std::string text = "  " + name + std::string(token_width - io::columns(name) + 1, ' ');
    for (std::size_t i = 0; i < line.parts.size(); ++i)
      text += fmt::format(" {:>{}}", line.parts[i], widths[i]);
    out_.print("{}{}{}\n", text, line.tail.empty() ? "" : "  ", line.tail);
  }
}

void Lesson::lines(const Candidates& candidates, std::vector<std::size_t> widths, const LineOf& line_of) {
  lines(candidates, std::move(widths), shown_, line_of);
  if (candidates.ids.size() > shown_.size()) {
    out_.print("  {} {} more\n", looks_.ascii ? "..." : "…",
               io::grouped(candidates.ids.size() - shown_.size()));
  }
}

void Lesson::gains_and_loses(const Trace& trace) {
  const auto [gains, loses] = effect_of(trace);
  const auto tell = [&](std::string_view what, const Change& one) {
    const std::string before = probability(one.before), after = probability(one.after);
    if (before != after) out_.print("  {}  p({}) {} -> {}\n", what, token(one.id), before, after);
    return before != after;
  };
  const bool somebody_gains = tell("gains most", gains), somebody_loses = tell("loses most", loses);
  if (somebody_gains || somebody_loses) return;
  const bool something_changes = gains.after > gains.before || loses.after < loses.before;
  out_.print("  no probability changes{}\n", something_changes ? " visibly" : "");
}

void Lesson::begin_part(std::string_view does, const Trace& trace) {
  begin(fmt::format("{}: {}", name(result_.chain, trace.part), does), describe(result_.chain, trace.part));
}

void Lesson::tell_outcome(const Trace& trace) {
  const bool shapes = std::any_of(trace.after.ids.begin(), trace.after.ids.end(), [&](TokenId id) {
    return logit_of(trace.before, id) != logit_of(trace.after, id);
  });
  if (shapes) {
    lines(trace.after, {}, [&](std::size_t i) -> Line {
      const double before = logit_of(trace.before, trace.after.ids[i]);
      return {{number(before), "->", number(trace.after.logits[i] / trace.after.temperature)}};
    });
  }
  if (!shapes) return tell_cut(trace);
  if (!trace.cut.empty()) keep_and_cut(trace);
  gains_and_loses(trace);
}

void Lesson::tell_what_is_left(const Trace& trace) {
  std::string text;
  const std::size_t named = std::min(trace.kept.size(), most_named);
  for (std::size_t i = 0; i < named; ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", token(trace.kept[i]),
                        io::rounded(trace.p_after.p_of(trace.kept[i]), looks_.digits));
  }
  if (named < trace.kept.size()) text += fmt::format(", and {} more", io::grouped(trace.kept.size() - named));
  out_.print("  then p  {}\n", text);
}

}  // namespace logits::cli
