#include "logits/engines.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

using logits::adjusted;
using logits::Alternative;
using logits::Bias;
using logits::candidates_after;
using logits::Chain;
using logits::chain_of;
using logits::Engine;
using logits::engines;
using logits::find_engine;
using logits::has;
using logits::in_order;
using logits::is_off;
using logits::Limit;
using logits::MinP;
using logits::Mirostat;
using logits::neutral;
using logits::Parameter;
using logits::Penalties;
using logits::Range;
using logits::refusal;
using logits::State;
using logits::Step;
using logits::step_of;
using logits::Taken;
using logits::Temperature;
using logits::to_text;
using logits::TokenId;
using logits::TopK;
using logits::TopP;
using logits::value_text;
using logits::Xtc;

namespace {

using Ids = std::vector<TokenId>;

const Engine& engine(std::string_view name) {
  const Engine* const found = find_engine(name);
  REQUIRE(found != nullptr);
  return *found;
}

template <typename S>
S& step(Chain& chain) {
  S* const found = logits::find_step<S>(chain.steps);
  REQUIRE(found != nullptr);
  return *found;
}

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

std::string refused(std::string_view name, std::string_view parameter, double value) {
  return refusal([&] { static_cast<void>(adjusted(engine(name), parameter, value)); });
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

TEST_CASE("every parameter that an engine takes or limits belongs to one of its steps") {
  std::vector<std::string_view> of_pickers;
  Mirostat::fields([&](const Parameter& p, auto) { of_pickers.push_back(p.name); });
  logits::AdaptiveP::fields([&](const Parameter& p, auto) { of_pickers.push_back(p.name); });
  for (const Engine& e : engines()) {
    CAPTURE(e.name);
    std::vector<std::string_view> known = of_pickers;
    for (const Step& s : e.chain.steps) {
      std::visit([&]<typename S>(
                     const S&) { S::fields([&](const Parameter& p, auto) { known.push_back(p.name); }); },
                 s);
    }
    const auto knows = [&](std::string_view name) {
      return std::find(known.begin(), known.end(), name) != known.end();
    };
    for (const Taken& taken : e.takes) {
      CAPTURE(taken.parameter);
      CHECK(knows(taken.parameter));
    }
    for (const Limit& limit : e.limits) {
      CAPTURE(limit.parameter);
      CHECK(has(e, limit.parameter));
    }
    for (const Alternative& alternative : e.alternatives) {
      CHECK(in_order(e.chain, alternative.order).steps.size() == alternative.order.size());
    }
  }
}

TEST_CASE("an engine has the parameters of its requests and the rules of its steps") {
  CHECK(has(engine("vllm"), "top-k"));
  CHECK(has(engine("vllm"), "top-k-ties"));
  CHECK(has(engine("llama.cpp"), "mirostat"));
  CHECK_FALSE(has(engine("vllm"), "mirostat"));
  CHECK_FALSE(has(engine("vllm"), "penalty-window"));
  CHECK_FALSE(has(engine("hf"), "frequency-penalty"));
  CHECK_FALSE(has(engine("openai"), "repetition-penalty"));
  CHECK_FALSE(has(engine("tgi"), "bias"));
}

TEST_CASE("an engine answers in its own way to values that it does not take") {
  const auto taken = [](std::string_view name, std::string_view parameter, double value) {
    const auto [v, said] = adjusted(engine(name), parameter, value);
    return value_text(Parameter{.name = "", .range = Range::any}, v) + (said.empty() ? "" : ": " + said);
  };
  CHECK(taken("vllm", "temperature", 0) == "0");
  CHECK(taken("vllm", "temperature", 0.005) == "0.01: vllm takes temperature 0.005 as 0.01");
  CHECK(taken("vllm", "temperature", 0.01) == "0.01");
  CHECK(taken("vllm", "temperature", 2) == "2");
  CHECK(taken("vllm", "bias", -250) == "-100: vllm takes bias -250 as -100");
  CHECK(taken("vllm", "bias", 100) == "100");
  CHECK(taken("vllm", "top-k", -1) == "0");
  CHECK(taken("sglang", "temperature", 1e-7) == "0: sglang takes the largest token at temperature 1e-07");
  CHECK(taken("sglang", "temperature", 1e-6) == "1e-06");
  CHECK(taken("llama.cpp", "temperature", 0) == "0");
  CHECK(taken("llama.cpp", "temperature", -1) == "0: llama.cpp takes the largest token at temperature -1");
  CHECK(taken("llama.cpp", "top-n-sigma", -1) == "0");
  CHECK(taken("exllamav2", "temperature", 0.005) ==
        "0: exllamav2 takes the largest token at temperature 0.005");
  CHECK(taken("mlx-lm", "top-p", 0) == "1: mlx-lm takes top-p 0 as off");
  CHECK(taken("ollama", "top-p", 1.5) == "1: ollama takes top-p 1.5 as 1");
}

TEST_CASE("an engine rejects what it rejects, and what it does not have") {
  CHECK(refused("vllm", "temperature", 3) == "vllm rejects temperature 3: it takes 0 to 2");
  CHECK(refused("vllm", "top-p", 0) == "vllm rejects top-p 0: it takes numbers above 0, up to 1");
  CHECK(refused("hf", "temperature", 0) == "hf rejects temperature 0: it takes numbers above 0");
  CHECK(refused("tgi", "temperature", -1) == "tgi rejects temperature -1: it takes numbers above 0");
  CHECK(refused("openai", "temperature", 2.5) == "openai rejects temperature 2.5: it takes 0 to 2");
  CHECK(refused("openai", "bias", 101) == "openai rejects bias 101: it takes -100 to 100");
  CHECK(refused("vllm", "dry-multiplier", 0.8) == "vllm has no dry-multiplier");
  CHECK(refused("openai", "top-k", 40) == "openai has no top-k");
}

TEST_CASE("every engine accepts values that are off, and bans where it has biases") {
  const double ban = -std::numeric_limits<double>::infinity();
  for (const Engine& e : engines()) {
    CAPTURE(e.name);
    logits::for_each_part_type([&]<typename Part>() {
      Part::fields([&](const Parameter& parameter, auto member) {
        if constexpr (!requires { (Part{}.*member).size(); }) {
          const auto off = static_cast<double>(Part{}.*member);
          CHECK(adjusted(e, parameter.name, off).value == off);
          CHECK(adjusted(e, parameter.name, off).said.empty());
        }
      });
    });
    if (has(e, "bias")) CHECK(adjusted(e, "bias", ban).value == ban);
  }
}

TEST_CASE("mirostat leaves only some steps in llama.cpp and koboldcpp") {
  const auto with_mirostat = [](std::string_view name) {
    Chain chain = engine(name).chain;
    chain.picker = Mirostat{.version = Mirostat::Version::two};
    return chain_of(engine(name), chain);
  };
  const auto [chain, said] = with_mirostat("llama.cpp");
  CHECK(to_text(chain) == "temperature=0.8 mirostat=2");
  CHECK(said == "with mirostat, llama.cpp leaves out top-k, top-p, min-p");
  CHECK(to_text(with_mirostat("koboldcpp").value) == "top-k=3000 temperature=0.7 mirostat=2");
  CHECK(with_mirostat("exllamav2").said.empty());
}

TEST_CASE("mlx-lm tosses no coin at temperature 0") {
  Chain chain = engine("mlx-lm").chain;
  step<Xtc>(chain).probability = 1;
  const auto greedy = chain_of(engine("mlx-lm"), chain);
  CHECK(candidates_after(greedy.value, std::vector{1.0, 1.1, 1.0}).ids == Ids{1});
  CHECK(greedy.said == "at temperature 0, mlx-lm leaves out xtc");
  step<Temperature>(chain).t = 1;
  CHECK(chain_of(engine("mlx-lm"), chain).value == chain);
}

TEST_CASE("koboldcpp looks at the 3,000 largest logits") {
  std::vector<double> logits(4000);
  for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = static_cast<double>(i) * 1e-3;
  const Chain chain = chain_of(engine("koboldcpp"), neutral(engine("koboldcpp"))).value;
  const Ids ids = candidates_after(chain, logits).ids;
  CHECK(ids.size() == 3000);
  CHECK(ids.front() == 1000);
}

TEST_CASE("koboldcpp looks for its 3,000 largest right after DRY, in any order of the others") {
  const std::vector<std::string_view> names{"bias", "dry", "temperature"};
  const auto [chain, said] = chain_of(engine("koboldcpp"), in_order(engine("koboldcpp").chain, names));
  CHECK(to_text(chain) == "top-k=3000 temperature=0.7");
  CHECK(said.empty());
}

TEST_CASE("steps are put in an order by their names") {
  const Chain chain{.steps = {TopK{2}, TopP{0.9}, MinP{0.1}}};
  const std::vector<std::string_view> names{"min-p", "top-k", "typical"};
  CHECK(in_order(chain, names).steps == std::vector<Step>{MinP{0.1}, TopK{2}});
}
