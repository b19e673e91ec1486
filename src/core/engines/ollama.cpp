#include "src/core/engines/table.hpp"

namespace logits {

// ollama: api/types.go (DefaultOptions), sample/samplers.go, x/mlxrunner/sample
Engine ollama_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "ollama",
      .about = "Ollama, its own engine, 2026",
      .chain = {.steps = {Penalties{.repetition = 1.1,
                                    .window = 64,
                                    .repetition_scope = Penalties::Scope::all,
                                    .additive_scope = Penalties::Scope::all},
                          TopK{.k = 40}, Temperature{.t = 0.8}, TopP{.p = 0.9}, MinP{}}},
      .takes = {{"repetition-penalty", "repeat_penalty"},
                {"presence-penalty", "presence_penalty"},
                {"frequency-penalty", "frequency_penalty"},
                {"penalty-window", "repeat_last_n", Taken::Reading::zero_is_none},
                {"top-k", "top_k"},
                {"temperature", "temperature"},
                {"top-p", "top_p"},
                {"min-p", "min_p"}},
      .limits = {{"penalty-window", below(0), Answer::off},
                 {"top-k", below(0), Answer::off},
                 {"temperature", below(0), Answer::greedy},
                 {"top-p", below(0), Answer::clamped, 0},
                 {"top-p", above(1), Answer::clamped, 1},
                 {"min-p", below(0), Answer::clamped, 0},
                 {"min-p", above(1), Answer::clamped, 1}},
      .request = {.inside = "options", .not_done = {{"format"}}},
      .logprobs = "raw",
      .notes = {"some models bring defaults of their own", "grammar is out of scope: it needs a tokenizer"},
  };
}

}  // namespace logits
