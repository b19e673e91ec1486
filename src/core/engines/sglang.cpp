#include "src/core/engines/table.hpp"

namespace logits {

// sglang: python/sglang/srt/sampling/{sampling_params,sampling_batch_info}.py, srt/layers/sampler.py
Engine sglang_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "sglang",
      .about = "SGLang, 2026",
      // top-p and top-k are joint: both look at the same probabilities. So top-p comes first, and the k
      // largest of what it keeps are what both keep.
      .chain = {.steps = {Penalties{.order = Penalties::Order::additive_first,
                                    .repetition_scope = Penalties::Scope::output,
                                    .additive_scope = Penalties::Scope::output},
                          Bias{}, Temperature{}, TopP{.rule = TopP::Rule::pass}, TopK{}, MinP{}}},
      .takes = {{"frequency-penalty", "frequency_penalty"},
                {"presence-penalty", "presence_penalty"},
                {"repetition-penalty", "repetition_penalty"},
                {"bias", "logit_bias"},
                {"temperature", "temperature"},
                {"top-p", "top_p"},
                {"top-k", "top_k"},
                {"min-p", "min_p"}},
      .limits = {{"frequency-penalty", below(-2), Answer::rejected, 0, "-2 to 2"},
                 {"frequency-penalty", above(2), Answer::rejected, 0, "-2 to 2"},
                 {"presence-penalty", below(-2), Answer::rejected, 0, "-2 to 2"},
                 {"presence-penalty", above(2), Answer::rejected, 0, "-2 to 2"},
                 {"repetition-penalty", above(2), Answer::rejected, 0, "numbers above 0, up to 2"},
                 {"temperature", below(0), Answer::rejected, 0, "0 and more"},
                 {"temperature", between(0, 1e-6), Answer::greedy},
                 {"top-k", exactly(-1), Answer::off},
                 {"top-p", at_most(0), Answer::rejected, 0, "numbers above 0, up to 1"}},
      .alternatives = {{"with min-p",
                        has_min_p,
                        {"penalties", "bias", "temperature", "top-k", "top-p", "min-p"}}},
      .request = {.inside = "sampling_params",
                  .not_done = {{"custom_logit_processor"},
                               {"custom_params"},
                               {"ebnf"},
                               {"json_schema"},
                               {"min_new_tokens"},
                               {"min_tokens"},
                               {"regex"},
                               {"response_format"},
                               {"structural_tag"}}},
      .logprobs = "after-penalties-and-temperature",
  };
}

}  // namespace logits
