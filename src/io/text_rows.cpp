#include "src/io/text_rows.hpp"

#include "logits/error.hpp"
#include "src/io/json.hpp"
#include "src/io/label_index.hpp"
#include "src/io/logit_text.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// What --format tsv writes, read back: \t \n \r and \\ stand for those characters.
std::string unescaped(const Text& text, std::string_view label) {
  std::string result;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (label[i] != '\\') {
      result += label[i];
      continue;
    }
    constexpr std::string_view letters = "tnr\\", meanings = "\t\n\r\\";
    const std::size_t which = i + 1 < label.size() ? letters.find(label[i + 1]) : std::string_view::npos;
    if (which == std::string_view::npos) {
      throw Error(Failure::input, "a backslash in a token is followed by something else than t, n, r or \\",
                  text.point(i, 2));
    }
    result += meanings[which];
    ++i;
  }
  return result;
}

/// Lines that make one row.
struct Block {
  Row row;
  LabelIndex index{row.labels};
  std::vector<std::uint64_t> line_numbers;
  bool ambiguous = true;  // so far every line is two numbers
  bool counted = true;    // so far the tokens are 0, 1, 2, ... before a TAB
};

class TextReader {
 public:
  TextReader(std::shared_ptr<Lines> lines, Form form, Scanning scanning)
      : lines_(std::move(lines)),
        form_(form),
        scans_(scanning == Scanning::plain_shapes),
        text_{lines_->name(), {}} {}

  std::optional<Row> next() {
    while (!done_) {
      // Lines that are not a row each are one row together: a bad one spoils it, and nothing is to come of
      // the rest.
      done_ = layout_ != Layout::rows && layout_ != Layout::unknown;
      bool after_blank = false;
      const auto line = next_line(after_blank);
      if (!line) return finish();
      if (after_blank && layout_ == Layout::pairs) {
        lines_->repeat();
        return finish_block();
      }
      text_.text = *line;
      text_.first_line = lines_->number();
      if (reads_plain_numbers()) {
        done_ = false;
        if (layout_ == Layout::column) continue;
        return plain_row();
      }
      read_fields(*line, fields_);
      if (layout_ == Layout::unknown) layout_ = layout_of(*line, fields_);
      done_ = layout_ != Layout::rows;
      refuse_odd_bytes(text_);
      if (layout_ == Layout::rows) return number_row(text_, fields_);
      layout_ == Layout::column ? read_number(text_, fields_) : read_pair(text_, fields_);
      done_ = false;
    }
    return std::nullopt;
  }

 private:
  enum class Layout { unknown, column, pairs, rows };

  /// Whether the line was nothing but plain numbers, and it is certain what that means. Then they have been
  /// read, without a look at its fields: into the column, or to be a row.
  bool reads_plain_numbers() {
    const std::string_view line = text_.text;
    if (!scans_ || form_ == Form::pairs || layout_ == Layout::pairs) return false;
    numbers_.clear();
    if (!append_plain_numbers(line, numbers_)) return false;
    const std::size_t count = numbers_.size();
    if (layout_ == Layout::unknown && (form_ == Form::rows || count > 2)) layout_ = Layout::rows;
    if (layout_ == Layout::unknown && count == 1 && !line.starts_with(' ')) layout_ = Layout::column;
    if (layout_ == Layout::rows) return true;
    if (layout_ != Layout::column || count > 1) return false;
    add(text_, numbers_.front());
    return true;
  }

  Row plain_row() {
    Row row;
    row.place = text_.line();
    row.logits = std::move(numbers_);
    numbers_ = {};
    numbers_.reserve(row.logits.size());  // the next row is as long
    return row;
  }

  std::optional<std::string_view> next_line(bool& after_blank) {
    while (auto line = lines_->next()) {
      if (line->find_first_not_of(blanks) != std::string_view::npos) return line;
      after_blank = true;
    }
    return std::nullopt;
  }

  static void refuse_odd_bytes(const Text& text) {
    constexpr auto is_odd = [](char c) {
      return c > '\t' && c <= '\r';
    };
    if (std::none_of(text.text.begin(), text.text.end(), is_odd)) return;
    if (const std::size_t at = text.text.find('\r'); at != std::string_view::npos) {
      throw Error(Failure::input, "there is a carriage return without a line feed", text.point(at));
    }
    if (const std::size_t at = text.text.find_first_of("\f\v"); at != std::string_view::npos) {
      throw Error(Failure::input, "there is a form feed or vertical tab between the numbers", text.point(at));
    }
  }

