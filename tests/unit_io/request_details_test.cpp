#include "src/io/request.hpp"
#include "tests/unit_io/requests.hpp"

using logits::engines;
using requests::read;
using requests::refusal_of;
using requests::settings;
using requests::settings_of;
using requests::unknown_keys;
using requests::Words;

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
