#include "src/cli/engine_options.hpp"

#include "logits/error.hpp"
#include "src/cli/chain_options.hpp"
#include "src/cli/idle.hpp"
#include "src/cli/parameters.hpp"
#include "src/io/files.hpp"
#include "src/io/hand_fed.hpp"
#include "src/io/json.hpp"
#include "src/io/place.hpp"
#include "src/io/request.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// The engine that a word names.
const Engine* require_engine(const std::string& word, std::string_view who) {
  if (const Engine* const engine = find_engine(word)) return engine;
  std::vector<std::string> known;
  for (const Engine& engine : engines()) known.emplace_back(engine.name);
  const auto near = io::nearest(word, known);
  throw Error(Failure::usage,
              fmt::format("{} names an engine that is not known: {}", who, io::in_quotes(word)),
              near ? fmt::format("  did you mean '{}'?", *near)
                   : io::hint(fmt::format("the engines are {}", fmt::join(known, ", "))));
}

/// The steps that the request sets, that are on, and that its order does not name: "typical, top-p".
std::string left_out_of(const std::vector<std::string_view>& order, const io::EngineRequest& request,
                        const Chain& chain) {
  std::vector<std::string_view> names;
  for (const Step& step : chain.steps) {
    if (is_off(step) || std::find(order.begin(), order.end(), name(step)) != order.end()) continue;
    bool is_set = false;
    std::visit(
        [&]<typename S>(const S&) {
          S::fields([&](const Parameter& parameter, auto) {
            is_set = is_set ||
                     std::any_of(request.settings.begin(), request.settings.end(),
                                 [&](const io::Setting& setting) { return setting.name == parameter.name; });
          });
        },
        step);
    if (is_set) names.push_back(name(step));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

void tell_what_is_passed_over(const io::EngineRequest& request, const Given& given, Options& options) {
  const auto tell = [&](const std::string& key, std::string_view option) {
    if (options.command != Command::sample || key.empty() || given.has(option)) return;
    options.notes.push_back(fmt::format("the {} of the request is the engine's own: here it is --{}",
                                        io::in_quotes(key), option));
  };
  tell(request.seed, "seed");
  tell(request.count, "count");

  const auto list = [](std::vector<std::string> keys) {
    for (std::string& key : keys) key = io::in_quotes(key);
    return fmt::format("{}", fmt::join(keys, ", "));
  };
  if (!request.not_done.empty()) {
    options.notes.push_back(fmt::format("not done here, so the result may differ from {}'s: {}",
                                        options.engine->name, list(request.not_done)));
  }
  std::vector<std::string> unknown;
  for (const io::EngineRequest::Unknown& each : request.unknown) unknown.push_back(each.key);
  if (!unknown.empty())
    options.notes.push_back(fmt::format("{} does not know: {}", options.engine->name, list(unknown)));
}

/// What a request to the engine says.
void read_request(const Given& given, Options& options) {
  io::EngineRequest request = io::read_engine_request_file(*options.engine, given.last("request"));
  for (const io::Setting& setting : request.settings) {
    static_cast<void>(set_parameter(options.chain, setting.name, setting.value, setting.name, Failure::input,
                                    setting.place));
    options.given.push_back(setting.name);
  }
  if (request.greedy) {
    find_step<Temperature>(options.chain.steps)->t = 0;
    options.given.emplace_back(Temperature::name);
  }
  if (request.order) {
    const std::vector<std::string_view> order(request.order->begin(), request.order->end());
    const std::string left_out = left_out_of(order, request, options.chain);
    if (!left_out.empty())
      request.notes.push_back(
          fmt::format("\"{}\" leaves out what is set: {}", options.engine->request.order, left_out));
    options.chain = logits::in_order(options.chain, order);
  }
  for (io::NamedBias& bias : request.bias) {
    bias.given_by = "\"logit_bias\" of --request";
    options.bias.push_back(std::move(bias));
  }
  options.request_breakers = std::move(request.breakers);
  options.notes = std::move(request.notes);
  tell_what_is_passed_over(request, given, options);
}

/// Whether the command line says through which values a sweep goes, and they are not those by default.
bool names_values(const Given& given) {
  for (const std::string_view option : {"from-t", "to-t", "steps"}) {
    if (given.has(option)) return true;
  }
  return given.has("over") ? given.last("over").find('=') != std::string::npos : given.has("temperature");
}

/// What the engine makes of the values that are swept. Those that nobody asked for go where it rejects them.
void take_sweep(const Engine& engine, const Given& given, Options& options) {
  SweepOptions& sweep = options.sweep;
  if (!has(engine, sweep.over)) refuse(fmt::format("{} has no {}", engine.name, sweep.over));
  const bool are_named = names_values(given);
  std::vector<double> taken;
  std::vector<std::string> said;
  for (const double value : sweep.values) {
    try {
      std::string each = adjusted(engine, sweep.over, value).said;
      taken.push_back(value);
      if (!each.empty()) said.push_back(std::move(each));
    } catch (const Error&) {
      if (are_named) throw;
    }
  }
  sweep.values = std::move(taken);
  if (said.size() > 1) said[0] += fmt::format(", and {} more values so", said.size() - 1);
  if (!said.empty()) options.notes.push_back(std::move(said[0]));
}

}  // namespace

const Engine* engine_of(const Given& given) {
  if (!given.has("engine")) {
    if (given.has("request"))
      refuse("--request is in an engine's words: which? --engine NAME",
             "for a generation_config.json: --engine hf");
    return nullptr;
  }
  for (const std::string_view other : {"order", "chain"}) {
    if (given.has(other)) refuse(fmt::format("--engine and --{} both give the order", other));
  }
  return require_engine(given.last("engine"), "--engine");
}

void read_chain(const Given& given, Options& options) {
  const Engine* const engine = options.engine;
  if (given.has("chain") && given.has("order")) refuse("--chain and --order both give the order");
  if (given.has("chain") && !options.settings.empty())
    refuse(fmt::format("--chain and --{} both set values", options.settings.front().name),
           "say it all in --chain");
  options.chain = engine != nullptr    ? (options.no_defaults ? neutral(*engine) : engine->chain)
                  : given.has("chain") ? parse_chain(given.last("chain"))
                                       : default_chain();
  if (given.has("chain")) refuse_idle_values(options.chain);
  if (given.has("chain") && options.chain == Chain{})
    refuse("--chain has no steps", "for example --chain 'top-k=40 temperature=0.7'");
  if (given.has("request")) read_request(given, options);
  for (const io::Setting& setting : options.settings) {
    const bool is_set =
        set_for_engine(engine, options.chain, setting, "--" + setting.name, Failure::usage, options.notes);
    if (!is_set) refuse(fmt::format("{} has no {}", engine->name, setting.name));
    options.given.push_back(setting.name);
  }
  if (given.has("order")) options.chain = in_order(options.chain, given.last("order"));
  if (engine != nullptr && !swept_parameter(options).empty()) take_sweep(*engine, given, options);
  if (!options.until.empty()) static_cast<void>(cut_behind(options.chain, options.until));
}

void read_engines(Options& options) {
  while (!options.inputs.empty()) {
    const Engine* const engine = find_engine(options.inputs.front());
    if (engine == nullptr) break;
    options.engines.push_back(engine);
    options.inputs.erase(options.inputs.begin());
  }
  if (options.engines.empty()) {
    for (const Engine& engine : engines()) options.engines.push_back(&engine);
  }
  if (!options.inputs.empty() && !io::is_hand_fed(options.inputs[0]) && !io::is_json(options.inputs[0]) &&
      options.inputs[0] != "-" && !io::file_exists(options.inputs[0]))
    require_engine(options.inputs[0], "the command line");
  options.chain = default_chain();
}

}  // namespace logits::cli
