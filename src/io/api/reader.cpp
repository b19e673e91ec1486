#include "src/io/api/reader.hpp"

#include "logits/error.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

/// Where a server cuts off small log-probs.
struct Floor {
  double logprob;
  double as_written;  // with four decimals
  std::string_view note;
};

constexpr std::array<Floor, 2> floors{{
    {-9.210340371976182, -9.2103,
     "log-probs of -9.2103 are a floor (KoboldCpp lists no probability below 0.0001): the true ones are "
     "lower"},
    {-23.025850929940457, -23.0259,
     "log-probs of -23.0259 are a floor (MLC lists no probability below 1e-10): the true ones are lower"},
}};

/// What the probabilities of a position may add up to: those of bfloat16 are 0.4 % off.
constexpr double most_rounded = 1.01;

std::string silence(std::string_view ask) {
  return fmt::format("no log-probs in the stream; ask for them with {}",
                     ask.empty() ? "logprobs: true" : ask);
}

}  // namespace

void Reader::begin_response() {
  numbers_.clear();
  told_.clear();
  noted_.clear();
  finished_.clear();
  id_.clear();
  ask_ = {};
  is_silent_ = true;
  streaming_ = false;
}

void Reader::open(const Json& document, const Text& text, bool events) {
  found_.clear();
  next_ = 0;
  line_ends_ = counted_to_ = 0;
  Response response;
  response.ask = {};
  if (!events || is_response(document, text)) response = read_response(document, text);
  const bool same_id = !id_.empty() && response.id == id_;
  response.is_chunk = response.is_chunk || events || (streaming_ && same_id);

  // Events say where they end; not every server gives all of them the same id.
  const bool has_another_id =
      (!events || response.tells_role) && !id_.empty() && !response.id.empty() && !same_id;
  const bool other = response.is_first || has_another_id || goes_beyond_end(response);
  const bool goes_on = streaming_ && response.is_chunk && !other;
  const bool is_behind_the_end = events && !streaming_ && !is_silent_ && response.positions.empty();
  if (!goes_on && !response.is_first && is_behind_the_end) return;
  if (!goes_on) {
    if (streaming_ && is_silent_) found_.push_back(complaint(0, silence(ask_), 0));
    begin_response();
  }
  take(std::move(response));
}

/// Whether it has positions of a choice that has ended.
bool Reader::goes_beyond_end(const Response& response) const {
  return std::any_of(response.positions.begin(), response.positions.end(), [this](const Found& position) {
    return !position.is_complaint && !position.is_summary && finished_.contains(position.choice);
  });
}

void Reader::take(Response response) {
  finished_.insert(response.finished.begin(), response.finished.end());
  if (!response.id.empty()) id_ = response.id;
  if (ask_.empty() || !response.positions.empty()) ask_ = response.ask;
  std::set<std::string> told;
  for (Found& position : response.positions) {
    if (position.is_complaint && response.is_chunk) continue;  // the next piece may have log-probs
    if (position.is_summary && told_.contains(position.part)) continue;
    if (!position.part.empty()) told.insert(position.part);
    if (!response.is_chunk) position.number.reset();
    is_silent_ = is_silent_ && position.is_complaint;
    found_.push_back(std::move(position));
  }
  told_.merge(told);
  streaming_ = response.is_chunk && !response.is_last;
  if (response.is_chunk && response.is_last && is_silent_) {
    found_.push_back(complaint(0, silence(ask_), 0));
  }
}

Position Reader::number(const Found& found) {
  std::uint64_t& next = numbers_[{found.choice, found.in_prompt}];
  Position position;
  position.choice = found.choice;
  position.number = found.number.value_or(next);
  position.in_prompt = found.in_prompt;
  next = std::max(next, position.number + 1);
  return position;
}

/// Counts on from the position before: from the beginning each time would take quadratic time.
std::string Reader::line_of(std::size_t at, const Text& text) {
  if (at < counted_to_) line_ends_ = counted_to_ = 0;
  const auto begin = text.text.begin();
  line_ends_ += static_cast<std::uint64_t>(std::count(begin + static_cast<std::ptrdiff_t>(counted_to_),
                                                      begin + static_cast<std::ptrdiff_t>(at), '\n'));
  counted_to_ = at;
  return Text{text.name, {}, text.first_line + line_ends_}.line();
}

std::optional<Row> Reader::next(const Text& text) {
  while (next_ < found_.size()) {
    const Found& found = found_[next_++];
    if (found.is_complaint) static_cast<void>(found.read(text));
    const auto next = numbers_.find({found.choice, found.in_prompt});
    if (found.number && next != numbers_.end() && *found.number < next->second) continue;  // told before
    const Position position = number(found);
    auto listing = found.read(text);
    if (!listing) {
      waiting_.push_back(words_for(position) +
                         " has no log-probs: nothing stands before it to predict it from");
      continue;
    }
    Row row = row_of(std::move(*listing), position,
                     fmt::format("{}, {}", line_of(found.at, text), words_for(position)), text);
    row.notes.insert(row.notes.begin(), waiting_.begin(), waiting_.end());
    waiting_.clear();
    note_odd_numbers(row);
    return row;
  }
  if (!streaming_ && !waiting_.empty()) {
    throw Error(Failure::input, std::exchange(waiting_, {}).front(), text.line());
  }
  return std::nullopt;
}

void Reader::end_stream(const Text& text) {
  std::vector<std::string> complaints = std::exchange(waiting_, {});
  if (streaming_ && is_silent_) complaints.push_back(silence(ask_));
  begin_response();
  if (!complaints.empty()) throw Error(Failure::input, complaints.back(), text.line());
}

void Reader::note_once(Row& row, const std::string& note) {
  if (noted_.insert(note).second) row.notes.push_back(note);
}

void Reader::note_odd_numbers(Row& row) {
  double sum = 0;
  for (std::size_t i = 0; i < row.count(); ++i) {
    const double logprob = row.logits[i];
    sum += std::exp(logprob);
    for (const Floor& floor : floors) {
      const bool is_floor = std::fabs(logprob - floor.logprob) < 1e-6 || logprob == floor.as_written;
      if (is_floor) note_once(row, std::string(floor.note));
    }
  }
  if (sum > most_rounded) {
    throw Error(Failure::input,
                fmt::format("the listed probabilities add up to {:.4g}: these are no log-probs", sum),
                row.place + "\n" + hint("if they are raw logits, give them as {\"token\": logit}"));
  }
  if (sum > 1.001) note_once(row, "the listed probabilities add up to more than 1, as rounded ones may");
}

}  // namespace logits::io::api
