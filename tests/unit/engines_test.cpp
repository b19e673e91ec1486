#include "logits/engines.hpp"

#include "tests/unit/engine_tests.hpp"

#include <cmath>
#include <functional>
#include <vector>

using engine_tests::engine;
using engine_tests::step;
using logits::Bias;
using logits::candidates_after;
using logits::Chain;
using logits::chain_of;
using logits::Engine;
using logits::engines;
using logits::find_engine;
using logits::has;
using logits::is_off;
using logits::MinP;
using logits::neutral;
using logits::Penalties;
using logits::State;
using logits::Step;
using logits::step_of;
using logits::Temperature;
using logits::to_text;
using logits::TokenId;
using logits::TopK;
using logits::TopP;
using logits::Xtc;

namespace {

using Ids = std::vector<TokenId>;

std::vector<double> logs(std::vector<double> p) {
  for (double& x : p) x = std::log(x);
  return p;
}

/// What an engine keeps where nothing but what `set` sets is on.
Ids kept(std::string_view name, const std::vector<double>& logits, const std::function<void(Chain&)>& set) {
  CAPTURE(name);
  Chain chain = neutral(engine(name));
  set(chain);
  return candidates_after(chain_of(engine(name), chain).value, logits).ids;
}

}  // namespace

TEST_CASE("there are eleven engines, found by name") {
  std::vector<std::string_view> names;
  for (const Engine& e : engines()) {
    names.push_back(e.name);
    CHECK(find_engine(e.name) == &e);
  }
  CHECK(names == std::vector<std::string_view>{"hf", "vllm", "sglang", "llama.cpp", "ollama", "mlx-lm",
                                               "mistral.rs", "tgi", "koboldcpp", "exllamav2", "openai"});
  CHECK(find_engine("") == nullptr);
  CHECK(find_engine("vLLM") == nullptr);
}

TEST_CASE("where engines put temperature decides what top-p keeps") {
  const auto set = [](Chain& chain) {
    step<Temperature>(chain).t = 0.5;
    step<TopP>(chain).p = 0.8;
  };
  for (const auto* const name :
       {"hf", "vllm", "sglang", "tgi", "mistral.rs", "exllamav2", "ollama", "openai"})
    CHECK(kept(name, {3, 2, 1}, set) == Ids{0});  // 0.8668 at T = 0.5
  for (const auto* const name : {"llama.cpp", "koboldcpp", "mlx-lm"})
    CHECK(kept(name, {3, 2, 1}, set) == Ids{0, 1});  // 0.6652, 0.2447 at T = 1
}

TEST_CASE("where engines put temperature decides what min-p keeps") {
  const auto set = [](Chain& chain) {
    step<Temperature>(chain).t = 2;
    step<MinP>(chain).m = 0.2;
  };
  for (const auto* const name : {"hf", "vllm", "sglang", "mistral.rs", "exllamav2", "ollama"})
    CHECK(kept(name, {0, -2}, set) == Ids{0, 1});  // e^-1 = 0.37
  for (const auto* const name : {"llama.cpp", "koboldcpp", "mlx-lm"})
    CHECK(kept(name, {0, -2}, set) == Ids{0});  // e^-2 = 0.14
}

TEST_CASE("min-p before top-p leaves a larger share to each token") {
  const auto set = [](Chain& chain) {
    step<TopP>(chain).p = 0.75;
    step<MinP>(chain).m = 0.4;
  };
  const auto logits = logs({0.4, 0.3, 0.2, 0.06, 0.04});
  CHECK(kept("vllm", logits, set) == Ids{0, 1});  // 0.7 of 0.9
  CHECK(kept("hf", logits, set) == Ids{0, 1, 2});
}

TEST_CASE("top-p after top-k looks at what top-k left, or at all") {
  const auto set = [](Chain& chain) {
    step<TopK>(chain).k = 4;
    step<TopP>(chain).p = 0.82;
  };
  const auto logits = logs({0.35, 0.25, 0.2, 0.05, 0.03, 0.03, 0.03, 0.03, 0.03});
  for (const auto* const name : {"hf", "vllm", "llama.cpp"})
    CHECK(kept(name, logits, set) == Ids{0, 1, 2});  // 0.8 of 0.85
  CHECK(kept("sglang", logits, set) == Ids{0, 1, 2, 3});
}

TEST_CASE("sglang runs top-k before top-p where min-p is on") {
  const auto set = [](Chain& chain) {
    step<TopK>(chain).k = 4;
    step<TopP>(chain).p = 0.82;
    step<MinP>(chain).m = 0.01;
  };
  const auto logits = logs({0.35, 0.25, 0.2, 0.05, 0.03, 0.03, 0.03, 0.03, 0.03});
  CHECK(kept("sglang", logits, set) == Ids{0, 1, 2});
}

TEST_CASE("a sum that is p exactly ends top-p, or not yet") {
  const auto set = [](Chain& chain) {
    step<TopP>(chain).p = 0.5;
  };
  for (const auto* const name : {"hf", "vllm", "llama.cpp"}) CHECK(kept(name, {0, 0, 0, 0}, set).size() == 2);
  CHECK(kept("sglang", {0, 0, 0, 0}, set).size() == 3);
}

