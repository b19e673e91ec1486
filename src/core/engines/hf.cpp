#include "src/core/engines/table.hpp"

namespace logits {

// transformers: generation/utils.py (_get_logits_processor), generation/logits_process.py
Engine hf_engine() {
  using Answer = Limit::Answer;
  return {
      .name = "hf",
      .about = "Hugging Face transformers 5, 2026",
      .chain = {.steps = {Guidance{}, Bias{}, Penalties{.repetition_scope = Penalties::Scope::all},
                          NoRepeatNgram{}, Temperature{}, TopH{.rule = TopH::Rule::terms},
                          TopK{.k = 50, .ties = TopK::Ties::all}, TopP{}, MinP{},
                          Typical{.ties = Typical::Ties::all}, Epsilon{}, Eta{}}},
      .takes = {{"cfg-scale", "guidance_scale"},
                {"bias", ""},  // its sequence_bias is about sequences of tokens
                {"repetition-penalty", "repetition_penalty"},
                {"no-repeat-ngram", "no_repeat_ngram_size"},
                {"temperature", "temperature"},
                {"top-h", "top_h"},
                {"top-k", "top_k"},
                {"top-p", "top_p"},
                {"min-p", "min_p"},
                {"typical", "typical_p"},
                {"epsilon", "epsilon_cutoff"},
                {"eta", "eta_cutoff"}},
      .limits = {{"temperature", at_most(0), Answer::rejected, 0, "numbers above 0"},
                 {"top-h", exactly(0), Answer::rejected, 0, "numbers above 0, up to 1"},
                 {"typical", exactly(0), Answer::rejected, 0, "numbers between 0 and 1"},
                 {"epsilon", exactly(1), Answer::rejected, 0, "numbers between 0 and 1"},
                 {"eta", exactly(1), Answer::rejected, 0, "numbers between 0 and 1"}},
      .request = {.draws = "do_sample",
                  .not_done = {{"bad_words_ids"},
                               {"begin_suppress_tokens"},
                               {"constraints"},
                               {"diversity_penalty"},
                               {"dola_layers"},
                               {"encoder_repetition_penalty", 1},
                               {"encoder_no_repeat_ngram_size"},
                               {"exponential_decay_length_penalty"},
                               {"force_words_ids"},
                               {"forced_bos_token_id"},
                               {"forced_decoder_ids"},
                               {"forced_eos_token_id"},
                               {"min_length"},
                               {"min_new_tokens"},
                               {"num_beam_groups", 1},
                               {"num_beams", 1},
                               {"penalty_alpha"},
                               {"remove_invalid_values"},
                               {"sequence_bias"},
                               {"suppress_tokens"},
                               {"token_healing"},
                               {"watermarking_config"}}},
      .logprobs = "processed",
      .notes = {"draws only with do_sample=True, which this profile takes for granted"},
  };
}

}  // namespace logits
