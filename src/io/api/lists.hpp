#pragma once

#include "src/io/api/response.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace logits::io::api {

/// The positions of [{"token", "bytes", "logprob", "top_logprobs": […]}, …], as chat completions list them
/// and most servers do: with ids, with "prob" and "top_probs", or (llama.cpp until 2024) {"content",
/// "probs"}.
std::vector<Found> entry_positions(const Json& entries, std::uint64_t choice, const Text&);

/// One of these.
Found entry_position(const Json& entry, std::uint64_t choice);

/// The positions of {"tokens": […], "token_logprobs": […], "top_logprobs": [{token: logprob}, …]}, as legacy
/// completions list them. If the first has no log-prob, the prompt is echoed: its tokens come first, and
/// `prompt_tokens` says how many they are.
std::vector<Found> legacy_positions(const Json& lists, std::uint64_t choice,
                                    std::optional<std::uint64_t> prompt_tokens, const Text&);

/// The positions of vLLM's prompt_logprobs: [null, {"9707": {"logprob", "decoded_token"}, …}, …]. `ids` are
/// the tokens of the prompt, or nothing: then each dictionary begins with its one.
std::vector<Found> prompt_positions(const Json& list, std::uint64_t choice, const Json* ids, const Text&);

/// The positions of what a response calls "logprobs", in whichever of these ways.
std::vector<Found> logprobs_positions(const Json& logprobs, std::uint64_t choice,
                                      std::optional<std::uint64_t> prompt_tokens, const Text&);

/// A dictionary of log-probs by token, the likeliest first, equal ones in its order.
std::vector<Entry> by_falling_logprob(std::vector<Entry> entries);

/// Throws `Failure::input` unless two lists are equally long.
void require_equally_long(const Json& list, std::string_view what, std::size_t count, std::string_view of,
                          const Text&);

}  // namespace logits::io::api
