#include "logits/engines.hpp"
#include "tests/unit/engine_tests.hpp"
#include "tests/unit_io/refusal.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

using engine_tests::engine;
using engine_tests::step;
using logits::adjusted;
using logits::Alternative;
using logits::candidates_after;
using logits::Chain;
using logits::chain_of;
using logits::Engine;
using logits::engines;
using logits::has;
using logits::in_order;
using logits::Limit;
using logits::MinP;
using logits::Mirostat;
using logits::neutral;
using logits::Parameter;
using logits::Range;
using logits::refusal;
using logits::Step;
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

std::string refused(std::string_view name, std::string_view parameter, double value) {
  return refusal([&] { static_cast<void>(adjusted(engine(name), parameter, value)); });
}

}  // namespace

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
