#include "src/core/engines/table.hpp"

namespace logits {

// The API reference, create chat completion: what it says of its parameters. The order is assumed.
Engine openai_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "openai",
      .about = "OpenAI's API (assumed: undisclosed), 2026",
      .chain = {.steps = {Bias{}, Penalties{.additive_scope = Penalties::Scope::output}, Temperature{},
                          TopP{}}},
      .takes = {{"bias", "logit_bias"},
                {"frequency-penalty", "frequency_penalty"},
                {"presence-penalty", "presence_penalty"},
                {"temperature", "temperature"},
                {"top-p", "top_p"}},
      .limits = {{"bias", below(-100), Answer::rejected, 0, "-100 to 100"},
                 {"bias", above(100), Answer::rejected, 0, "-100 to 100"},
                 {"frequency-penalty", below(-2), Answer::rejected, 0, "-2 to 2"},
                 {"frequency-penalty", above(2), Answer::rejected, 0, "-2 to 2"},
                 {"presence-penalty", below(-2), Answer::rejected, 0, "-2 to 2"},
                 {"presence-penalty", above(2), Answer::rejected, 0, "-2 to 2"},
                 {"temperature", below(0), Answer::rejected, 0, "0 to 2"},
                 {"temperature", above(2), Answer::rejected, 0, "0 to 2"}},
      .request = {.not_done = {{"response_format"}}},
      .notes = {"order and rules are assumed: nothing is disclosed"},
  };
}

}  // namespace logits
