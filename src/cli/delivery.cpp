#include "src/cli/delivery.hpp"

#include "src/cli/messages.hpp"
#include "src/io/files.hpp"
#include "src/io/format.hpp"
#include "src/io/heat.hpp"
#include "src/io/write_certainty.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::cli {

Delivery::Delivery(const Options& options, const Streams& streams, io::Output& out, const io::Looks& looks)
    : options_(options), streams_(streams), out_(out), looks_(looks) {}

/// Whether an empty line stands between the rows. JSON needs none, and a script wants drawn tokens and
/// solutions without.
bool Delivery::is_separated() const {
  const bool plain = (command() == Command::sample && !options_.counts) || options_.solve.value_only;
  return options_.format != Format::json && !plain && !is_picture();
}

bool Delivery::holds_the_first() const {
  return is_picture() || (is_separated() && is_for_people(options_.format));
}

void Delivery::deliver(Answer next) {
  print_held();
  for (const std::string& note : next.notes) tell_note(note);
  if (!next.left_out.empty() && !std::exchange(is_left_out_told_, true)) tell_note(next.left_out);
  if (!next.remark.empty() && !std::exchange(is_remarked_, true)) tell_note(next.remark);
  if (next.error) return report(*next.error);
  if (next.chosen) responses_.add(std::move(*next.chosen));
  if (!next.reply) return;
  if (holds_the_first() && printed_ == 0 && (is_picture() || !next.position)) {
    held_ = std::move(next);
  } else {
    print(next, is_separated());
  }
}

/// The first of several rows, now that there are others. A picture is for one.
void Delivery::print_held() {
  if (held_ && !is_picture()) print(*std::exchange(held_, std::nullopt), true);
}

void Delivery::report(const Error& error) {
  print_held();
  const bool about_a_row = error.failure == Failure::input || error.failure == Failure::no_answer;
  if (!about_a_row || !options_.keep_going) throw error;
  out_.flush();
  tell(streams_.err, message(error));
  exit_code_ = static_cast<int>(Failure::input);
}

void Delivery::finish_rows(bool one_of_many) {
  // Whether a table needs a heading is known only when there is, or was to be, a second row.
  if (held_) print(*std::exchange(held_, std::nullopt), one_of_many);
}

void Delivery::finish_responses() {
  if (responses_.passages().empty()) return;
  const bool json = options_.format == Format::json;
  if (command() == Command::page) return write_file(io::heat_page(responses_));
  if (command() == Command::plot) return write_file(io::heat_svg(responses_, options_.title));
  if (options_.heat) return io::print_heat(out_, responses_, looks_);
  if (json) return io::print_certainty_json(out_, responses_);
  out_.write("\n");
  io::print_certainty(out_, responses_, looks_);
}

void Delivery::write_file(const std::string& text) const {
  options_.output.empty() || options_.output == "-" ? out_.write(text)
                                                    : io::write_file(options_.output, text);
}

void Delivery::print(const Answer& held, bool one_of_many) {
  std::string heading = one_of_many && printed_ > 0 ? "\n" : "";
  const bool titled = is_separated() && (one_of_many || held.position);
  if (titled && is_for_people(options_.format)) {
    const std::string title = held.position.value_or(fmt::format("row {}", held.number));
    heading += looks_.markdown ? fmt::format("## {}\n\n", io::markdown_text(title)) : title + "\n";
  }
  held.reply(out_, heading);
  ++printed_;
}

void Delivery::tell_note(std::string_view note) const {
  out_.flush();
  tell(streams_.err, fmt::format("logits: note: {}\n", note));
}

}  // namespace logits::cli
