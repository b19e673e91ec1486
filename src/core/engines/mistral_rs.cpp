#include "src/core/engines/table.hpp"

namespace logits {

// mistral.rs: mistralrs-core/src/sampler.rs, mistralrs-server-core/src/openai.rs
Engine mistral_rs_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "mistral.rs",
      .about = "mistral.rs, 2026",
      .chain = {.steps = {Dry{},
                          Penalties{.order = Penalties::Order::additive_first,
                                    .repetition_scope = Penalties::Scope::all,
                                    .additive_scope = Penalties::Scope::output},
                          Bias{}, Temperature{.t = 0}, TopK{}, TopP{}, MinP{.rule = MinP::Rule::above}}},
      .takes = {{"dry-multiplier", "dry_multiplier"},
                {"dry-base", "dry_base"},
                {"dry-allowed-length", "dry_allowed_length"},
                {"dry-breakers", "dry_sequence_breakers"},
                {"frequency-penalty", "frequency_penalty"},
                {"presence-penalty", "presence_penalty"},
                {"repetition-penalty", "repetition_penalty"},
                {"bias", "logit_bias"},
                {"temperature", "temperature"},
                {"top-k", "top_k"},
                {"top-p", "top_p"},
                {"min-p", "min_p"}},
      .limits = {{"temperature", below(1e-7), Answer::greedy},
                 {"top-k", below(0), Answer::off},
                 {"top-p", at_most(0), Answer::off},
                 {"min-p", exactly(1), Answer::off}},
      .request = {.not_done = {{"grammar"}, {"response_format"}}},
      .logprobs = "after-penalties-and-temperature",
      .notes = {"grammar is out of scope: it needs a tokenizer"},
  };
}

}  // namespace logits
