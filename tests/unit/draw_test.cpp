#include "logits/draw.hpp"

#include "tests/catch.hpp"

#include <vector>

TEST_CASE("a draw takes the first token whose cumulative probability exceeds u") {
  const logits::Sampler sampler({.ids = {0, 1, 2}, .p = {0.25, 0.5, 0.25}, .logp = {}, .entropy = 0});
  CHECK(sampler.draw(0) == 0);
  CHECK(sampler.draw(0.25) == 1);
  CHECK(sampler.draw(0.7499) == 1);
  CHECK(sampler.draw(0.75) == 2);
  CHECK(sampler.draw(1 - 0x1p-53) == 2);
}
