#pragma once

#include "src/io/row.hpp"

#include <memory>

namespace logits::io {

/// The rows with their tokens named by the vocabulary: by the ids, where a row has some, else in order. With
/// `pad`, a row may go beyond the vocabulary, and such tokens are called "<id 7>". The positions of a
/// response that names its tokens itself keep their names. Throws `Failure::input` for a row that does not
/// fit.
Rows labelled(Rows, std::shared_ptr<const Vocabulary>, bool pad);

}  // namespace logits::io
