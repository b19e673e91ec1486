#pragma once

#include "logits/engines.hpp"
#include "tests/catch.hpp"

#include <string_view>

/// What tests of engines share.
namespace engine_tests {

inline const logits::Engine& engine(std::string_view name) {
  const logits::Engine* const found = logits::find_engine(name);
  REQUIRE(found != nullptr);
  return *found;
}

template <typename S>
S& step(logits::Chain& chain) {
  S* const found = logits::find_step<S>(chain.steps);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace engine_tests
