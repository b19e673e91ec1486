#pragma once

#include "src/io/json.hpp"
#include "src/io/vocabulary/pieces.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace logits::io {

/// A piece whose id is told with it.
struct PieceWithId {
  std::uint64_t id;
  std::string text;
  std::size_t at;        ///< where it stands
  bool added = false;    ///< to the model's own
  bool literal = false;  ///< stands for itself, whatever the spelling
};

/// The members of {"piece": id}. Throws `Failure::input` if a piece is there twice.
std::vector<PieceWithId> pieces_of_map(const Json::Object&, const Text&);

/// Puts pieces at their ids. An added piece takes the place of another. An id in a gap is called "<id 7>".
/// Throws `Failure::input` if two have the same id, and for more gaps than pieces.
Pieces pieces_by_id(std::vector<PieceWithId>, const Text&);

}  // namespace logits::io
