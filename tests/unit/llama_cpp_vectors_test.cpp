// The chains of tests/reference/llama_cpp_vectors.json that look back or shape: probabilities of the real
// engine, which computes in single precision.
#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace {

/// "temp_ext=1.2,0.3,1" as name and arguments.
struct Call {
  std::string name;
  std::vector<double> arguments;
};

Call parsed(const std::string& text) {
  const std::size_t equals = text.find('=');
  Call call{.name = text.substr(0, equals), .arguments = {}};
  std::istringstream rest(text.substr(equals + 1));
  for (std::string item; std::getline(rest, item, ',');) call.arguments.push_back(std::stod(item));
  return call;
}

}  // namespace

TEST_CASE("dry and dynamic temperature give the probabilities of llama.cpp") {
  int seen = 0;
  for (const auto& vector : reference::read("llama_cpp_vectors.json")) {
    const Call call = parsed(vector["chain"]);
    const std::vector<double>& a = call.arguments;
    logits::Chain chain;
    if (call.name == "dry") {
      chain.steps = {logits::Dry{.multiplier = a[0],
                                 .base = a[1],
                                 .allowed_length = static_cast<std::uint64_t>(a[2]),
                                 .window = static_cast<std::uint64_t>(a[3])}};
    } else if (call.name == "temp_ext") {
      chain.steps = {logits::Temperature{.t = a[0], .range = a[1], .exponent = a[2]}};
    } else {
      continue;
    }
    INFO(vector["name"].get<std::string>());
    const logits::State state{.history = vector["history"]};
    const logits::Distribution found =
        logits::softmax(logits::candidates_after(chain, reference::numbers(vector["logits"]), state));
    REQUIRE(found.ids == vector["kept"].get<std::vector<logits::TokenId>>());
    for (std::size_t i = 0; i < found.p.size(); ++i)
      CHECK(std::abs(found.p[i] - vector["probs"][i].get<double>()) < 1e-6);
    ++seen;
  }
  CHECK(seen == 12);
}