TEST_CASE("top-k keeps all that are tied with the last, or exactly k") {
  const auto set = [](Chain& chain) {
    step<TopK>(chain).k = 2;
  };
  for (const auto* const name : {"hf", "tgi", "vllm"}) CHECK(kept(name, {1, 1, 1, 0}, set) == Ids{0, 1, 2});
  for (const auto* const name :
       {"llama.cpp", "sglang", "mlx-lm", "mistral.rs", "ollama", "koboldcpp", "exllamav2"})
    CHECK(kept(name, {1, 1, 1, 0}, set) == Ids{0, 1});
}

TEST_CASE("exllamav2 fits tokens into p, others reach it") {
  const auto set = [](Chain& chain) {
    step<TopP>(chain).p = 0.75;
  };
  const auto logits = logs({0.5, 0.3, 0.15, 0.05});
  for (const Engine& e : engines())
    CHECK(kept(e.name, logits, set) == (e.name == "exllamav2" ? Ids{0, 2, 3} : Ids{0, 1}));
}

TEST_CASE("mistral.rs drops what has just min-p of the largest") {
  const auto set = [](Chain& chain) {
    step<MinP>(chain).m = 0.5;
  };
  CHECK(kept("mistral.rs", logs({0.5, 0.25, 0.25}), set) == Ids{0});
  CHECK(kept("hf", logs({0.5, 0.25, 0.25}), set) == Ids{0, 1, 2});
}

TEST_CASE("engines differ in the order of penalties and bias") {
  const auto logit = [](std::string_view name, double bias) {
    Chain chain = neutral(engine(name));
    auto& penalties = step<Penalties>(chain);
    penalties.repetition = 2;
    penalties.frequency = penalties.presence = 0.5;
    if (bias != 0) step<Bias>(chain).terms = {{.id = 0, .bias = bias}};
    const State state{.history = {0}, .vocabulary = 2};
    return candidates_after(chain_of(engine(name), chain).value, std::vector{2.0, 1.0}, state).logits[0];
  };
  CHECK(logit("vllm", 0) == 0);
  CHECK(logit("llama.cpp", 0) == 0);
  CHECK(logit("sglang", 0) == 0.5);
  CHECK(logit("mistral.rs", 0) == 0.5);
  CHECK(logit("vllm", 1) == 0.5);
  CHECK(logit("sglang", 1) == 1.5);
}

TEST_CASE("engines differ in the tokens that penalties look at") {
  const auto logit = [](std::string_view name, double repetition, double presence) {
    Chain chain = neutral(engine(name));
    step<Penalties>(chain).repetition = repetition;
    step<Penalties>(chain).presence = presence;
    const State state{.prompt = {0}, .vocabulary = 2};
    return candidates_after(chain_of(engine(name), chain).value, std::vector{2.0, 1.0}, state).logits[0];
  };
  CHECK(logit("hf", 2, 0) == 1);
  CHECK(logit("vllm", 2, 0) == 1);
  CHECK(logit("sglang", 2, 0) == 2);
  CHECK(logit("vllm", 1, 0.5) == 2);
  CHECK(logit("mistral.rs", 1, 0.5) == 2);
  CHECK(logit("llama.cpp", 1, 0.5) == 1.5);
  CHECK(logit("mlx-lm", 1, 0.5) == 1.5);
}

TEST_CASE("a neutral chain has everything off and the engine's rules") {
  for (const Engine& e : engines()) {
    CAPTURE(e.name);
    const Chain chain = neutral(e);
    CHECK(chain.steps.size() == e.chain.steps.size());
    for (const Step& s : chain.steps) CHECK(is_off(s));
  }
  CHECK(step_of<Penalties>(neutral(engine("llama.cpp"))).window == 64);
  CHECK(step_of<TopK>(neutral(engine("hf"))).ties == TopK::Ties::all);
  CHECK(step_of<Xtc>(neutral(engine("koboldcpp"))).threshold == 0.2);
}

TEST_CASE("engines have defaults") {
  CHECK(to_text(engine("hf").chain) == "top-k=50 top-k-ties=all");
  CHECK(to_text(engine("vllm").chain).empty());
  CHECK(to_text(engine("sglang").chain).empty());
  CHECK(to_text(engine("llama.cpp").chain) == "top-k=40 top-p=0.95 min-p=0.05 temperature=0.8");
  CHECK(to_text(engine("ollama").chain) ==
        "repetition-penalty=1.1 penalty-window=64 additive-scope=all top-k=40 temperature=0.8 top-p=0.9");
  CHECK(to_text(engine("mlx-lm").chain) == "temperature=0");
  CHECK(to_text(engine("mistral.rs").chain) == "temperature=0");
  CHECK(to_text(engine("tgi").chain).empty());
  CHECK(to_text(engine("koboldcpp").chain) == "top-k=100 top-p=0.9 temperature=0.7");
  CHECK(to_text(engine("exllamav2").chain) ==
        "repetition-penalty=1.025 additive-scope=all temperature=0.8 top-k=50 top-p=0.8 top-p-rule=fit");
  CHECK(to_text(engine("openai").chain).empty());
}
