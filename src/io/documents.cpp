#include "src/io/documents.hpp"

#include "logits/error.hpp"
#include "src/io/hand_fed.hpp"
#include "src/io/json.hpp"
#include "src/io/json_rows.hpp"
#include "src/io/lines.hpp"
#include "src/io/npy.hpp"
#include "src/io/peeked_source.hpp"
#include "src/io/place.hpp"
#include "src/io/raw.hpp"
#include "src/io/safetensors.hpp"
#include "src/io/text.hpp"
#include "src/io/text_rows.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::string_view example =
    "expected logits, such as: 3.2 2.5 -2, or mat 3.2 on a line each, or [3.2, 2.5]";

class MemorySource : public Source {
 public:
  explicit MemorySource(std::string text) : text_(std::move(text)) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = text_.copy(buffer.data(), buffer.size(), read_);
    read_ += count;
    return count;
  }
  std::optional<std::uint64_t> left() const override { return text_.size() - read_; }

 private:
  std::string text_;
  std::size_t read_ = 0;
};

/// Opens a file. A bare word that is none was perhaps meant as a token.
std::unique_ptr<Source> open_input(const std::string& name) try {
  return open_file(name);
} catch (const Error& error) {
  const bool bare = !name.empty() && name.size() <= 40 && name[0] != '-' &&
                    name.find_first_of("./\\") == std::string::npos && !file_exists(name);
  throw Error(error.failure, error.what(),
              bare ? hint(fmt::format("a token is given with its logit: {}=3.2", escaped(name))) : "");
}

/// The form of a document that tells by its first bytes that it is no text. Text is known after four bytes: a
/// row that somebody waits for must not wait for more than that.
Form form_by_content(PeekedSource& source, const std::function<void()>& before_waiting) {
  while (true) {
    const std::string_view start = source.start();
    if (start.starts_with(npy_magic)) return Form::npy;
    const bool may_be_npy = npy_magic.starts_with(start);
    if (!may_be_npy && !may_be_safetensors(start)) return Form::automatic;
    if (start.size() >= safetensors_start) return Form::safetensors;
    if (before_waiting && source.would_wait()) before_waiting();
    if (!source.peek(safetensors_start - start.size())) return Form::automatic;
  }
}

/// One document, its form told by its first bytes or its first line.
class Document {
 public:
  Document(std::unique_ptr<Source> owned, Source& source, std::string name, Reading reading,
           std::function<void()> before_waiting)
      : owned_(std::move(owned)),
        source_(source),
        name_(std::move(name)),
        reading_(std::move(reading)),
        before_waiting_(std::move(before_waiting)) {}

  std::optional<Row> next() { return rows()(); }
  bool skip() { return rows().skip(); }
  std::uint64_t bytes_read() const { return source_.bytes_read(); }

 private:
  const Rows& rows() {
    if (opened_) return rows_;
    opened_ = true;
    rows_ = [] {
      return std::nullopt;
    };  // what is left of a document that cannot be opened
    rows_ = open();
    return rows_;
  }

  Rows open() {
    const Form form =
        reading_.form == Form::automatic ? form_by_content(source_, before_waiting_) : reading_.form;
    if (!reading_.tensor.empty() && form != Form::safetensors) {
      throw Error(Failure::input, fmt::format("--tensor names a tensor of a safetensors file, and {} is none",
                                              escaped(name_)));
    }
    switch (form) {
      case Form::npy:
      case Form::f16:
      case Form::bf16:
      case Form::f32:
      case Form::f64:
      case Form::safetensors:
        return open_binary(form);
      default:
        return open_text(form);
    }
  }

  Rows open_binary(Form form) {
    auto bytes = std::make_shared<Bytes>(source_, name_, before_waiting_);
    if (bytes->at_end()) throw Error(Failure::input, fmt::format("{} is empty", escaped(name_)));
    if (form == Form::npy) return npy_rows(std::move(bytes));
    if (form == Form::safetensors) return safetensors_rows(std::move(bytes), reading_.tensor);
    return raw_rows(std::move(bytes), reading_);
  }

  Rows open_text(Form form) {
    const auto lines = std::make_shared<Lines>(source_, name_, before_waiting_);
    auto line = lines->next();
    while (line && line->find_first_not_of(" \t\r") == std::string_view::npos) line = lines->next();
    if (!line) throw Error(Failure::input, fmt::format("{} is empty", escaped(name_)), hint(example));
    const bool json =
        form == Form::json || form == Form::ndjson || (form == Form::automatic && is_json(*line));
    lines->repeat();
    return json ? json_rows(lines, form) : text_rows(lines, form);
  }

