#include "src/core/engines/table.hpp"

namespace logits {

// llama.cpp: common/common.h (common_params_sampling), common/sampling.cpp, src/llama-sampler.cpp,
// tools/server
Engine llama_cpp_engine() {
  using Answer = Limit::Answer;
  using Reading = Taken::Reading;
  return {
      .name = "llama.cpp",
      .about = "llama.cpp, its server and command line, August 2026",
      .chain = {.steps = {Bias{},
                          Penalties{.window = 64,
                                    .repetition_scope = Penalties::Scope::all,
                                    .additive_scope = Penalties::Scope::all},
                          Dry{}, TopNSigma{}, TopK{.k = 40}, Typical{.rule = Typical::Rule::pass},
                          TopP{.p = 0.95}, MinP{.m = 0.05}, Xtc{}, Temperature{.t = 0.8}}},
      .takes = {{"bias", "logit_bias"},
                {"repetition-penalty", "repeat_penalty"},
                {"frequency-penalty", "frequency_penalty"},
                {"presence-penalty", "presence_penalty"},
                {"penalty-window", "repeat_last_n", Reading::zero_is_none},
                {"dry-multiplier", "dry_multiplier"},
                {"dry-base", "dry_base"},
                {"dry-allowed-length", "dry_allowed_length"},
                {"dry-window", "dry_penalty_last_n", Reading::zero_is_none},
                {"dry-breakers", "dry_sequence_breakers"},
                {"top-n-sigma", "top_n_sigma"},
                {"top-k", "top_k"},
                {"typical", "typical_p"},
                {"top-p", "top_p"},
                {"min-p", "min_p"},
                {"xtc-probability", "xtc_probability"},
                {"xtc-threshold", "xtc_threshold"},
                {"temperature", "temperature"},
                {"dynatemp-range", "dynatemp_range"},
                {"dynatemp-exponent", "dynatemp_exponent"},
                {"mirostat", "mirostat"},
                {"mirostat-tau", "mirostat_tau"},
                {"mirostat-eta", "mirostat_eta"},
                {"adaptive-target", "adaptive_target"},
                {"adaptive-decay", "adaptive_decay"}},
      .limits = {{"penalty-window", below(0), Answer::off},
                 {"dry-window", below(0), Answer::off},
                 {"dry-multiplier", below(0), Answer::off},
                 {"top-n-sigma", below(0), Answer::off},
                 {"top-k", below(0), Answer::off},
                 {"typical", above(1), Answer::off},
                 {"top-p", above(1), Answer::off},
                 {"min-p", below(0), Answer::off},
                 {"xtc-probability", below(0), Answer::off},
                 {"temperature", at_most(0), Answer::greedy},
                 {"dynatemp-range", below(0), Answer::off},
                 {"adaptive-target", below(0), Answer::off}},
      .alternatives = {{"with mirostat", has_mirostat, {"bias", "temperature"}}},
      .request = {.order = "samplers",
                  .words = {{"penalties", 'e', "penalties"},
                            {"dry", 'd', "dry"},
                            {"top_n_sigma", 's', "top-n-sigma"},
                            {"top_k", 'k', "top-k"},
                            {"typ_p", 'y', "typical"},
                            {"typical_p", 'y', "typical"},
                            {"top_p", 'p', "top-p"},
                            {"min_p", 'm', "min-p"},
                            {"xtc", 'x', "xtc"},
                            {"temperature", 't', "temperature"},
                            {"adaptive_p", 'a', "adaptive-p"},
                            {"infill", 'i', ""}}},
      .logprobs = "raw",
      .notes =
          {"infill and grammar are out of scope: they need a tokenizer",
           "DRY has the sequence breakers newline, colon, quote and asterisk by default; here only those "
           "that are given"},
  };
}

}  // namespace logits
