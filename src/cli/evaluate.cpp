#include "src/cli/evaluate.hpp"

#include "logits/chain.hpp"
#include "logits/draw.hpp"
#include "logits/error.hpp"
#include "src/cli/chain_options.hpp"
#include "src/cli/idle.hpp"
#include "src/cli/parameters.hpp"
#include "src/cli/tail.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

/// The tokens of a row by name; made ready when the first is asked for.
class Finder {
 public:
  explicit Finder(const io::Row& row) : row_(row) {}

  TokenId operator()(const io::TokenName& name, std::string_view who) {
    if (!names_) names_.emplace(row_);
    return names_->find(name, who);
  }

  std::vector<TokenId> operator()(const std::vector<io::TokenName>& list, std::string_view who) {
    std::vector<TokenId> ids;
    ids.reserve(list.size());
    for (const io::TokenName& name : list) ids.push_back((*this)(name, who));
    return ids;
  }

  /// All tokens of these labels; there may be none.
  std::vector<TokenId> labelled(const std::vector<std::string>& labels) {
    if (!labels.empty() && !names_) names_.emplace(row_);
    std::vector<TokenId> ids;
    for (const std::string& label : labels) {
      const std::vector<TokenId> found = names_->labelled(label);
      ids.insert(ids.end(), found.begin(), found.end());
    }
    return ids;
  }

 private:
  const io::Row& row_;
  std::optional<io::Names> names_;
};

/// The whole bias of a token, as the engine takes it, if there is one.
double taken_by_engine(const Options& options, const io::Row& row, TokenId id, double bias,
                       std::vector<std::string>& said) {
  if (options.engine == nullptr) return bias;
  try {
    const Told<double> taken = adjusted(*options.engine, Bias::name, bias);
    if (!taken.said.empty())
      said.push_back(fmt::format("{} on {}", taken.said, io::in_quotes(name_of(row, id))));
    return taken.value;
  } catch (const Error& error) {
    if (row.bias.empty()) throw;
    throw Error(Failure::input, error.what());
  }
}

/// The biases of the command line add up, and so do those of the document; where both name a token, the
/// command line wins.
Bias bias_for(const Options& options, const io::Row& row, Finder& find, std::vector<std::string>& said) {
  const auto sum = [&](const std::vector<io::NamedBias>& biases) {
    std::map<TokenId, double> sums;
    for (const io::NamedBias& each : biases) {
      const TokenId id = find(each.token, each.given_by);
      double& total = sums[id];
      if (total == minus_infinity) continue;  // banned is banned, whatever else is said
      total += each.bias;
      if (std::isfinite(total) || each.bias == minus_infinity) continue;
      throw Error(Failure::input, fmt::format("the biases of {} add up to more than a double holds",
                                              io::in_quotes(name_of(row, id))));
    }
    return sums;
  };
  std::map<TokenId, double> sums = sum(options.bias);
  sums.merge(sum(row.bias));

  Bias bias;
  for (const auto& [id, value] : sums)
    bias.terms.push_back({id, taken_by_engine(options, row, id, value, said)});
  return bias;
}

/// Core names tokens by index; a person wants the name.
void refuse_overflow(const Bias& bias, const io::Row& row) {
  for (const auto& [id, value] : bias.terms) {
    const double logit = row.logits[id];
    if (value == minus_infinity || logit == minus_infinity) continue;
    if (std::abs(logit + value) == std::numeric_limits<double>::infinity()) {
      throw Error(Failure::input, fmt::format("the bias of {} overflows: {} + {} is more than a double holds",
                                              io::in_quotes(name_of(row, id)), logit, value));
    }
  }
}

[[noreturn]] void refuse_outside_order(const std::string& who, std::string_view place) {
  throw Error(Failure::usage, fmt::format("{} is set, and the order of the steps has no place for it", who),
              place.empty() ? io::hint("name its step too, in --order or --chain") : std::string(place));
}

/// Sets what the document says, but for what the command line overrules.
void set_settings(Chain& chain, const Options& options, const io::Row& row, std::vector<std::string>& notes) {
  for (const io::Setting& setting : row.settings) {
    const std::string who = io::in_quotes(io::json_key(setting.name));
    const bool overruled =
        std::find(options.given.begin(), options.given.end(), setting.name) != options.given.end();
    if (overruled) {  // a bad value is an error all the same
      Chain scratch = chain;
      std::vector<std::string> unsaid;
      static_cast<void>(set_for_engine(options.engine, scratch, setting, who, Failure::input, unsaid));
    } else if (!set_for_engine(options.engine, chain, setting, who, Failure::input, notes)) {
      refuse_outside_order(who, setting.place);
    }
  }
}

/// Puts tokens that only the row can name into every step of a kind. Throws where there is none.
template <typename S, typename Value>
void set_tokens(Chain& chain, Value S::*member, const Value& value, const std::string& who) {
  if (value.empty()) return;
  if (find_step<S>(chain.steps) == nullptr) refuse_outside_order(who, "");
  for (Step& step : chain.steps) {
    if (auto* const found = std::get_if<S>(&step)) found->*member = value;
  }
}

/// Guidance without the logits that it compares with would change nothing, and they nothing without it.
void require_guidance(const Chain& chain, const io::Row& row, const Options& options) {
  const bool is_on = std::any_of(chain.steps.begin(), chain.steps.end(), [](const Step& step) {
    return std::holds_alternative<Guidance>(step) && !is_off(step);
  });
  if (is_on && row.unconditional.empty())
    throw Error(Failure::usage, "cfg-scale needs the logits without the prompt: --cfg-logits FILE");
  const bool is_swept = options.command == Command::sweep || options.picture == Picture::sweep;
  if (!is_on && !is_swept && !options.cfg_logits.empty())
    throw Error(Failure::usage, "--cfg-logits changes nothing without a scale",
                io::hint("for example --cfg-scale 1.5"));
}

