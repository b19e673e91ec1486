#include "src/cli/commands/engines.hpp"

#include "logits/error.hpp"
#include "src/cli/chain_options.hpp"
#include "src/cli/commands/trace.hpp"
#include "src/cli/evaluate.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// The options as they are for one engine. What it makes of the values goes to `notes`.
Options options_for(const Engine& engine, const Options& options) {
  Options its = options;
  its.engine = &engine;
  its.chain = options.no_defaults ? neutral(engine) : engine.chain;
  for (const io::Setting& setting : options.settings) {
    const bool is_set =
        set_for_engine(&engine, its.chain, setting, "--" + setting.name, Failure::usage, its.notes);
    if (!is_set) throw Error(Failure::usage, fmt::format("{} has no {}", engine.name, setting.name));
    its.given.push_back(setting.name);
  }
  return its;
}

EngineRun run_engine(const Engine& engine, const io::Row& row, const Options& options, std::uint64_t number,
                     std::uint64_t seed) {
  EngineRun run{.engine = &engine, .result = {}, .refusal = {}, .why = {}};
  try {
    const Options its = options_for(engine, options);
    run.result = evaluate(its, prepared(its, row, number, seed));
    const std::string said = fmt::format("row {}: ", number);  // what a row's notes begin with
    std::vector<std::string> notes = its.notes;
    if (!run.result->left_out.empty()) notes.push_back(run.result->left_out);
    for (std::size_t i = row.notes.size(); i < run.result->row.notes.size(); ++i)
      notes.push_back(run.result->row.notes[i].substr(said.size()));
    run.why = fmt::format("{}", fmt::join(notes, "; "));
  } catch (const Error& error) {
    run.refusal = error.what();
    run.failure = error.failure;
  }
  return run;
}

double total_variation(const Distribution& a, const Distribution& b) {
  double sum = 0;
  std::size_t i = 0, j = 0;
  while (i < a.ids.size() || j < b.ids.size()) {
    const bool in_a = i < a.ids.size() && (j == b.ids.size() || a.ids[i] <= b.ids[j]);
    const bool in_b = j < b.ids.size() && (i == a.ids.size() || b.ids[j] <= a.ids[i]);
    sum += std::fabs((in_a ? a.p[i++] : 0) - (in_b ? b.p[j++] : 0));
  }
  return sum / 2;
}

/// The likeliest of the tokens that one keeps and another does not.
std::optional<TokenId> kept_only_by(const io::Result& one, const io::Result& other) {
  std::optional<TokenId> found;
  double most = -1;
  for (std::size_t i = 0; i < one.distribution.ids.size(); ++i) {
    const TokenId id = one.distribution.ids[i];
    if (other.is_kept(id) || one.distribution.p[i] <= most) continue;
    found = id;
    most = one.distribution.p[i];
  }
  return found;
}

/// "top-p 0.8", or "min-p 0.05 (its default)".
std::string part_text(const io::Result& result, std::size_t part, const Options& options) {
  const bool is_given = visit_part(result.chain, part, [&]<typename Part>(const Part&) {
    bool found = std::is_same_v<Part, Bias>;
    Part::fields([&](const Parameter& parameter, auto) {
      found =
          found || std::any_of(options.settings.begin(), options.settings.end(),
                               [&](const io::Setting& setting) { return setting.name == parameter.name; });
    });
    return found;
  });
  return describe(result.chain, part) + (is_given ? "" : " (its default)");
}

/// What took a token: a step, or the input's own ban.
std::string taker_of(TokenId id, const io::Result& result, const Options& options) {
  const std::size_t fate = result.fate(id);
  return fate >= io::Result::not_listed ? "the input" : part_text(result, fate, options);
}

/// The parts that changed a logit, and their texts with all values.
struct Shaping {
  std::size_t part;
  std::string text;
};
std::vector<Shaping> shaping_of(const io::Result& result) {
  std::vector<Shaping> parts;
  for (const Trace& trace : trace_of(result)) {
    const bool shapes = std::any_of(trace.after.ids.begin(), trace.after.ids.end(), [&](TokenId id) {
      return logit_of(trace.before, id) != logit_of(trace.after, id);
    });
    if (!shapes) continue;
    const bool is_step = trace.part < result.chain.steps.size();
    parts.push_back({trace.part, is_step ? to_text({.steps = {result.chain.steps[trace.part]}})
                                         : describe(result.chain, trace.part)});
  }
  return parts;
}

/// The parts of one that change logits, as the other does not have them.
std::string other_logits(const io::Result& one, const io::Result& other, const Options& options) {
  const std::vector<Shaping> others = shaping_of(other);
  std::string text;
  for (const Shaping& shaping : shaping_of(one)) {
    const bool is_shared = std::any_of(others.begin(), others.end(),
                                       [&](const Shaping& same) { return same.text == shaping.text; });
    if (!is_shared) text += (text.empty() ? "" : ", ") + part_text(one, shaping.part, options);
  }
  return text;
}

std::string why_apart(const EngineRun& first, const EngineRun& run, const Options& options) {
  const io::Result &a = *first.result, &b = *run.result;
  const auto token = [&](TokenId id) {
    return io::shown(io::name_of(a.row, id));
  };
  std::string why;
  const auto add = [&why](const std::string& text) {
    why += (why.empty() ? "" : "; ") + text;
  };
  if (const auto id = kept_only_by(a, b))
    add(fmt::format("{} cuts {}", taker_of(*id, b, options), token(*id)));
  if (const auto id = kept_only_by(b, a)) {
    add(fmt::format("keeps {}, which {} of {} cuts", token(*id), taker_of(*id, a, options),
                    first.engine->name));
  }
  if (!why.empty() || run.tv == 0) return why;
  const std::string here = other_logits(b, a, options), there = other_logits(a, b, options);
  if (!here.empty()) return here;
  return there.empty() ? "the order of the same steps"
                       : fmt::format("without {} of {}", there, first.engine->name);
}

}  // namespace

std::vector<EngineRun> run_engines(const io::Row& row, const Options& options, std::uint64_t number,
                                   std::uint64_t seed) {
  std::vector<EngineRun> runs;
  for (const Engine* const engine : options.engines)
    runs.push_back(run_engine(*engine, row, options, number, seed));
  const auto first =
      std::find_if(runs.begin(), runs.end(), [](const EngineRun& run) { return run.result.has_value(); });
  if (first == runs.end())
    throw Error(runs.front().failure, fmt::format("no engine takes this: {}", runs.front().refusal));
  for (EngineRun& run : runs) {
    if (!run.result || &run == &*first) continue;
    run.tv = total_variation(first->result->distribution, run.result->distribution);
    const std::string apart = why_apart(*first, run, options);
    if (!apart.empty()) run.why += (run.why.empty() ? "" : "; ") + apart;
  }
  return runs;
}

}  // namespace logits::cli
