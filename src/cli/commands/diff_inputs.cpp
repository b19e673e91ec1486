#include "src/cli/commands/diff_inputs.hpp"

#include "src/io/format.hpp"
#include "src/io/json.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

std::string places(const io::Row& a, const io::Row& b) {
  if (a.place == b.place) return a.place;
  return a.place + (a.place.empty() || b.place.empty() ? "" : "\n") + b.place;
}

void require_whole(const io::Row& row, const std::string& name, std::uint64_t number) {
  if (!row.rest) return;
  throw Error(Failure::no_answer,
              fmt::format("row {} of {} lists only {} of its tokens: what the others have is unknown", number,
                          name, io::grouped(row.count())),
              row.place + (row.place.empty() ? "" : "\n") +
                  io::hint("a divergence needs all tokens, from both models; --closed takes those listed for "
                           "all there are"));
}

}  // namespace

std::string name_of_input(const std::string& input) {
  return input == "-" ? "stdin" : io::is_json(input) ? "argument" : io::escaped(input);
}

std::pair<std::string, std::string> names_of_sides(const std::string& a, const std::string& b) {
  std::pair<std::string, std::string> names = {name_of_input(a), name_of_input(b)};
  if (names.first == names.second) return {"A", "B"};
  return names;
}

void Side::advance(const std::function<void(const Error&)>& report) {
  row_.reset();
  if (ended_) return;
  try {
    row_ = rows_();
    ended_ = !row_;
    read_ += ended_ ? 0 : 1;
  } catch (const Error& error) {
    ++read_;  // a bad row counts
    report(named(error, name_, ""));
  }
}

void Side::skip(std::uint64_t count, const std::function<void(const Error&)>& report) {
  for (bool more = true; more && count > 0; --count) {
    try {
      more = rows_.skip();
      read_ += more ? 1 : 0;
    } catch (const Error& error) {
      ++read_;  // a bad row counts
      report(named(error, name_, ""));
    }
  }
}

std::string Side::count_to_the_end() {
  constexpr std::uint64_t enough = 100000;  // an endless input must end
  const std::uint64_t last = read_ + enough;
  bool stopped = false;
  while (!ended_ && !stopped && read_ < last) advance([&stopped](const Error&) { stopped = true; });
  return io::counted(read_, "row") + (ended_ ? "" : " or more");
}

Error named(const Error& error, const std::string& side, const std::string& place) {
  const std::string_view what = error.what();
  const bool told = error.details.starts_with("  -->") || what.starts_with(side) ||
                    what.find("'" + side + "'") != std::string_view::npos;
  const std::string prefix = side == "A" || side == "B" ? side + ": " : "";
  if (told || error.failure == Failure::usage)
    return Error(error.failure, prefix + error.what(), error.details);
  const std::string where = !place.empty() ? place : "  --> " + side;
  return Error(error.failure, prefix + error.what(),
               where + (error.details.empty() ? "" : "\n") + error.details);
}

void require_same_tokens(const io::Row& a, const io::Row& b, const std::string& name_a,
                         const std::string& name_b, std::uint64_t number) {
  const auto refuse = [&](const std::string& what, std::string_view hint = {}) {
    const std::string where = places(a, b);
    throw Error(Failure::input, what, where + (where.empty() || hint.empty() ? "" : "\n") + io::hint(hint));
  };
  if (a.count() != b.count()) {
    refuse(fmt::format("row {} has {} in {} and {} in {}", number, io::counted(a.count(), "token"), name_a,
                       io::counted(b.count(), "token"), name_b),
           "both models must have the same vocabulary");
  }
  const auto differ = [](const auto& x, const auto& y) {
    return &x == &y || x.empty() || y.empty() ? x.end() : std::mismatch(x.begin(), x.end(), y.begin()).first;
  };
  const auto &labels = a.token_labels(), &others = b.token_labels();
  if (const auto label = differ(labels, others); label != labels.end()) {
    const auto index = static_cast<std::size_t>(label - labels.begin());
    refuse(fmt::format("token {} is {} in {} and {} in {}", index, io::in_quotes(*label), name_a,
                       io::in_quotes(others[index]), name_b),
           "both inputs must have the same tokens in the same order");
  }
  if (const auto id = differ(a.ids, b.ids); id != a.ids.end()) {
    const auto index = static_cast<std::size_t>(id - a.ids.begin());
    refuse(fmt::format("token {} has the id {} in {} and {} in {}", index, *id, name_a, b.ids[index], name_b),
           "both inputs must have the same tokens in the same order");
  }
}

void share_tokens(io::Row& a, io::Row& b, const std::string& name_a, const std::string& name_b,
                  std::uint64_t number) {
  require_whole(a, name_a, number);
  require_whole(b, name_b, number);
  if (a.count() == b.count() && !a.id.empty() && !b.id.empty() && a.id != b.id) {
    const std::string where = places(a, b);
    throw Error(
        Failure::input,
        fmt::format("row {} is {} in {} and {} in {}", number, io::escaped(a.id), name_a, io::escaped(b.id),
                    name_b),
        where + (where.empty() ? "" : "\n") + io::hint("the rows of both inputs must be in the same order"));
  }
  require_same_tokens(a, b, name_a, name_b, number);
  if (a.labels.empty()) a.labels = b.labels;
  if (b.labels.empty()) b.labels = a.labels;
  if (a.ids.empty()) a.ids = b.ids;
  if (b.ids.empty()) b.ids = a.ids;
}

}  // namespace logits::cli
