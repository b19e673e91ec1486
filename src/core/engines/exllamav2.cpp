#include "src/core/engines/table.hpp"

namespace logits {

// exllamav2: exllamav2/generator/sampler.py, exllamav2/exllamav2_ext/ext_sampling.cpp (sample_basic)
Engine exllamav2_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "exllamav2",
      .about = "ExLlamaV2 0.3, 2025",
      .chain = {.steps = {Guidance{},
                          Penalties{.repetition = 1.025,
                                    .repetition_scope = Penalties::Scope::all,
                                    .additive_scope = Penalties::Scope::all},
                          Bias{}, Dry{}, Smoothing{}, Temperature{.t = 0.8}, TopK{.k = 50},
                          TopP{.p = 0.8, .rule = TopP::Rule::fit}, TopA{}, MinP{}, TailFree{}, Typical{},
                          Xtc{}},
                .picker = Mirostat{.tau = 1.5}},
      .takes = {{"cfg-scale", "cfg_scale"},
                {"repetition-penalty", "token_repetition_penalty"},
                {"frequency-penalty", "token_frequency_penalty"},
                {"presence-penalty", "token_presence_penalty"},
                {"penalty-window", "token_repetition_range"},
                {"repetition-penalty", "repetition_penalty"},  // TabbyAPI's spellings
                {"frequency-penalty", "frequency_penalty"},
                {"presence-penalty", "presence_penalty"},
                {"penalty-window", "penalty_range"},
                {"bias", "logit_bias"},
                {"dry-multiplier", "dry_multiplier"},
                {"dry-base", "dry_base"},
                {"dry-allowed-length", "dry_allowed_length"},
                {"dry-window", "dry_range"},
                {"dry-breakers", "dry_sequence_breakers"},
                {"smoothing", "smoothing_factor"},
                {"temperature", "temperature"},
                {"top-k", "top_k"},
                {"top-p", "top_p"},
                {"top-a", "top_a"},
                {"min-p", "min_p"},
                {"tfs", "tfs"},
                {"typical", "typical"},
                {"xtc-probability", "xtc_probability"},
                {"xtc-threshold", "xtc_threshold"},
                {"mirostat", "mirostat", Taken::Reading::flag_is_two},
                {"mirostat", "mirostat_mode"},
                {"mirostat-tau", "mirostat_tau"},
                {"mirostat-eta", "mirostat_eta"}},
      .limits = {{"penalty-window", below(0), Answer::off},
                 {"temperature", below(0.01), Answer::greedy},
                 {"top-p", at_most(0), Answer::off},
                 {"min-p", exactly(1), Answer::off},
                 {"tfs", at_most(0), Answer::off},
                 {"typical", at_most(0), Answer::off},
                 {"mirostat", exactly(1), Answer::rejected, 0, "0 and 2"}},
      .request = {.not_done = {{"allowed_tokens"},    {"ban_eos_token"},
                               {"banned_strings"},    {"banned_tokens"},
                               {"custom_token_bans"}, {"filters"},
                               {"grammar_string"},    {"json_schema"},
                               {"max_temp"},          {"max_temp", 1},
                               {"min_temp"},          {"min_temp", 1},
                               {"min_tokens"},        {"post_sampling_hooks"},
                               {"regex_pattern"},     {"repetition_decay"},
                               {"response_format"},   {"skew"},
                               {"temp_exponent"},     {"temp_exponent", 1},
                               {"temperature_last"},  {"token_bias"},
                               {"token_healing"},     {"token_repetition_decay"}}},
      .logprobs = "processed",
      .notes =
          {"its DRY penalty grows with the number of occurrences too, and has sequence breakers by default; "
           "here it does neither",
           "filters and grammar are out of scope: they need a tokenizer"},
  };
}

}  // namespace logits
