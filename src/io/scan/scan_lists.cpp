#include "src/io/scan/scan_lists.hpp"

#include <utility>

namespace logits::io {
namespace {

template <typename Element>
std::optional<std::vector<Element>> scan_list(Scanner& json, std::optional<Element> (Scanner::*element)()) {
  const std::size_t start = json.place();
  if (!json.take('[')) return std::nullopt;
  std::vector<Element> list;
  do {
    auto next = (json.*element)();
    if (!next) return std::nullopt;
    list.push_back(std::move(*next));
    json.foresee(list, start);
  } while (json.take(','));
  if (!json.take(']')) return std::nullopt;
  return list;
}

}  // namespace

std::optional<std::vector<double>> scan_logits(Scanner& json) {
  return scan_list(json, &Scanner::logit);
}

std::optional<std::vector<std::string>> scan_strings(Scanner& json) {
  return scan_list(json, &Scanner::string);
}

std::optional<std::vector<std::uint64_t>> scan_counts(Scanner& json) {
  return scan_list(json, &Scanner::count);
}

}  // namespace logits::io