  static bool are_numbers(const std::vector<Field>& fields) {
    return std::all_of(fields.begin(), fields.end(), [](Field field) { return is_number(field.text); });
  }

  Layout layout_of(std::string_view line, const std::vector<Field>& fields) const {
    if (form_ == Form::rows) return Layout::rows;
    if (form_ == Form::pairs || is_blank_token(line)) return Layout::pairs;
    if (fields.size() == 1) return Layout::column;
    // Two numbers may still turn out to be a token and its number.
    return fields.size() > 2 && are_numbers(fields) ? Layout::rows : Layout::pairs;
  }

  /// Whether the line is a token made of blanks, a TAB and a number.
  static bool is_blank_token(std::string_view line) {
    const std::size_t tab = line.find('\t');
    return tab != std::string_view::npos && tab > 0 && line.find_first_not_of(' ') == tab &&
           line.find('\t', tab + 1) == std::string_view::npos;
  }

  std::optional<Row> number_row(const Text& text, const std::vector<Field>& fields) {
    Row row;
    row.place = text.line();
    for (const Field field : fields) {
      if (!is_number(field.text) && form_ == Form::automatic && field.at == fields.front().at) {
        throw Error(Failure::input, "the lines before this one are rows of numbers, and this one is not",
                    text.point(field.at, field.text.size()) + "\n" +
                        hint("if every line is a token and its number, add --from pairs"));
      }
      row.logits.push_back(logit_of(text, field));
    }
    return row;
  }

  void read_number(const Text& text, const std::vector<Field>& fields) {
    if (fields.size() > 1) {
      const Field extra = fields[1];
      throw Error(Failure::input, "the lines before this one hold one number each, and this one holds more",
                  text.point(extra.at, extra.text.size()) + "\n" +
                      hint("if every line is a row of its own, add --from rows; for tokens and numbers, "
                           "--from pairs"));
    }
    add(text, logit_of(text, fields[0]));
  }

  /// What stands before the number of a pair: all before a TAB, or what blanks leave of it.
  static std::string_view label_part(const Text& text, const std::vector<Field>& fields, bool tabbed) {
    const std::string_view line = text.text;
    const Field value = fields.back();
    if (tabbed) {
      const std::size_t tab = line.find('\t');
      if (line.find('\t', tab + 1) < value.at) {
        throw Error(Failure::input, "there are more than two columns",
                    text.point(tab + 1, 1, "expected token, TAB, number"));
      }
      const bool has_more = fields.size() > 1 && fields[fields.size() - 2].at > tab;
      if (has_more) refuse(text, {line.substr(tab + 1), tab + 1});
      return line.substr(0, tab);
    }
    std::string_view label = line.substr(0, value.at);
    label.remove_prefix(std::min(label.find_first_not_of(blanks), label.size()));
    label = label.substr(0, label.find_last_not_of(blanks) + 1);
    if (!label.empty()) return label;
    if (!is_number(value.text)) refuse(text, value);
    throw Error(Failure::input, "this line has no token",
                text.point(value.at, value.text.size(), "expected a token and its number, such as: mat 3.2"));
  }

  void read_pair(const Text& text, const std::vector<Field>& fields) {
    const std::string_view line = text.text;
    const Field value = fields.back();
    const std::size_t tab = line.find('\t');
    const bool tabbed = tab > 0 && tab < value.at;
    const std::string_view label = label_part(text, fields, tabbed);
    if (!tabbed) refuse_commas(text, label);
    const bool was_ambiguous = block_->ambiguous;
    block_->ambiguous = block_->ambiguous && form_ == Form::automatic && fields.size() > 1 &&
                        are_numbers(fields) && !is_word(fields[0].text);
    block_->counted = block_->counted && tabbed && label == std::to_string(block_->row.logits.size());
    if (was_ambiguous && block_->ambiguous && fields.size() != 2) refuse_ambiguity(text);

    const double logit = logit_of(text, value);
    block_->row.labels.push_back(label_of(text, label, tabbed));
    if (const auto earlier = block_->index.insert(static_cast<TokenId>(block_->row.labels.size() - 1))) {
      if (block_->ambiguous) refuse_ambiguity(text);
      throw Error(Failure::input,
                  fmt::format("the token {} is there twice", in_quotes(block_->row.labels.back())),
                  text.point(static_cast<std::size_t>(label.data() - line.data()), label.size(),
                             fmt::format("it was on line {} before", block_->line_numbers[*earlier])));
    }
    block_->line_numbers.push_back(text.first_line);
    add(text, logit);
  }

