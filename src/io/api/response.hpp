#pragma once

#include "src/io/api/entry.hpp"
#include "src/io/json.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logits::io::api {

/// One position as a response lists it.
struct Listing {
  std::optional<Entry> chosen = {};  ///< nothing where the response does not say which token it was
  std::vector<Entry> top = {};       ///< the likeliest tokens
  std::vector<Entry> more = {};      ///< others whose log-prob is told too
  bool may_hold_chosen = false;      ///< the chosen token is listed also where it is not among the likeliest
};

/// Reads a position's list. Gives nothing where there was nothing to predict, before the first token of all.
using ReadListing = std::function<std::optional<Listing>(const Text&)>;

/// A position that stands in a document and has not been read yet. Refers to the document.
struct Found {
  std::uint64_t choice = 0;
  bool in_prompt = false;
  std::size_t at = 0;
  ReadListing read;
  std::optional<std::uint64_t> number = {};  ///< where the response says so; else they are counted
  std::string part = {};                     ///< which part of a Responses stream it belongs to
  bool is_summary = false;                   ///< the part may have come before, piece by piece
  bool is_complaint = false;                 ///< no position: reading it says what is missing
};

/// What a document holds.
struct Response {
  std::vector<Found> positions;
  bool is_chunk = false;    ///< a piece of a stream, whose positions go on from the piece before
  bool is_first = false;    ///< of its stream, for certain
  bool is_last = false;     ///< of its stream
  bool tells_role = false;  ///< as the first piece of a stream does, and some servers' every piece
  std::vector<std::uint64_t> finished = {};  ///< choices that say that they end here
  std::string id = {};                       ///< of the stream, if it has one
  std::string_view ask = "logprobs: true";   ///< what a request for log-probs says to this API
};

/// A shape of responses: those of one API and of the servers that speak it.
struct Family {
  bool (*fits)(const Json& object, const Text&);
  Response (*read)(const Json& object, const Text&);
};

/// Whether a document is a response of an API that is known, or its error message.
bool is_response(const Json& document, const Text&);

/// The positions of a response, in their order. Throws `Failure::input` for an error message, showing it.
Response read_response(const Json& document, const Text&);

/// Adds positions at the end.
void append(std::vector<Found>& positions, std::vector<Found> more);

/// A position in whose place an error is to come when its turn is.
Found complaint(std::uint64_t choice, const std::string& what, std::size_t at);

/// The same for a choice that has no log-probs.
Found no_logprobs(std::uint64_t choice, std::size_t at, std::string_view ask);

}  // namespace logits::io::api
