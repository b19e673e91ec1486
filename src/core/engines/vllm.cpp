#include "src/core/engines/table.hpp"

namespace logits {

// vllm: vllm/sampling_params.py, vllm/v1/sample/sampler.py,
// vllm/v1/sample/ops/{penalties,topk_topp_sampler}.py
Engine vllm_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "vllm",
      .about = "vLLM, its V1 sampler, 2026",
      .chain = {.steps = {Bias{},
                          Penalties{.repetition_scope = Penalties::Scope::all,
                                    .additive_scope = Penalties::Scope::output},
                          Temperature{}, MinP{}, TopK{.ties = TopK::Ties::all}, TopP{}}},
      .takes = {{"bias", "logit_bias"},
                {"repetition-penalty", "repetition_penalty"},
                {"frequency-penalty", "frequency_penalty"},
                {"presence-penalty", "presence_penalty"},
                {"temperature", "temperature"},
                {"min-p", "min_p"},
                {"top-k", "top_k"},
                {"top-p", "top_p"}},
      .limits = {{"bias", below(-100), Answer::clamped, -100},
                 {"bias", above(100), Answer::clamped, 100},
                 {"frequency-penalty", below(-2), Answer::rejected, 0, "-2 to 2"},
                 {"frequency-penalty", above(2), Answer::rejected, 0, "-2 to 2"},
                 {"presence-penalty", below(-2), Answer::rejected, 0, "-2 to 2"},
                 {"presence-penalty", above(2), Answer::rejected, 0, "-2 to 2"},
                 {"temperature", below(0), Answer::rejected, 0, "0 to 2"},
                 {"temperature", between(0, 0.01), Answer::clamped, 0.01},
                 {"temperature", above(2), Answer::rejected, 0, "0 to 2"},
                 {"top-k", exactly(-1), Answer::off},
                 {"top-p", at_most(0), Answer::rejected, 0, "numbers above 0, up to 1"}},
      .request = {.not_done = {{"allowed_token_ids"},
                               {"bad_words"},
                               {"extra_args"},
                               {"guided_choice"},
                               {"guided_grammar"},
                               {"guided_json"},
                               {"guided_regex"},
                               {"logits_processors"},
                               {"min_tokens"},
                               {"response_format"},
                               {"structured_outputs"},
                               {"thinking_token_budget"},
                               {"use_beam_search"},
                               {"vllm_xargs"}}},
      .logprobs = "raw",
      .notes = {"top-k keeps all that are tied with the last in batches below 8; this profile does"},
  };
}

}  // namespace logits