  /// "3.2, 2.5, -2" is not the token "3.2, 2.5,".
  void refuse_commas(const Text& text, std::string_view label) const {
    const std::size_t comma = label.find(',');
    if (comma == std::string_view::npos || form_ != Form::automatic) return;
    std::string spaced(label);
    std::replace(spaced.begin(), spaced.end(), ',', ' ');
    const std::vector<Field> pieces = fields_of(spaced);
    if (pieces.empty() || !are_numbers(pieces)) return;  // a comma may be a token
    throw Error(Failure::input, "there is a comma between numbers",
                text.point(static_cast<std::size_t>(label.data() - text.text.data()) + comma, 1,
                           "separate them by blanks, or write a JSON array: [3.2, 2.5]"));
  }

  /// nan, inf and their like, which are words as well as numbers, and mark a line as a token and its number.
  static bool is_word(std::string_view text) {
    const auto kind = parse_number(text).kind;
    return kind == Number::Kind::nan || kind == Number::Kind::infinity;
  }

  std::string label_of(const Text& text, std::string_view label, bool tabbed) const {
    if (label.size() >= 2 && label.front() == '"' && label.back() == '"') {
      const auto at = static_cast<std::size_t>(label.data() - text.text.data());
      try {
        return *parse_json({text.name, label, text.first_line}).string();
      } catch (const Error&) {
        throw Error(Failure::input, "the quoted token is not a valid JSON string",
                    text.point(at, label.size(), "write \\\" for a quote and \\\\ for a backslash"));
      }
    }
    return tabbed && form_ == Form::pairs ? unescaped(text, label) : std::string(label);
  }

  void add(const Text& text, double logit) {
    if (block_->row.logits.size() == most_tokens) refuse_more(text);
    block_->row.logits.push_back(logit);
  }

  [[noreturn]] static void refuse_more(const Text& text) {
    throw Error(Failure::input, fmt::format("there are more than {} tokens", most_tokens), text.line());
  }

  [[noreturn]] static void refuse_ambiguity(const Text& text) {
    throw Error(Failure::input,
                "lines of two numbers can be read as a token and its number or as rows of two numbers",
                text.line() + "\n" + hint("add --from pairs or --from rows"));
  }

  std::optional<Row> finish() {
    done_ = true;
    if (block_->row.logits.empty()) return std::nullopt;
    return take_block();
  }

  /// An empty line between pairs ends a row, as --format tsv writes several.
  std::optional<Row> finish_block() {
    Row row = take_block();
    block_.emplace();
    layout_ = Layout::unknown;
    done_ = false;
    return row;
  }

  Row take_block() {
    Row& row = block_->row;
    const bool pairs_of_numbers = layout_ == Layout::pairs && block_->ambiguous && form_ == Form::automatic;
    const bool one_line = row.logits.size() == 1;
    if (pairs_of_numbers && one_line && !block_->counted) {
      // One line of two numbers is a vector of two.
      const Text first{lines_->name(), row.labels[0], block_->line_numbers[0]};
      row.logits.insert(row.logits.begin(), logit_of(first, {first.text, 0}));
      row.labels.clear();
    } else if (pairs_of_numbers && block_->counted && !one_line) {
      row.labels.clear();  // index, TAB, number: what --format tsv writes of tokens without labels
    } else if (pairs_of_numbers) {
      refuse_ambiguity({lines_->name(), {}, block_->line_numbers[0]});
    }
    row.place = fmt::format("  --> {}", escaped(lines_->name()));
    return std::move(row);
  }

  std::shared_ptr<Lines> lines_;
  Form form_;
  bool scans_;
  Text text_;                    // the line
  std::vector<Field> fields_;    // of the line, where it is not plain
  std::vector<double> numbers_;  // where it is
  Layout layout_ = Layout::unknown;
  bool done_ = false;
  std::optional<Block> block_{std::in_place};
};

}  // namespace

Rows text_rows(std::shared_ptr<Lines> lines, Form form, Scanning scanning) {
  const auto reader = std::make_shared<TextReader>(std::move(lines), form, scanning);
  return [reader] {
    return reader->next();
  };
}

}  // namespace logits::io
