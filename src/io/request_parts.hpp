#pragma once

#include "src/io/request.hpp"

#include <string_view>
#include <vector>

namespace logits::io {

// The parts of a request; `read_engine_request` puts them together. All throw `Failure::input` with the place
// of what they cannot take.

/// Reads a parameter's number into the settings, as the engine takes it.
void read_request_number(EngineRequest&, const Engine&, const Taken&, const Json&, const Text&);

/// Reads biases in each form that `read_bias` knows, as the engine takes them.
void read_request_biases(EngineRequest&, const Engine&, const Json&, const Text&);

/// Reads DRY's sequence breakers: a list of strings, or that list as JSON in a string.
void read_request_breakers(EngineRequest&, const Json&, const Text&);

/// Reads the order of steps that a request gives: a list of words, or a string of letters. Steps that have no
/// word for it keep their places. Returns the steps and pickers that it names. Throws `Failure::input` for an
/// unknown word.
std::vector<std::string_view> read_request_order(EngineRequest&, const Engine&, const Json&, const Text&);

/// Whether a key of requests has nothing to do with sampling.
bool is_unrelated(std::string_view key);

/// Whether the engine does by this key what this program does not.
bool is_not_done(const Engine&, std::string_view key);

/// Whether such a key's value asks for nothing.
bool is_inert(const Engine&, std::string_view key, const Json& value);

/// Whether the value says nothing at all, or another engine has this key, and is off at this value.
bool is_off_elsewhere(std::string_view key, const Json& value);

}  // namespace logits::io