  std::unique_ptr<Source> owned_;
  PeekedSource source_;
  std::string name_;
  Reading reading_;
  std::function<void()> before_waiting_;
  bool opened_ = false;
  Rows rows_;
};

/// All inputs, one opened after the other.
class Documents {
 public:
  Documents(std::vector<std::string> names, Reading reading, Source& standard_input,
            std::function<void()> before_waiting)
      : names_(std::move(names)),
        reading_(std::move(reading)),
        standard_input_(standard_input),
        before_waiting_(std::move(before_waiting)),
        size_(size_of_all()) {}

  std::optional<Row> next() {
    std::optional<Row> row;
    while (!row && has_document()) {
      row = current_->next();
      if (!row) close();
    }
    return row;
  }

  bool skip() {
    while (has_document()) {
      if (current_->skip()) return true;
      close();
    }
    return false;
  }

  std::optional<double> share_read() const {
    if (!size_ || *size_ == 0) return std::nullopt;
    const std::uint64_t read = closed_bytes_ + (current_ == nullptr ? 0 : current_->bytes_read());
    return std::min(1.0, static_cast<double>(read) / static_cast<double>(*size_));
  }

 private:
  /// Whether there is a document, opened if need be.
  bool has_document() {
    if (current_ == nullptr && opened_ < names_.size()) current_ = open(names_[opened_++]);
    return current_ != nullptr;
  }

  void close() {
    closed_bytes_ += current_->bytes_read();
    current_ = nullptr;
  }

  std::unique_ptr<Document> open(const std::string& name) const {
    if (name == "-")
      return std::make_unique<Document>(nullptr, standard_input_, "stdin", reading_, before_waiting_);
    const bool text = is_json(name);
    std::unique_ptr<Source> source = text ? std::make_unique<MemorySource>(name) : open_input(name);
    Source& reference = *source;
    return std::make_unique<Document>(std::move(source), reference, text ? "argument" : name, reading_,
                                      before_waiting_);
  }

  /// Nothing unless the size of each is known.
  std::optional<std::uint64_t> size_of_all() const {
    std::uint64_t sum = 0;
    for (const std::string& name : names_) {
      const auto size = name == "-"     ? standard_input_.left()
                        : is_json(name) ? std::optional<std::uint64_t>(name.size())
                                        : file_size(name);
      if (!size) return std::nullopt;
      sum += *size;
    }
    return sum;
  }

  std::vector<std::string> names_;
  Reading reading_;
  Source& standard_input_;
  std::function<void()> before_waiting_;
  std::size_t opened_ = 0;
  std::unique_ptr<Document> current_;
  std::uint64_t closed_bytes_ = 0;
  std::optional<std::uint64_t> size_;
};

}  // namespace

Rows open_inputs(const std::vector<std::string>& inputs, const Reading& reading, Source& standard_input,
                 const std::function<void()>& before_waiting) {
  const auto value = std::find_if(inputs.begin(), inputs.end(), is_hand_fed);
  const auto document = std::find_if_not(inputs.begin(), inputs.end(), is_hand_fed);
  if (document == inputs.end() && !inputs.empty()) return hand_fed_row(inputs);
  if (value != inputs.end()) {
    throw Error(
        Failure::usage,
        fmt::format("{} is not a value, and {} is: give values or documents, not both", in_quotes(*document),
                    in_quotes(*value)),
        hint("a value is a number or token=number without blanks, as in mat=3.2; JSON goes in quotes"));
  }

  const auto documents = std::make_shared<Documents>(inputs.empty() ? std::vector<std::string>{"-"} : inputs,
                                                     reading, standard_input, before_waiting);
  Rows rows([documents] { return documents->next(); });
  rows.pass_over = [documents] {
    return documents->skip();
  };
  rows.read = [documents] {
    return documents->share_read();
  };
  return rows;
}

std::string read_whole(const std::string& path) {
  const std::unique_ptr<Source> source = path == "-" ? standard_input() : open_file(path);
  Lines lines(*source, path == "-" ? "stdin" : path, {});
  std::string content;
  while (const auto line = lines.next()) content.append(*line).append(1, '\n');
  return content;
}

}  // namespace logits::io
