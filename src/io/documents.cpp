#include "src/io/documents.hpp"

#include "logits/error.hpp"
#include "src/io/document.hpp"
#include "src/io/hand_fed.hpp"
#include "src/io/json.hpp"
#include "src/io/lines.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

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
