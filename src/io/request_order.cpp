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

/// "top_k;temperature", as llama.cpp's command line takes them.
std::vector<Named> parts_of(std::string_view words, std::size_t at) {
  std::vector<Named> names;
  while (!words.empty()) {
    const std::size_t length = words.find(';');
    names.push_back({std::string(words.substr(0, length)), at});
    words.remove_prefix(length == std::string_view::npos ? words.size() : length + 1);
  }
  return names;
}

/// A word as it is compared: "Top-K" is "topk".
std::string plain(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    const bool joins = (c == '-' || c == '_') && !letters.empty();  // -1 is not 1
    if (!joins) letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters;
}

/// "the samplers are top_k, top_p"; of several spellings the first, and in an order of letters these.
std::string list_of(const std::vector<Word>& words, bool by_letter) {
  std::vector<std::string> list;
  std::string_view last_word;
  std::string_view last_part;
  for (const Word& word : words) {
    const bool is_spelling = word.letter != 0 && word.part == last_part;
    if (!is_spelling && word.word != last_word)
      list.push_back(by_letter ? fmt::format("{} ({})", word.letter, word.word) : std::string(word.word));
    last_word = word.word;
    last_part = word.part;
  }
  return fmt::format("the samplers are {}", fmt::join(list, ", "));
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
  const auto* const string = json.string();
  const bool is_text = string != nullptr && std::any_of(words.begin(), words.end(),
                                                        [](const Word& word) { return word.letter != 0; });
  const bool by_letter = is_text && string->find(';') == std::string::npos;
  std::vector<std::string_view> parts;
  for (const auto& [sampler, at] : by_letter ? letters_of(*string, json.at)
                                   : is_text ? parts_of(*string, json.at)
                                             : words_of(json, engine.request.order, text)) {
    std::string_view word;  // several rows with one word are several steps; with one letter, spellings
    for (const Word& known : words) {
      if (by_letter ? plain(sampler)[0] != known.letter || !word.empty()
                    : plain(sampler) != plain(known.word))
        continue;
      word = known.word;
      parts.push_back(known.part);
    }
    if (word.empty())
      fail(fmt::format("{} has no sampler {}", engine.name, in_quotes(sampler)), text, at,
           list_of(words, by_letter));
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