State state_of(const Options& options, const io::Row& row, Finder& find) {
  State state;
  state.prompt = options.prompt.empty() ? find(row.prompt, "\"prompt\"") : find(options.prompt, "--prompt");
  state.history =
      options.history.empty() ? find(row.history, "\"history\"") : find(options.history, "--history");
  return state;
}

}  // namespace

Told<Chain> chain_to_run(const Options& options, const Chain& set) {
  Told<Chain> run{set, {}};
  if (options.engine != nullptr) run = chain_of(*options.engine, set);
  if (!options.until.empty()) run.value = cut_behind(std::move(run.value), options.until);
  return run;
}

io::Result prepared(const Options& options, io::Row row, std::uint64_t number, std::uint64_t seed,
                    std::optional<State> before) {
  io::Result result;
  result.number = number;
  result.row = std::move(row);
  result.set = options.chain;
  Finder find(result.row);
  std::vector<std::string> notes;
  set_settings(result.set, options, result.row, notes);
  set_tokens(result.set, &Bias::terms, bias_for(options, result.row, find, notes).terms, "a bias");
  for (const std::string& note : notes) result.row.notes.push_back(fmt::format("row {}: {}", number, note));
  std::vector<TokenId> breakers = find(options.breakers, "--dry-breakers");
  // Requests list them by habit: what is not among the tokens breaks nothing, and without DRY nothing does.
  if (breakers.empty() && find_step<Dry>(result.set.steps) != nullptr)
    breakers = find.labelled(options.request_breakers);
  std::sort(breakers.begin(), breakers.end());
  set_tokens(result.set, &Dry::breakers, breakers, "--dry-breakers");
  refuse_idle_values(result.set, options, result.row);
  refuse_overflow(step_of<Bias>(result.set), result.row);
  require_guidance(result.set, result.row, options);
  Told<Chain> run = chain_to_run(options, result.set);
  result.chain = std::move(run.value);
  result.left_out = std::move(run.said);
  result.state = before ? *std::move(before) : state_of(options, result.row, find);
  result.state.vocabulary = result.row.count();
  result.state.random = {seed, static_cast<std::uint32_t>(number)};
  result.state.unconditional = std::move(result.row.unconditional);
  return result;
}

std::string note_on_looking_back(const io::Result& result, const Options& options) {
  if (!result.state.prompt.empty() || !result.state.history.empty()) return {};
  const auto is_asked_for = [&](std::string_view parameter) {
    const auto& settings = result.row.settings;
    return std::find(options.given.begin(), options.given.end(), parameter) != options.given.end() ||
           std::any_of(settings.begin(), settings.end(),
                       [&](const io::Setting& setting) { return setting.name == parameter; });
  };
  std::vector<std::string> idle;
  for (const Step& step : result.chain.steps) {
    const bool looks_back = std::holds_alternative<Penalties>(step) ||
                            std::holds_alternative<NoRepeatNgram>(step) || std::holds_alternative<Dry>(step);
    if (!looks_back || is_off(step)) continue;
    // An engine's own default, which nobody asked for, is no news.
    bool is_news = options.engine == nullptr;
    std::visit(
        [&]<typename S>(const S&) {
          S::fields(
              [&](const Parameter& parameter, auto) { is_news = is_news || is_asked_for(parameter.name); });
        },
        step);
    if (is_news) idle.push_back(describe(step));
  }
  if (idle.empty()) return {};
  return fmt::format(
      "without tokens to look back at this changes nothing: {}; --prompt, --history and "
      "--sequence give some",
      fmt::join(idle, ", "));
}

Candidates candidates_for(const Options& options, const io::Row& row) {
  const io::Result result = prepared(options, row, 0, options.seed.value_or(0));
  return candidates_after(result.chain, result.row.logits, result.state);
}

namespace {

/// Runs the chain once more and marks whom each part of it took.
std::vector<std::size_t> fates_of(const io::Result& result) {
  const io::Row& row = result.row;
  const Chain& chain = result.chain;
  const State& state = result.state;
  std::vector<std::size_t> fates(row.logits.size(), io::Result::banned_in_input);
  if (row.rest) {
    const bool is_cut = tail_after(row, chain, state) == Tail::cut;
    fates.back() = is_cut ? reaching_part(chain) : io::Result::not_listed;
  }
  // What a step takes keeps that step's mark; what it leaves gets a later one.
  Candidates candidates = candidates_before(row, chain, state);
  run_chain(chain_on_candidates(row, chain, state), candidates, state,
            [&fates](std::size_t part, const Candidates& before, const Candidates&) {
              for (const TokenId id : before.ids) fates[id] = part;
            });
  for (const TokenId id : candidates.ids) fates[id] = io::Result::kept;
  return fates;
}

}  // namespace

io::Result evaluate(const Options& options, io::Result result) {
  const io::Row& row = result.row;
  result.find_fates = fates_of;
  if (options.before || options.raw_logprobs) {
    const Chain none;
    result.untouched = distribution_of(row, none, candidates_before(row, none, result.state));
  }
  result.distribution = distribution_of(row, result.chain, candidates_after(row, result.chain, result.state));
  if (options.without_replacement) require_drawable(result.distribution, options.count);
  return result;
}

}  // namespace logits::cli
