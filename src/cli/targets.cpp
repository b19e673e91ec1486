#include "src/cli/targets.hpp"

#include "logits/error.hpp"
#include "src/io/documents.hpp"
#include "src/io/format.hpp"
#include "src/io/json.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace logits::cli {
namespace {

std::vector<NextToken> listed_tokens(const io::Text& text) {
  const io::Json list = io::parse_json(text);
  if (list.array() == nullptr) {
    throw Error(Failure::input, fmt::format("the targets are {}", list.kind()),
                text.point(list.at, 1, "expected an array, such as [\"mat\", 17]"));
  }
  std::vector<NextToken> tokens;
  for (const io::Json& each : *list.array()) {
    std::string who = fmt::format("--targets, item {},", tokens.size());
    if (const std::string* const label = each.string()) {
      tokens.push_back({io::TokenName{*label}, std::move(who)});
      continue;
    }
    const std::string_view digits = each.number() != nullptr ? io::number_text(each, text) : "";
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
      throw Error(Failure::input, fmt::format("target {} is neither a string nor an id", tokens.size()),
                  text.point(each.at));
    }
    tokens.push_back({io::TokenName{std::string(digits), true}, std::move(who)});
  }
  return tokens;
}

}  // namespace

std::vector<NextToken> read_targets(const std::string& path) {
  const std::string content = io::read_whole(path);
  const io::Text text{path == "-" ? "stdin" : path, content};
  const std::size_t first = content.find_first_not_of(" \t\n");
  if (first == std::string::npos) {
    throw Error(Failure::input, fmt::format("{} is empty", io::escaped(text.name)),
                io::hint("expected the next tokens, one a line"));
  }
  if (content[first] == '[' && io::is_json(content)) return listed_tokens(text);
  std::vector<NextToken> tokens;
  for (std::size_t at = 0; at < content.size();) {
    const std::size_t end = content.find('\n', at);
    if (end == at) {
      throw Error(Failure::input, "a line without a target",
                  text.line(at) + "\n" + io::hint("a token that is empty is written \"\""));
    }
    tokens.push_back(
        {io::TokenName{content.substr(at, end - at)}, fmt::format("--targets, line {},", tokens.size() + 1)});
    at = end + 1;
  }
  return tokens;
}

void refuse_targets(std::size_t targets, std::uint64_t rows, bool or_more) {
  throw Error(Failure::input,
              fmt::format("--targets has {} for {}{}", io::counted(targets, "token"),
                          io::counted(rows, "row"), or_more ? " or more" : ""),
              io::hint("it needs the next token of each row, bad rows too"));
}

}  // namespace logits::cli
