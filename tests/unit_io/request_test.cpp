#include "src/io/request.hpp"

#include "tests/unit_io/requests.hpp"

#include <limits>

using requests::read;
using requests::settings;
using requests::settings_of;
using requests::unknown_keys;
using requests::Words;

TEST_CASE("a request to the OpenAI API is read") {
  const auto request = read("openai", R"({
    "model": "m", "messages": [{"role": "user", "content": "top_k"}], "temperature": 0.7, "top_p": 0.9,
    "frequency_penalty": 0.5, "presence_penalty": -0.5, "logit_bias": {"50256": -100, "11": 5},
    "max_tokens": 5, "stop": ["\n"], "seed": 1, "n": 2, "user": "u", "tools": [], "stream": true,
    "logprobs": true, "top_logprobs": 5})");
  CHECK(settings(request) == "temperature=0.7 top-p=0.9 frequency-penalty=0.5 presence-penalty=-0.5");
  REQUIRE(request.bias.size() == 2);
  CHECK(request.bias[0].token.text == "50256");
  CHECK(request.bias[0].bias == -100);
  CHECK(request.bias[0].given_by == "\"logit_bias\"");
  CHECK(request.unknown.empty());
  CHECK(request.notes.empty());
  CHECK_FALSE(request.greedy);
  CHECK_FALSE(request.order.has_value());
}

TEST_CASE("a generation_config.json is read") {
  const auto request = read("hf", R"({
    "_from_model_config": true, "bos_token_id": 1, "eos_token_id": [2, 3], "pad_token_id": 0,
    "transformers_version": "5.0.0", "max_length": 4096, "do_sample": true, "temperature": 0.6, "top_k": 20,
    "top_p": 0.95, "min_p": 0.0, "typical_p": 0.9, "epsilon_cutoff": 0.0003, "eta_cutoff": 0.0006,
    "top_h": 0.4, "repetition_penalty": 1.05, "no_repeat_ngram_size": 3, "guidance_scale": 1.5,
    "sequence_bias": null})");
  CHECK(settings(request) ==
        "temperature=0.6 top-k=20 top-p=0.95 min-p=0.0 typical=0.9 epsilon=0.0003 eta=0.0006 top-h=0.4 "
        "repetition-penalty=1.05 no-repeat-ngram=3 cfg-scale=1.5");
  CHECK(request.unknown.empty());
  CHECK(request.notes.empty());
}

TEST_CASE("a request that does not draw takes the largest token") {
  const auto greedy = read("hf", R"({"do_sample": false, "temperature": 0.6})");
  CHECK(greedy.greedy);
  CHECK(greedy.notes == Words{"do_sample is false: the largest token is taken"});
  const auto unsaid = read("hf", R"({"temperature": 0.6})");
  CHECK_FALSE(unsaid.greedy);
  CHECK(unsaid.notes == Words{"without do_sample, hf would take the largest token; here tokens are drawn"});
}

TEST_CASE("tgi draws by a temperature or truncation, whatever do_sample says") {
  CHECK(read("tgi", R"({"inputs": "a", "parameters": {"do_sample": false}})").greedy);
  CHECK(read("tgi", R"({"do_sample": false, "temperature": 1.0, "repetition_penalty": 1.1})").greedy);
  CHECK_FALSE(read("tgi", R"({"do_sample": false, "temperature": 0.5})").greedy);
  CHECK_FALSE(read("tgi", R"({"do_sample": false, "top_k": 5})").greedy);
}

TEST_CASE("a request to vllm is read") {
  const auto request = read("vllm", R"({
    "model": "m", "prompt": "a", "temperature": 0.005, "top_k": -1, "min_p": 0.05, "top_p": 1,
    "repetition_penalty": 1.1, "frequency_penalty": 0, "presence_penalty": 0, "logit_bias": {"7": 300},
    "min_tokens": 1, "ignore_eos": true, "allowed_token_ids": [1, 2]})");
  CHECK(settings(request) ==
        "temperature=0.01 top-k=0 min-p=0.05 top-p=1 repetition-penalty=1.1 frequency-penalty=0 "
        "presence-penalty=0");
  CHECK(request.notes == Words{"vllm takes temperature 0.005 as 0.01", "vllm takes bias 300 as 100"});
  CHECK(request.bias[0].bias == 100);
  CHECK(request.not_done == Words{"min_tokens", "allowed_token_ids"});
  CHECK(request.unknown.empty());
}

