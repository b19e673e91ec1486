#include "src/io/array_rows.hpp"

#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace logits::io {
namespace {

constexpr std::string_view wrong_size =
    "--vocab-size says how many numbers a row has, --from what a number is";
constexpr std::uint64_t most_bytes = std::numeric_limits<std::int64_t>::max();

[[noreturn]] void refuse_more(const std::string& name, std::optional<std::uint64_t> more) {
  throw Error(Failure::input,
              more ? fmt::format("{} has {} behind its array", escaped(name), counted(*more, "byte"))
                   : fmt::format("{} goes on behind its array", escaped(name)));
}

/// A row's numbers, and whether each is a logit.
struct Numbers {
  std::vector<double> values;
  bool usable = true;
};

class ArrayReader {
 public:
  ArrayReader(std::shared_ptr<Bytes> bytes, ArrayLayout layout)
      : bytes_(std::move(bytes)), layout_(std::move(layout)), rows_(layout_.any_rows ? 0 : layout_.rows()) {
    const auto left = bytes_->left();
    if (!left) return;
    layout_.any_rows ? require_whole_rows(*left) : require_size(*left);
  }

  std::optional<Row> next() {
    if (!begin_row()) return std::nullopt;
    Numbers numbers = layout_.fortran ? gather() : read();
    const std::uint64_t number = end_row();
    if (!numbers.usable) refuse_number(numbers.values, number);
    Row row;
    row.logits = std::move(numbers.values);
    row.place = place(number);
    return row;
  }

  bool skip() {
    if (!begin_row()) return false;
    const std::uint64_t size = row_bytes();
    const std::uint64_t skipped = layout_.fortran ? size : bytes_->skip(size);
    if (skipped < size) refuse_end(skipped);
    end_row();
    return true;
  }

 private:
  std::uint64_t row_bytes() const { return layout_.columns() * layout_.type.size(); }

  /// A file's size is known, so it is compared before anything is read or any memory taken.
  void require_size(std::uint64_t left) const {
    const std::uint64_t needed = layout_.bytes() + layout_.behind;
    if (left < needed) refuse_cut_short(bytes_->name(), "its array has", needed, left);
    if (left > needed) refuse_more(bytes_->name(), left - needed);
  }

  void require_whole_rows(std::uint64_t left) const {
    if (left % row_bytes() == 0) return;
    const std::string name = escaped(bytes_->name());
    const std::string row = counted(layout_.columns(), "number");
    throw Error(Failure::input,
                left < row_bytes()
                    ? fmt::format("{} has {}, and a row of {} has {}", name, counted(left, "byte"), row,
                                  grouped(row_bytes()))
                    : fmt::format("{} has {}, {} more than {} of {} would have", name, counted(left, "byte"),
                                  grouped(left % row_bytes()), counted(left / row_bytes(), "row"), row),
                hint(wrong_size));
  }

  /// Whether there is another row. If reading it fails, none follows.
  bool begin_row() {
    if (std::exchange(done_, true)) return false;
    if (layout_.fortran && row_ == 0 && columns_first_.empty()) read_columns();
    if (layout_.any_rows) return !bytes_->at_end();
    if (row_ < rows_) return true;
    const std::uint64_t behind = bytes_->skip(layout_.behind);
    if (behind < layout_.behind)
      refuse_cut_short(bytes_->name(), "behind this tensor it has", layout_.behind, behind);
    if (!bytes_->at_end()) refuse_more(bytes_->name(), bytes_->left());
    return false;
  }

  /// The number of the row that has been read.
  std::uint64_t end_row() {
    done_ = false;
    return row_++;
  }

  /// Reads a row as the numbers come: what a header tells of its length may be wrong.
  Numbers read() {
    Numbers numbers;
    std::vector<double>& values = numbers.values;
    const std::size_t size = layout_.type.size();
    const auto count = static_cast<std::size_t>(layout_.columns());
    if (row_ > 0 || bytes_->left()) values.reserve(count);
    while (values.size() < count) {
      const std::size_t before = values.size();
      const std::span<const char> piece = bytes_->items(size, count - before);
      if (piece.size() < size) refuse_end(before * size + piece.size());
      values.resize(before + piece.size() / size);
      numbers.usable &= read_numbers(layout_.type, piece, std::span(values).subspan(before));
    }
    return numbers;
  }

  /// An array whose first axis runs fastest has no row in one piece: it is kept whole.
  void read_columns() {
    std::uint64_t missing = layout_.bytes();
    if (bytes_->left()) columns_first_.reserve(static_cast<std::size_t>(missing));
    while (missing > 0) {
      const std::span<const char> piece = bytes_->items(1, missing);
      if (piece.empty())
        refuse_cut_short(bytes_->name(), "its array has", layout_.bytes(), columns_first_.size());
      columns_first_.insert(columns_first_.end(), piece.begin(), piece.end());
      missing -= piece.size();
    }
  }

