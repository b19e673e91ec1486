#include "src/io/request.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <limits>
#include <string>
#include <vector>

using logits::engines;
using logits::find_engine;
using logits::refusal;
using logits::io::EngineRequest;
using logits::io::parse_json;
using logits::io::read_engine_request;
using logits::io::Text;

namespace {

using Words = std::vector<std::string>;

EngineRequest read(std::string_view engine, std::string_view json) {
  REQUIRE(find_engine(engine) != nullptr);
  const Text text{"request.json", json};
  return read_engine_request(*find_engine(engine), parse_json(text), text);
}

/// "temperature=0.7 top-k=40"
std::string settings(const EngineRequest& request) {
  std::string all;
  for (const auto& setting : request.settings)
    all += (all.empty() ? "" : " ") + setting.name + "=" + setting.value;
  return all;
}

std::string settings_of(std::string_view engine, std::string_view json) {
  return settings(read(engine, json));
}

Words unknown_keys(const EngineRequest& request) {
  Words keys;
  for (const auto& unknown : request.unknown) keys.push_back(unknown.key);
  return keys;
}

std::string refusal_of(std::string_view engine, std::string_view json) {
  return refusal([&] { static_cast<void>(read(engine, json)); });
}

}  // namespace

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

TEST_CASE("null is as good as nothing, and a whole number may have a point") {
  CHECK(settings_of("vllm", R"({"temperature": null, "top_k": 40.0, "logit_bias": null})") == "top-k=40");
}

TEST_CASE("a setting that another engine has is passed over where it is off") {
  const auto request = read("vllm", R"({"mirostat": 0, "typical_p": 1.0, "dry_multiplier": 0, "tfs": 0.5})");
  CHECK(unknown_keys(request) == Words{"tfs"});
  CHECK(request.unknown[0].place.find("  --> request.json:1:56\n") == 0);
}

TEST_CASE("a value of the wrong type is refused with its place") {
  CHECK(refusal_of("vllm", "{\"prompt\": \"a\",\n \"temperature\": \"0.7\"}") ==
        "'temperature' is a string, not a number\n"
        "  --> request.json:2:17\n"
        "  2 |  \"temperature\": \"0.7\"}\n"
        "    |                 ^");
  CHECK(refusal_of("vllm", R"({"top_k": 40.5})") ==
        "'top_k' must be a whole number from 0 to 2^64 - 1, not 40.5\n"
        "  --> request.json:1:11\n"
        "  1 | {\"top_k\": 40.5}\n"
        "    |           ^^^^");
  CHECK(refusal_of("hf", R"({"do_sample": "no"})").find("'do_sample' is a string, not true or false\n") == 0);
  CHECK(refusal_of("vllm", R"({"top_p": true})").find("'top_p' is a boolean, not a number\n") == 0);
  CHECK(refusal_of("vllm", R"({"top_p": 1.5})").find("'top_p' must be a number from 0 to 1, not 1.5\n") == 0);
  CHECK(refusal_of("llama.cpp", R"({"mirostat": 3})").find("'mirostat' must be one of 0, 1, 2, not 3\n") ==
        0);
  CHECK(refusal_of("llama.cpp", R"({"dry_sequence_breakers": 3})")
            .find("the sequence breakers are a number, not a list\n") == 0);
  CHECK(refusal_of("llama.cpp", R"({"dry_sequence_breakers": [3]})")
            .find("a sequence breaker is a number, not a string\n") == 0);
  CHECK(refusal_of("llama.cpp", R"({"logit_bias": 3})").find("the biases are a number\n") == 0);
  CHECK(refusal_of("openai", "[1]") ==
        "the request is an array, not an object\n"
        "  --> request.json:1:1\n"
        "  1 | [1]\n"
        "    | ^ expected {\"temperature\": 0.7, ...}");
}

TEST_CASE("a value that the engine rejects is refused with its place") {
  CHECK(refusal_of("vllm", R"({"temperature": 3})") ==
        "vllm rejects temperature 3: it takes 0 to 2\n"
        "  --> request.json:1:17\n"
        "  1 | {\"temperature\": 3}\n"
        "    |                 ^");
  CHECK(refusal_of("openai", R"({"logit_bias": {"5": 101}})")
            .find("openai rejects bias 101: it takes -100 to 100\n  --> request.json:1:16\n") == 0);
}

TEST_CASE("a setting that is there twice is refused") {
  CHECK(refusal_of("vllm", R"({"top_k": 1, "top_k": 2})").find("'top_k'") != std::string::npos);
  CHECK(refusal_of("sglang", R"({"top_k": 1, "sampling_params": {"top_k": 2}})")
            .find("'top_k' sets the top-k a second time\n  --> request.json:1:34\n") == 0);
}

TEST_CASE("an order with an unknown sampler is refused") {
  CHECK(refusal_of("llama.cpp", R"({"samplers": ["top_k", "magic"]})") ==
        "llama.cpp has no sampler 'magic'\n"
        "  --> request.json:1:24\n"
        "  1 | {\"samplers\": [\"top_k\", \"magic\"]}\n"
        "    |                        ^ the samplers are penalties, dry, top_n_sigma, top_k, typ_p, top_p, "
        "min_p, "
        "xtc, temperature, adaptive_p, infill");
  CHECK(refusal_of("llama.cpp", R"({"samplers": "kz"})").find("the samplers are e (penalties), d (dry), ") !=
        std::string::npos);
  CHECK(refusal_of("llama.cpp", R"({"samplers": "kz"})").find("llama.cpp has no sampler 'z'\n") == 0);
  CHECK(refusal_of("koboldcpp", R"({"sampler_order": [7]})").find("koboldcpp has no sampler '7'\n") == 0);
  CHECK(refusal_of("koboldcpp", R"({"sampler_order": "6"})")
            .find("'sampler_order' is a string, not a list\n") == 0);
  CHECK(refusal_of("koboldcpp", R"({"sampler_order": [null]})").find("'sampler_order' holds null\n") == 0);
}

