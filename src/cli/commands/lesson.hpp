#pragma once

#include "src/cli/commands/trace.hpp"
#include "src/cli/options.hpp"
#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

/// A row explained step by step, as text or as Markdown.
class Lesson {
 public:
  Lesson(io::Output&, const io::Result&, const Options&, const io::Looks&);

  void print();

 private:
  static constexpr std::size_t most_named = 8;  ///< of the tokens in a list

  /// What stands behind a token's name: parts that are aligned from line to line, and perhaps a bar.
  struct Line {
    std::vector<std::string> parts;
    std::string tail = {};
  };
  using LineOf =
      std::function<Line(std::size_t position)>;  ///< of the token at a position among the candidates

  std::string token(TokenId) const;
  std::string number(double) const;
  std::string probability(double) const;
  std::string list(const std::vector<TokenId>&) const;

  /// A step begins: its heading, and what it does in a sentence. In Markdown what follows is a block of code.
  void begin(std::string_view heading, std::string_view remark = {});
  void end();

  /// A line for each of the tokens that is in play. `widths` are the least widths of the parts.
  void lines(const Candidates&, std::vector<std::size_t> widths, const std::vector<TokenId>&, const LineOf&);

  /// The lines of the shown tokens, and how many more there are.
  void lines(const Candidates&, std::vector<std::size_t> widths, const LineOf&);

  // Some parts have something of their own to say; all others say what they do, and what came of it.
  void explain(const Bias&, const Trace&);
  void explain(const Temperature&, const Trace&);
  void explain(const TopK&, const Trace&);
  void explain(const TopP&, const Trace&);
  void explain(const MinP&, const Trace&);
  void explain_dynamic(const Trace&);
  void explain(const TopNSigma&, const Trace&);
  void explain(const TopA&, const Trace&);
  void explain(const TailFree&, const Trace&);
  void explain(const Typical&, const Trace&);
  void explain(const Epsilon&, const Trace&);
  void explain(const Eta&, const Trace&);
  void explain(const TopH&, const Trace&);
  void explain(const PLess&, const Trace&);
  void explain(const Xtc&, const Trace&);
  void explain(const Mirostat&, const Trace&);
  void explain(const AdaptiveP&, const Trace&);
  void explain(const Guidance&, const Trace&);
  void explain(const Smoothing&, const Trace&);
  void explain(const Penalties&, const Trace&);
  void explain(const NoRepeatNgram&, const Trace&);
  void explain(const Dry&, const Trace&);
  void explain(const auto& part, const Trace& trace) {
    begin_part(part.does, trace);
    tell_outcome(trace);
  }
  void begin_part(std::string_view does, const Trace&);
  void tell_outcome(const Trace&);
  void tell_what_is_left(const Trace&);
  void keep_and_cut(const Trace&);
  void tell_boundary(const Trace&);
  void tell_cut(const Trace&);  ///< what is kept and cut, the boundary, and what is divided by
  void tell_skipped(const TopP&, const Trace&);
  void tell_leader_below(double least, const Trace&);
  void tell_boundary_of_typical(const Trace&);
  void tell_divisor(const Trace&);
  void gains_and_loses(const Trace&);
  void explain_softmax(const Candidates& left);

  io::Output& out_;
  const io::Result& result_;
  const io::Looks& looks_;
  std::vector<TokenId> shown_;
  std::size_t token_width_ = 0;
  int steps_ = 0;
};

}  // namespace logits::cli