  Numbers gather() const {
    // Rows are counted with their last axis fastest, and stored with their first axis fastest.
    std::uint64_t at = 0;
    std::uint64_t stride = rows_;
    std::uint64_t rest = row_;
    for (std::size_t axis = layout_.shape.size() - 1; axis-- > 0;) {
      stride /= layout_.shape[axis];
      at += rest % layout_.shape[axis] * stride;
      rest /= layout_.shape[axis];
    }
    const std::size_t size = layout_.type.size();
    std::vector<char> row(static_cast<std::size_t>(row_bytes()));
    for (std::size_t i = 0; i < row.size(); i += size) {
      std::copy_n(columns_first_.begin() + static_cast<std::ptrdiff_t>(at * size), size,
                  row.begin() + static_cast<std::ptrdiff_t>(i));
      at += rows_;
    }
    Numbers numbers{std::vector<double>(static_cast<std::size_t>(layout_.columns()))};
    numbers.usable = read_numbers(layout_.type, row, numbers.values);
    return numbers;
  }

  [[noreturn]] void refuse_end(std::uint64_t bytes_of_row) const {
    if (!layout_.any_rows) {
      refuse_cut_short(bytes_->name(), "its array has", layout_.bytes(), row_ * row_bytes() + bytes_of_row);
    }
    refuse_cut_short(bytes_->name(), fmt::format("its row {} has", row_), row_bytes(), bytes_of_row,
                     hint(wrong_size));
  }

  [[noreturn]] void refuse_number(const std::vector<double>& numbers, std::uint64_t row) const {
    const auto bad = std::find_if(numbers.begin(), numbers.end(),
                                  [](double x) { return !(x <= std::numeric_limits<double>::max()); });
    const std::string which = rows_ == 1 ? "" : fmt::format("row {}: ", row);
    const std::string words = std::isnan(*bad) ? "NaN" : "plus infinity";
    throw Error(Failure::input, fmt::format("{}logit {} is {}", which, bad - numbers.begin(), words),
                fmt::format("  --> {}", escaped(bytes_->name())) +
                    (std::isnan(*bad) ? "" : "\n" + hint("only -inf, which bans the token, can be used")));
  }

  std::string place(std::uint64_t row) const {
    const std::string file = fmt::format("  --> {}", escaped(bytes_->name()));
    return rows_ == 1 ? file : fmt::format("{}, row {}", file, row);
  }

  std::shared_ptr<Bytes> bytes_;
  ArrayLayout layout_;
  std::uint64_t rows_;
  std::uint64_t row_ = 0;
  bool done_ = false;
  std::vector<char> columns_first_;
};

}  // namespace

std::uint64_t ArrayLayout::rows() const {
  std::uint64_t product = 1;
  for (std::size_t axis = 0; axis + 1 < shape.size(); ++axis) product *= shape[axis];
  return product;
}

std::uint64_t ArrayLayout::bytes() const {
  return rows() * columns() * type.size();
}

std::string shape_text(const std::vector<std::uint64_t>& shape) {
  return fmt::format("({}{})", fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
}

void require_rows(const std::string& what, const std::vector<std::uint64_t>& shape) {
  if (shape.empty()) {
    throw Error(Failure::input, fmt::format("{} is a single number without an axis, not a row", what),
                hint("a row of logits has one axis; the rows of an array have two"));
  }
  const auto refuse = [&](const std::string& words) {
    throw Error(Failure::input, fmt::format("{} {}: its shape is {}", what, words, shape_text(shape)));
  };
  if (std::count(shape.begin(), shape.end(), 0) > 0) refuse("has no tokens");
  std::uint64_t room = most_bytes / largest_number;
  for (const std::uint64_t length : shape) {
    room /= length;
    if (room == 0) refuse("has more numbers than any file");
  }
  if (shape.back() > most_tokens)
    refuse(fmt::format("has rows of more than {} tokens", grouped(most_tokens)));
}

Rows array_rows(std::shared_ptr<Bytes> bytes, ArrayLayout layout) {
  const auto lengthy = std::count_if(layout.shape.begin(), layout.shape.end(),
                                     [](std::uint64_t length) { return length > 1; });
  if (lengthy < 2) layout.fortran = false;  // then both orders are the same
  const auto reader = std::make_shared<ArrayReader>(std::move(bytes), std::move(layout));
  Rows rows([reader] { return reader->next(); });
  rows.pass_over = [reader] {
    return reader->skip();
  };
  return rows;
}

}  // namespace logits::io
