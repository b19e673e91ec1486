// A request to an engine, read in the words of each: it is refused as bad input, or makes a chain that the
// engine runs.
#include "logits/chain.hpp"
#include "logits/engines.hpp"
#include "logits/error.hpp"
#include "src/cli/parameters.hpp"
#include "src/io/request.hpp"
#include "src/io/text.hpp"
#include "tests/fuzz/feed.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using logits::Chain;
using logits::Engine;
using logits::Error;
using logits::Failure;
using logits::io::EngineRequest;
using logits::io::Json;
using logits::io::Setting;
using logits::io::Text;

namespace {

void require_bad_input(const Error& error) {
  require(error.failure == Failure::input, "a bad request is bad input");
  require_plain(error.what(), "an error");
  require_plain(error.details, "the place of an error");
}

void require_plain_request(const EngineRequest& request) {
  for (const std::string& note : request.notes) require_plain(note, "a note");
  for (const auto& unknown : request.unknown) {
    require_plain(logits::io::in_quotes(unknown.key), "an unknown key");
    require_plain(unknown.place, "the place of an unknown key");
  }
  for (const auto& bias : request.bias) {
    require(std::isfinite(bias.bias) || bias.bias == -std::numeric_limits<double>::infinity(),
            "a bias is finite or a ban");
  }
}

/// False where the request asks for two pickers: no chain has them.
bool set_all(Chain& chain, const EngineRequest& request, const Engine& engine) {
  std::set<std::string_view> names;
  for (const Setting& setting : request.settings) {
    require(names.insert(setting.name).second, "a parameter is set once");
    require(logits::has(engine, setting.name), "a request sets what the engine has");
    require_plain(setting.place, "the place of a setting");
    try {
      require(logits::cli::set_parameter(chain, setting.name, setting.value, setting.name, Failure::input,
                                         setting.place),
              "a part of the engine's chain takes " + setting.name);
    } catch (const Error& error) {
      require_bad_input(error);
      require(std::string_view(error.what()).find("tokens are chosen by") != std::string_view::npos,
              "what a request sets is accepted: " + std::string(error.what()));
      return false;
    }
  }
  return true;
}

void try_request(const Engine& engine, const Json& json, const Text& text) {
  EngineRequest request;
  try {
    request = logits::io::read_engine_request(engine, json, text);
  } catch (const Error& error) {
    return require_bad_input(error);
  }
  require_plain_request(request);
  Chain chain = engine.chain;
  if (!set_all(chain, request, engine)) return;
  if (request.greedy)
    require(logits::find_step<logits::Temperature>(chain.steps) != nullptr,
            "an engine that takes the largest token has a temperature");
  if (request.order) {
    const std::vector<std::string_view> order(request.order->begin(), request.order->end());
    chain = logits::in_order(chain, order);
    require(std::equal(order.begin(), order.end(), chain.steps.begin(), chain.steps.end(),
                       [](std::string_view word, const logits::Step& step) { return word == name(step); }),
            "an order names steps of the engine");
  }
  chain = logits::chain_of(engine, chain).value;
  const std::string written = logits::to_text(chain);
  require(logits::to_text(logits::parse_chain(written)) == written, "a chain reads back from its text");
  try {
    const std::vector<double> logits{3, 2, 2, 1, -1};
    const auto kept = logits::candidates_after(chain, logits, {.prompt = {1, 2}, .history = {0, 1}});
    require(!kept.ids.empty(), "a token is left");
  } catch (const Error& error) {
    require(error.failure == Failure::input || error.failure == Failure::no_answer,
            "a chain fails for its input, or has no answer");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Text text{"request.json", {reinterpret_cast<const char*>(bytes), size}};
  Json json;
  try {
    json = logits::io::parse_json(text);
  } catch (const Error& error) {
    require_bad_input(error);
    return 0;
  }
  for (const Engine& engine : logits::engines()) try_request(engine, json, text);
  return 0;
}