TEST_CASE("a request to sglang is read, also with its parameters inside") {
  const std::string inner = R"({"temperature": 0, "top_k": -1, "top_p": 0.9, "min_p": 0.1,
                                "max_new_tokens": 5})";
  CHECK(settings_of("sglang", inner) == "temperature=0 top-k=0 top-p=0.9 min-p=0.1");
  CHECK(settings_of("sglang", R"({"text": "a", "sampling_params": )" + inner + "}") ==
        "temperature=0 top-k=0 top-p=0.9 min-p=0.1");
}

TEST_CASE("a request to llama.cpp is read") {
  const auto request = read("llama.cpp", R"({
    "prompt": "a", "n_predict": 16, "cache_prompt": true, "temperature": 0.8, "dynatemp_range": 0.2,
    "dynatemp_exponent": 1.5, "top_k": 40, "top_p": 0.95, "min_p": 0.05, "typical_p": 1.0,
    "top_n_sigma": -1, "xtc_probability": 0.5, "xtc_threshold": 0.1, "repeat_last_n": -1,
    "repeat_penalty": 1.1, "presence_penalty": 0.1, "frequency_penalty": 0.2, "dry_multiplier": 0.8,
    "dry_base": 1.75, "dry_allowed_length": 2, "dry_penalty_last_n": 128, "dry_sequence_breakers": ["\n", ":"],
    "mirostat": 2, "mirostat_tau": 5, "mirostat_eta": 0.1, "logit_bias": [[15043, 1.0], ["no", false]]})");
  CHECK(settings(request) ==
        "temperature=0.8 dynatemp-range=0.2 dynatemp-exponent=1.5 top-k=40 top-p=0.95 min-p=0.05 typical=1.0 "
        "top-n-sigma=0 xtc-probability=0.5 xtc-threshold=0.1 penalty-window=0 repetition-penalty=1.1 "
        "presence-penalty=0.1 frequency-penalty=0.2 dry-multiplier=0.8 dry-base=1.75 dry-allowed-length=2 "
        "dry-window=128 mirostat=2 mirostat-tau=5 mirostat-eta=0.1");
  CHECK(request.breakers == Words{"\n", ":"});
  REQUIRE(request.bias.size() == 2);
  CHECK(request.bias[0].token.is_id);
  CHECK(request.bias[1].bias == -std::numeric_limits<double>::infinity());
  CHECK(request.unknown.empty());
  CHECK(request.notes.empty());
}

TEST_CASE("a window of no tokens switches off what looks at it") {
  const auto request =
      read("llama.cpp", R"({"repeat_last_n": 0, "repeat_penalty": 1.3, "dry_penalty_last_n": 0})");
  CHECK(settings(request) == "repetition-penalty=1 frequency-penalty=0 presence-penalty=0 dry-multiplier=0");
  CHECK(request.notes == Words{"with repeat_last_n 0, llama.cpp looks at no tokens",
                               "with dry_penalty_last_n 0, llama.cpp looks at no tokens"});
}

TEST_CASE("an order of samplers is read from a list, or from letters") {
  const auto list = read("llama.cpp", R"({"samplers": ["temperature", "top_k", "typ_p", "infill"]})");
  CHECK(list.order == Words{"bias", "temperature", "top-k", "typical"});
  CHECK(list.notes == Words{"infill is out of scope, and left out"});
  CHECK(read("llama.cpp", R"({"samplers": "edskypmxt"})").order ==
        Words{"bias", "penalties", "dry", "top-n-sigma", "top-k", "typical", "top-p", "min-p", "xtc",
              "temperature"});
  CHECK(read("llama.cpp", R"({"samplers": []})").order == Words{"bias"});
  CHECK(read("koboldcpp", R"({"sampler_order": [6, 0, 1, 3, 4, 2, 5]})").order ==
        Words{"cfg", "bias", "dry", "penalties", "top-k", "top-a", "tfs", "typical", "top-p", "min-p",
              "temperature", "smoothing", "top-n-sigma", "xtc"});
}

