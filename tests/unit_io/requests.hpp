#pragma once

#include "src/io/request.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What tests of requests share.
namespace requests {

using Words = std::vector<std::string>;

inline logits::io::EngineRequest read(std::string_view engine, std::string_view json) {
  REQUIRE(logits::find_engine(engine) != nullptr);
  const logits::io::Text text{"request.json", json};
  return logits::io::read_engine_request(*logits::find_engine(engine), logits::io::parse_json(text), text);
}

/// "temperature=0.7 top-k=40"
inline std::string settings(const logits::io::EngineRequest& request) {
  std::string all;
  for (const auto& setting : request.settings)
    all += (all.empty() ? "" : " ") + setting.name + "=" + setting.value;
  return all;
}

inline std::string settings_of(std::string_view engine, std::string_view json) {
  return settings(read(engine, json));
}

inline Words unknown_keys(const logits::io::EngineRequest& request) {
  Words keys;
  for (const auto& unknown : request.unknown) keys.push_back(unknown.key);
  return keys;
}

inline std::string refusal_of(std::string_view engine, std::string_view json) {
  return logits::refusal([&] { static_cast<void>(read(engine, json)); });
}

}  // namespace requests
