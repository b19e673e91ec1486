#include "src/core/engines/table.hpp"

namespace logits {

// text-generation-inference: server/text_generation_server/utils/{tokens,logits_process}.py,
// router/src/validation.rs
Engine tgi_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "tgi",
      .about = "Hugging Face text-generation-inference 3, 2026",
      .chain = {.steps = {Penalties{.repetition_scope = Penalties::Scope::all,
                                    .additive_scope = Penalties::Scope::all,
                                    .frequency_unit = Penalties::Frequency::share},
                          Temperature{}, TopK{.ties = TopK::Ties::all}, TopP{},
                          Typical{.ties = Typical::Ties::all}}},
      .takes = {{"repetition-penalty", "repetition_penalty"},
                {"frequency-penalty", "frequency_penalty"},
                {"temperature", "temperature"},
                {"top-k", "top_k"},
                {"top-p", "top_p"},
                {"typical", "typical_p"}},
      .limits = {{"frequency-penalty", below(-2), Answer::rejected, 0, "-2 to 2"},
                 {"frequency-penalty", above(2), Answer::rejected, 0, "-2 to 2"},
                 {"temperature", at_most(0), Answer::rejected, 0, "numbers above 0"},
                 {"top-p", at_most(0), Answer::rejected, 0, "numbers between 0 and 1"},
                 {"typical", at_most(0), Answer::rejected, 0, "numbers between 0 and 1"}},
      .request = {.inside = "parameters",
                  .draws = "do_sample",
                  .settings_make_draw = true,
                  .not_done = {{"grammar"}, {"response_format"}, {"watermark"}}},
      .logprobs = "processed",
      .notes =
          {"draws only with do_sample or a temperature or truncation, which this profile takes for granted",
           "grammar is out of scope: it needs a tokenizer"},
  };
}

}  // namespace logits
