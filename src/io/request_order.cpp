#include "src/io/json_values.hpp"
#include "src/io/request_parts.hpp"
#include "src/io/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::io {
namespace {

using Word = RequestForm::Word;

/// A sampler as an order names it, and where.
struct Named {
  std::string name;
  std::size_t at;
};

std::vector<Named> letters_of(const std::string& letters, std::size_t at) {
  std::vector<Named> names;
  for (const char letter : letters) names.push_back({std::string(1, letter), at});
  return names;
}

std::vector<Named> words_of(const Json& json, std::string_view key, const Text& text) {
  if (json.array() == nullptr)
    fail(fmt::format("{} is {}, not a list", in_quotes(key), json.kind()), text, json.at);
  std::vector<Named> names;
  for (const Json& item : *json.array()) {
    if (const auto* const word = item.string()) {
      names.push_back({*word, item.at});
    } else if (item.number() != nullptr) {
      names.push_back({std::string(number_text(item, text)), item.at});
    } else {
      fail(fmt::format("{} holds {}", in_quotes(key), item.kind()), text, item.at);
    }
  }
  return names;
}

bool is_step_of(const Engine& engine, std::string_view part) {
  return std::any_of(engine.chain.steps.begin(), engine.chain.steps.end(),
                     [part](const Step& step) { return name(step) == part; });
}

}  // namespace

std::vector<std::string_view> read_request_order(EngineRequest& request, const Engine& engine,
                                                 const Json& json, const Text& text) {
  const auto& words = engine.request.words;
  const bool by_letter =
      json.string() != nullptr &&
      std::any_of(words.begin(), words.end(), [](const Word& word) { return word.letter != 0; });
  std::vector<std::string_view> parts;
  for (const auto& [sampler, at] :
       by_letter ? letters_of(*json.string(), json.at) : words_of(json, engine.request.order, text)) {
    std::string_view word;  // several rows with one word are several steps; with one letter, spellings
    for (const Word& known : words) {
      if (by_letter ? sampler[0] != known.letter || !word.empty() : sampler != known.word) continue;
      word = known.word;
      parts.push_back(known.part);
    }
    if (word.empty()) fail(fmt::format("{} has no sampler {}", engine.name, in_quotes(sampler)), text, at);
    if (parts.back().empty()) {
      parts.pop_back();
      request.notes.push_back(fmt::format("{} is out of scope, and left out", word));
    }
  }

  const auto is_ordered = [&](std::string_view step) {
    return std::any_of(words.begin(), words.end(), [step](const Word& word) { return word.part == step; });
  };
  std::vector<std::string> order;
  bool is_placed = false;
  for (const Step& step : engine.chain.steps) {
    if (!is_ordered(name(step))) {
      order.emplace_back(name(step));
    } else if (!is_placed) {
      for (const std::string_view part : parts) {
        if (is_step_of(engine, part)) order.emplace_back(part);
      }
      is_placed = true;
    }
  }
  request.order = std::move(order);
  return parts;
}

}  // namespace logits::io
