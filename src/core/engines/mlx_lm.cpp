#include "src/core/engines/table.hpp"

namespace logits {

// mlx-lm: mlx_lm/sample_utils.py (make_sampler, make_logits_processors), mlx_lm/server.py
Engine mlx_lm_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "mlx-lm",
      .about = "Apple's mlx-lm, 2026",
      .chain = {.steps = {Bias{},
                          Penalties{.window = 20,
                                    .repetition_scope = Penalties::Scope::all,
                                    .additive_scope = Penalties::Scope::all},
                          TopP{}, MinP{}, Xtc{}, TopK{}, Temperature{.t = 0}}},
      .takes = {{"bias", "logit_bias"},
                {"repetition-penalty", "repetition_penalty"},
                {"presence-penalty", "presence_penalty"},
                {"frequency-penalty", "frequency_penalty"},
                {"penalty-window", "repetition_context_size"},
                {"top-p", "top_p"},
                {"min-p", "min_p"},
                {"xtc-probability", "xtc_probability"},
                {"xtc-threshold", "xtc_threshold"},
                {"top-k", "top_k"},
                {"temperature", "temperature"}},
      .limits = {{"top-p", at_most(0), Answer::off},
                 {"xtc-threshold", above(0.5), Answer::rejected, 0, "0 to 0.5"},
                 {"temperature", below(0), Answer::rejected, 0, "0 and more"}},
      .alternatives = {{"at temperature 0", is_greedy, {"bias", "penalties", "temperature"}}},
      .logprobs = "before-temperature",
      .notes = {"XTC spares special tokens, which are not known here"},
  };
}

}  // namespace logits
