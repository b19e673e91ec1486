#include "src/io/vocabulary/labelled_rows.hpp"

#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"
#include "src/io/vocabulary/pieces.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

[[noreturn]] void refuse(const Row& row, const std::string& what, std::string_view advice) {
  throw Error(Failure::input, what, row.place + (row.place.empty() ? "" : "\n") + hint(advice));
}

class Labeller {
 public:
  Labeller(Rows rows, std::shared_ptr<const Vocabulary> vocabulary, bool pad)
      : rows_(std::move(rows)), vocabulary_(std::move(vocabulary)), pad_(pad), padded_(vocabulary_) {}

  std::optional<Row> next() {
    auto row = rows_();
    if (row) label(*row);
    return row;
  }

 private:
  std::string option() const { return "--labels " + escaped(vocabulary_->name); }

  void label(Row& row) {
    if (!row.labels.empty()) {
      row.vocabulary = vocabulary_;  // the ids of biases are the vocabulary's
      if (row.position) return;
      refuse(row, fmt::format("the input names its tokens itself, and {} would name them too", option()),
             "leave out one of the two");
    }
    if (row.ids.empty()) {
      row.vocabulary = of_length(row);
      return;
    }
    for (const std::uint64_t id : row.ids) row.labels.push_back(label_of(row, id));
    row.vocabulary = vocabulary_;
    if (!row.position) return;
    if (const auto id = parse_count(row.position->chosen)) row.position->chosen = label_of(row, *id);
  }

  std::string label_of(const Row& row, std::uint64_t id) const {
    if (id < vocabulary_->labels.size()) return vocabulary_->labels[id];
    if (pad_) return label_of_unnamed(id);
    refuse(row,
           fmt::format("there is a token with the id {}, and {} has {}", grouped(id), option(),
                       counted(vocabulary_->labels.size(), "token")),
           fmt::format("if it is of the same model, --labels-pad calls it {}", label_of_unnamed(id)));
  }

  /// The vocabulary, made as long as the row: as a rule the same one for all rows.
  std::shared_ptr<const Vocabulary> of_length(const Row& row) {
    const std::size_t has = vocabulary_->labels.size(), count = row.count();
    if (count == has) return vocabulary_;
    if (count < has || !pad_) {
      refuse(row,
             fmt::format("the row has {} and {} has {}", counted(count, "logit"), option(),
                         counted(has, "token")),
             count < has
                 ? "a row of a part of the vocabulary tells its ids: {\"ids\": [...], \"logits\": [...]}"
                 : fmt::format("if the model pads its vocabulary, --labels-pad calls the rest {} and "
                               "so on",
                               label_of_unnamed(has)));
    }
    if (padded_->labels.size() != count) {
      std::vector<std::string> labels = vocabulary_->labels;
      while (labels.size() < count) labels.push_back(label_of_unnamed(labels.size()));
      padded_ = std::make_shared<Vocabulary>(vocabulary_->name, std::move(labels), vocabulary_->spelling);
    }
    return padded_;
  }

  Rows rows_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  bool pad_;
  std::shared_ptr<const Vocabulary> padded_;  // for the last row that needed one
};

}  // namespace

Rows labelled(Rows rows, std::shared_ptr<const Vocabulary> vocabulary, bool pad) {
  Rows named = rows;  // passes over rows as before
  named.next = [labeller = std::make_shared<Labeller>(std::move(rows), std::move(vocabulary), pad)] {
    return labeller->next();
  };
  return named;
}

}  // namespace logits::io