TEST_CASE("a key of nothing is unknown") {
  for (const auto& engine : engines()) {
    CAPTURE(engine.name);
    CHECK(unknown_keys(read(engine.name, R"({"": 1})")) == Words{""});
  }
}

TEST_CASE("what llama.cpp's server echoes of its settings is read") {
  const auto request = read("llama.cpp", R"({
    "seed": 4294967295, "temperature": 0.8, "dynatemp_range": 0, "dynatemp_exponent": 1, "top_k": 40,
    "top_p": 0.95, "min_p": 0.05, "top_n_sigma": -1, "xtc_probability": 0, "xtc_threshold": 0.1,
    "typical_p": 1, "repeat_last_n": 64, "repeat_penalty": 1, "presence_penalty": 0, "frequency_penalty": 0,
    "dry_multiplier": 0, "dry_base": 1.75, "dry_allowed_length": 2, "dry_penalty_last_n": 4096,
    "dry_sequence_breakers": ["\n", ":", "\"", "*"], "mirostat": 0, "mirostat_tau": 5, "mirostat_eta": 0.1,
    "stop": [], "max_tokens": -1, "n_predict": -1, "n_keep": 0, "n_discard": 0, "ignore_eos": false,
    "stream": true, "logit_bias": [], "n_probs": 0, "min_keep": 0, "grammar": "", "grammar_lazy": false,
    "grammar_triggers": [], "preserved_tokens": [], "chat_format": "Content-only",
    "reasoning_format": "deepseek", "reasoning_in_content": false, "thinking_forced_open": false,
    "samplers": ["penalties", "dry", "top_n_sigma", "top_k", "typ_p", "top_p", "min_p", "xtc", "temperature"],
    "speculative.n_max": 16, "speculative.n_min": 0, "speculative.p_min": 0.75, "timings_per_token": false,
    "post_sampling_probs": false, "backend_sampling": false, "lora": []})");
  CHECK(request.breakers == Words{"\n", ":", "\"", "*"});
  CHECK(request.seed.empty());
  CHECK(request.notes.empty());
  CHECK(request.not_done.empty());
  CHECK(unknown_keys(request).empty());
}

TEST_CASE("what an engine does and this program does not is told, but where it is off") {
  CHECK(read("llama.cpp", R"({"grammar": "root ::= x", "min_keep": 2, "json_schema": {"type": "object"}})")
            .not_done == Words{"grammar", "min_keep", "json_schema"});
  CHECK(read("hf", R"({"do_sample": true, "num_beams": 4, "suppress_tokens": [1], "min_length": 3})")
            .not_done == Words{"num_beams", "suppress_tokens", "min_length"});
  const auto off = read("hf", R"({"do_sample": true, "num_beams": 1, "suppress_tokens": [], "min_length": 0,
                                  "encoder_repetition_penalty": 1.0, "sequence_bias": {}})");
  CHECK(off.not_done.empty());
  CHECK(read("koboldcpp", R"({"rep_pen_slope": 0})").not_done == Words{"rep_pen_slope"});
  CHECK(read("exllamav2", R"({"max_temp": 1.0, "min_temp": 1.0, "temperature_last": false, "skew": 0})")
            .not_done.empty());
  CHECK(read("vllm", R"({"response_format": {"type": "text"}})").not_done.empty());
  CHECK(read("vllm", R"({"response_format": {"type": "json_object"}})").not_done == Words{"response_format"});
}

TEST_CASE("a seed and a number of answers are the engine's own") {
  const auto request = read("ollama", R"({"options": {"seed": 42}})");
  CHECK(request.seed == "seed");
  CHECK(request.count.empty());
  CHECK(read("vllm", R"({"n": 3})").count == "n");
  CHECK(read("vllm", R"({"n": 1, "seed": null})").count.empty());
  CHECK(read("koboldcpp", R"({"sampler_seed": -1})").seed.empty());
}

TEST_CASE("parameters inside something that is not an object are refused") {
  CHECK(refusal_of("sglang", R"({"sampling_params": [{"top_k": 2}]})") ==
        "'sampling_params' is an array, not an object\n"
        "  --> request.json:1:21\n"
        "  1 | {\"sampling_params\": [{\"top_k\": 2}]}\n"
        "    |                     ^");
  CHECK(refusal_of("ollama", R"({"options": []})").find("'options' is an array, not an object\n") == 0);
  CHECK(unknown_keys(read("vllm", R"({"options": {"top_k": 2}})")) == Words{"options"});
}

TEST_CASE("llama.cpp's samplers may be spelled in several ways") {
  CHECK(read("llama.cpp", R"({"samplers": ["Top-K", "topk", "temp", "TYP", "typical", "typ-p", "nucleus",
                                           "top-p", "min-p", "top-n-sigma"]})")
            .order == Words{"bias", "top-k", "top-k", "temperature", "typical", "typical", "typical", "top-p",
                            "top-p", "min-p", "top-n-sigma"});
  CHECK(read("llama.cpp", R"({"samplers": "KT"})").order == Words{"bias", "top-k", "temperature"});
  CHECK(read("llama.cpp", R"({"samplers": "top-k;temp"})").order == Words{"bias", "top-k", "temperature"});
}
