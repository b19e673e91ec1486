#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace {

/// The step for "top_k=40" or "typ_p=0.9"; nothing for others.
std::optional<logits::Step> step_of(const std::string& text) {
  const std::string name = text.substr(0, text.find('=')), value = text.substr(text.find('=') + 1);
  if (name == "top_k") return logits::TopK{std::stoul(value)};
  if (name == "typ_p") return logits::Typical{std::stod(value), logits::Typical::Rule::pass};
  return std::nullopt;
}

}  // namespace

TEST_CASE("top-k and typical keep what llama.cpp keeps, with its probabilities") {
  std::size_t tested = 0;
  for (const auto& test : reference::read("llama_cpp_vectors.json")) {
    const std::optional<logits::Step> step = step_of(test["chain"].get<std::string>());
    if (!step) continue;
    ++tested;
    INFO(test["name"].get<std::string>());
    const auto kept = logits::softmax(
        logits::candidates_after({.steps = {*step}}, test["logits"].get<std::vector<double>>()));
    REQUIRE(kept.ids == test["kept"].get<std::vector<logits::TokenId>>());
    const auto probs = test["probs"].get<std::vector<double>>();
    for (std::size_t i = 0; i < probs.size(); ++i) CHECK(std::abs(kept.p[i] - probs[i]) < 1e-6);
  }
  CHECK(tested == 12);
}