TEST_CASE("llama.cpp's adaptive-p runs only where the order names it") {
  CHECK(settings_of("llama.cpp", R"({"adaptive_target": 0.4, "samplers": ["top_k", "adaptive_p"]})") ==
        "adaptive-target=0.4");
  const auto unnamed = read("llama.cpp", R"({"adaptive_target": 0.4, "adaptive_decay": 0.8})");
  CHECK(settings(unnamed).empty());
  CHECK(unnamed.notes == Words{"adaptive-p does nothing: \"samplers\" does not name adaptive_p"});
  const auto off = read("llama.cpp", R"({"adaptive_target": -1})");
  CHECK(settings(off).empty());
  CHECK(off.notes.empty());
}

TEST_CASE("a request to ollama is read") {
  const auto request = read("ollama", R"({
    "model": "m", "prompt": "a", "stream": false, "keep_alive": "5m",
    "options": {"temperature": 0.8, "top_k": 40, "top_p": 0.9, "min_p": 0.0, "repeat_penalty": 1.1,
                "repeat_last_n": 64, "num_ctx": 4096, "seed": 42, "typical_p": 0.7, "mirostat": 0}})");
  CHECK(settings(request) ==
        "temperature=0.8 top-k=40 top-p=0.9 min-p=0.0 repetition-penalty=1.1 penalty-window=64");
  CHECK(unknown_keys(request) == Words{"typical_p"});
}

TEST_CASE("a request to mlx-lm is read") {
  CHECK(settings_of("mlx-lm", R"({"temperature": 0.7, "top_p": 0.0, "top_k": 20, "xtc_probability": 0.5,
                                  "repetition_penalty": 1.1, "repetition_context_size": 20})") ==
        "temperature=0.7 top-p=1 top-k=20 xtc-probability=0.5 repetition-penalty=1.1 penalty-window=20");
}

TEST_CASE("a request to mistral.rs is read") {
  const auto request = read("mistral.rs", R"({"temperature": 0.7, "min_p": 0.1, "dry_multiplier": 0.8,
                                              "dry_sequence_breakers": ["."], "top_a": 0.2})");
  CHECK(settings(request) == "temperature=0.7 min-p=0.1 dry-multiplier=0.8");
  CHECK(request.breakers == Words{"."});
  CHECK(unknown_keys(request) == Words{"top_a"});
}

TEST_CASE("a request to koboldcpp is read") {
  const auto request = read("koboldcpp", R"({
    "prompt": "a", "max_length": 80, "temperature": 0.7, "top_k": 100, "top_a": 0.1, "tfs": 0.95,
    "typical": 0.9, "top_p": 0.9, "min_p": 0.02, "nsigma": 1.5, "rep_pen": 1.05, "rep_pen_range": 0,
    "rep_pen_slope": 0.7, "smoothing_factor": 0.2, "smoothing_curve": 1.5,
    "dry_sequence_breakers": "[\"\\n\", \":\"]", "adaptive_target": 0.3, "sampler_seed": 5})");
  CHECK(settings(request) ==
        "temperature=0.7 top-k=100 top-a=0.1 tfs=0.95 typical=0.9 top-p=0.9 min-p=0.02 top-n-sigma=1.5 "
        "repetition-penalty=1.05 penalty-window=1 smoothing=0.2 smoothing-curve=1.5 adaptive-target=0.3");
  CHECK(request.breakers == Words{"\n", ":"});
  CHECK(request.notes == Words{"koboldcpp takes rep_pen_range 0 as 1"});
  CHECK(request.not_done == Words{"rep_pen_slope"});
  CHECK(request.seed == "sampler_seed");
}

TEST_CASE("settings of exllamav2 are read") {
  CHECK(
      settings_of("exllamav2", R"({"token_repetition_penalty": 1.02, "token_repetition_range": -1,
                                     "temperature": 0.8, "tfs": 0, "typical": 0, "mirostat": true,
                                     "mirostat_tau": 1.5})") ==
      "repetition-penalty=1.02 penalty-window=0 temperature=0.8 tfs=1 typical=1 mirostat=2 mirostat-tau=1.5");
  CHECK(settings_of("exllamav2", R"({"mirostat": false})") == "mirostat=0");
}
