#include "src/cli/answer.hpp"

#include "src/cli/commands/sweep.hpp"
#include "src/cli/evaluate.hpp"
#include "src/cli/tail.hpp"
#include "src/io/position.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Draws that are listed one by one; more of them are better written as they are made.
constexpr std::uint64_t most_draws_in_memory = 1'000'000;

/// The error with the row's place, unless it knows a better one.
Error at_place(const std::string& place, const Error& error) {
  if (place.empty() || error.details.starts_with("  -->") || error.failure == Failure::usage) return error;
  return {error.failure, error.what(), place + (error.details.empty() ? "" : "\n") + error.details};
}

/// What an engine leaves out for the values that the row is looked at with.
std::string note_on_left_out(const io::Result& ready, const Options& options) {
  if (options.engine == nullptr) return {};
  if (!swept_parameter(options).empty()) return left_out_in_sweep(ready, options);
  const bool is_unknown = options.command == Command::solve;  // it says itself what it cannot solve
  return is_unknown ? std::string() : ready.left_out;
}

}  // namespace

Answer Answering::operator()(io::Row row, std::uint64_t number, bool is_heat, Progress& progress) const {
  Answer answer;
  answer.number = number;
  const std::string place = row.place;
  try {
    std::optional<State> before = sequence == nullptr ? std::nullopt : sequence->state_for(row);
    io::Result ready = prepared(options, std::move(row), number, seed, std::move(before));
    answer.notes = ready.row.notes;
    const std::string left_out = note_on_left_out(ready, options);
    if (ready.row.settings.empty()) {
      answer.left_out = left_out;
    } else if (!left_out.empty()) {
      answer.notes.push_back(fmt::format("row {}: {}", number, left_out));
    }
    io::Result result = evaluate(options, std::move(ready));
    if (sequence == nullptr) answer.remark = note_on_looking_back(result, options);
    if (sequence != nullptr) sequence->go_on(result);
    if (is_heat) {
      answer.chosen = io::chosen_token(result);
      return answer;
    }
    const std::string note = options.input.closed ? "" : note_on_coverage(result.row);
    if (!note.empty()) answer.notes.push_back(fmt::format("row {}: {}", number, note));
    if (result.row.position) {
      answer.position = io::position_heading(result, looks.digits);
      if (options.stats) answer.chosen = io::chosen_token(result);
    }
    answer.reply = reply_to(std::move(result), options, looks, seed, progress);
  } catch (const Error& error) {
    answer.error = at_place(place, error);
    if (error.failure == Failure::usage) answer.left_out.clear();  // the error says it
  }
  return answer;
}

Answer rendered(Answer answer, const Options& options) {
  const bool is_long =
      options.command == Command::sample && !options.counts && options.count > most_draws_in_memory;
  if (!answer.reply || is_long) return answer;
  io::TextSink kept;
  io::Output out(kept);
  answer.reply(out, "");
  out.flush();
  answer.reply = [text = std::move(kept.text)](io::Output& whole, std::string_view heading) {
    whole.write(heading);
    whole.write(text);
  };
  return answer;
}

}  // namespace logits::cli
