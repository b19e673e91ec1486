#pragma once

#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "src/io/row.hpp"

#include <string>
#include <vector>

namespace logits::cli {

/// What becomes of the tokens that a truncated distribution does not list.
enum class Tail {
  none,     ///< there are none: the distribution is whole
  block,    ///< they stay one block, untouched: only what adds to single logits is on, and of listed tokens
  cut,      ///< the steps surely cut them all
  unknown,  ///< the result would depend on them one by one
};
Tail tail_after(const io::Row&, const Chain&, const State& = {});

/// The number of the part that cuts the tail, or would have to know it.
std::size_t reaching_part(const Chain&);

/// The candidates that the steps begin with. The rest of a truncated distribution is the last of them where
/// it stays a block, and is left out where it is cut. Throws `Failure::no_answer` where the tail is unknown.
Candidates candidates_before(const io::Row&, const Chain&, const State& = {});

/// The chain as it is to be run on these candidates: without the rest that it cuts, top-p looks for a larger
/// share of a smaller whole.
Chain chain_on_candidates(const io::Row&, Chain, const State& = {});

/// The candidates after the chain.
Candidates candidates_after(const io::Row&, const Chain&, const State& = {});

/// What softmax makes of candidates of the row. A response that no step changes is taken as it is told.
Distribution distribution_of(const io::Row&, const Chain&, Candidates);

/// Takes the tokens that are listed for all there are.
void close(io::Row&);

/// What is to be said of log-probs that are taken for all the tokens there are, and do not cover all of the
/// probability: then the numbers change. Empty where there is nothing to say.
std::string note_on_coverage(const io::Row&);

/// Throws `Failure::no_answer`, saying what needs the tokens that are not listed: "drawing".
[[noreturn]] void refuse_open(const io::Row&, const Chain&, const State&, const std::string& what);

}  // namespace logits::cli
