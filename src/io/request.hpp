#pragma once

#include "logits/engines.hpp"
#include "src/io/json.hpp"
#include "src/io/row.hpp"

#include <optional>
#include <string>
#include <vector>

namespace logits::io {

/// What a request to an engine says of sampling, in our words.
struct EngineRequest {
  /// Parameters of the engine, each once, with values that ours may take: the engine's own answers are
  /// applied already (vllm's temperature 0.005 is 0.01 here).
  std::vector<Setting> settings;
  bool greedy = false;  ///< it asks for the largest token: temperature 0, also where the engine rejects that
  std::vector<NamedBias> bias;
  std::optional<std::vector<std::string>> order;  ///< all steps to be run, by name, where it gives an order
  std::vector<std::string> breakers;              ///< of DRY, as texts
  std::string seed, count;  ///< the keys by which it gives a seed and asks for several answers, or empty
  std::vector<std::string> not_done;  ///< keys of what the engine does to the result, and this program not
  std::vector<std::string> notes;     ///< what to tell of it, a line each
  struct Unknown {
    std::string key;
    std::string place;  ///< a line for an error
  };
  std::vector<Unknown> unknown;  ///< keys that the engine does not have, and that may matter
};

/// Reads an engine's JSON request, or for "hf" a generation_config.json. What has nothing to do with sampling
/// is passed over, and so is null, and what another engine calls by that key where it is off. What
/// the engine does and this program does not is passed over only where it is off. Throws `Failure::input`
/// with the place of a value of the wrong type, or that the engine rejects.
EngineRequest read_engine_request(const Engine&, const Json&, const Text&);

/// The same from a file, or from standard input for "-".
EngineRequest read_engine_request_file(const Engine&, const std::string& path);

}  // namespace logits::io
