#include "logits/chain.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/commands/trace.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"
#include "src/io/write_json.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr std::size_t most_named = 8;
constexpr double banned = -std::numeric_limits<double>::infinity();

/// The text of an explanation, step by step.
class Lesson {
 public:
  Lesson(io::Output& out, const io::Result& result, const Options& options, const io::Looks& looks)
      : out_(out), result_(result), looks_(looks) {
    const std::size_t count = result.row.logits.size();
    const bool all = options.max_rows == 0 || options.max_rows >= count;
    shown_.resize(count);
    std::iota(shown_.begin(), shown_.end(), TokenId{0});
    if (!all) {
      shown_ = io::leaders_first(result, static_cast<std::size_t>(options.max_rows));
      shown_.resize(static_cast<std::size_t>(options.max_rows));
    }
    for (const TokenId id : shown_) token_width_ = std::max(token_width_, io::columns(token(id)));
  }

  void print() {
    const std::vector<Trace> traces = trace_of(result_);
    out_.write(io::counted(result_.row.logits.size(), "logit"));
    std::vector<TokenId> lost;
    for (TokenId id = 0; id < result_.row.logits.size(); ++id) {
      if (result_.row.logits[id] == banned) lost.push_back(id);
    }
    if (!lost.empty()) out_.print(", {} of them banned ({})", io::grouped(lost.size()), list(lost));
    for (const Trace& trace : traces) out_.print(" -> {}", describe(trace.step));
    out_.write(" -> softmax\n");
    for (const Trace& trace : traces) {
      std::visit([&](const auto& step) { explain(step, trace); }, trace.step);
    }
    explain_softmax(traces);
  }

 private:
  std::string token(TokenId id) const { return io::token_cell(result_.row, id, looks_); }
  std::string number(double x) const { return io::decimal(x, looks_.digits); }

  void heading(std::string_view text) { out_.print("\nstep {}  {}\n", ++steps_, text); }
  void remark(std::string_view text) { out_.print("        {}\n", text); }

  /// What stands behind a token's name: parts that are aligned from line to line, and perhaps a bar.
  struct Line {
    std::vector<std::string> parts;
    std::string tail = {};
  };

  /// A line for each of the tokens that is in play, made by line_of(position among the candidates). `widths`
  /// are the least widths of the parts.
  void lines(const Candidates& candidates, std::vector<std::size_t> widths, const std::vector<TokenId>& ids,
             auto line_of) {
    std::vector<std::pair<std::string, Line>> rows;
    std::size_t token_width = token_width_;
    for (const TokenId id : ids) {
      const auto found = std::lower_bound(candidates.ids.begin(), candidates.ids.end(), id);
      if (found == candidates.ids.end() || *found != id) continue;
      Line line = line_of(static_cast<std::size_t>(found - candidates.ids.begin()));
      widths.resize(std::max(widths.size(), line.parts.size()));
      for (std::size_t i = 0; i < line.parts.size(); ++i)
        widths[i] = std::max(widths[i], line.parts[i].size());
      token_width = std::max(token_width, io::columns(token(id)));
      rows.emplace_back(token(id), std::move(line));
    }
    for (const auto& [name, line] : rows) {
      std::string text = "  " + name + std::string(token_width - io::columns(name) + 1, ' ');
      for (std::size_t i = 0; i < line.parts.size(); ++i)
        text += fmt::format(" {:>{}}", line.parts[i], widths[i]);
      out_.print("{}{}{}\n", text, line.tail.empty() ? "" : "  ", line.tail);
    }
  }

  /// The lines of the shown tokens, and how many more there are.
  void lines(const Candidates& candidates, std::vector<std::size_t> widths, auto line_of) {
    lines(candidates, std::move(widths), shown_, line_of);
    if (candidates.ids.size() > shown_.size()) {
      out_.print("  {} {} more\n", looks_.ascii ? "..." : "…",
                 io::grouped(candidates.ids.size() - shown_.size()));
    }
  }

  std::string list(const std::vector<TokenId>& ids) const {
    std::string names;
    for (std::size_t i = 0; i < std::min(ids.size(), most_named); ++i)
      names += (i == 0 ? "" : ", ") + token(ids[i]);
    if (ids.size() > most_named) names += fmt::format(", and {} more", io::grouped(ids.size() - most_named));
    return names;
  }

  /// Who stays and who goes.
  void keep_and_cut(const Trace& trace) {
    const std::vector<TokenId> kept = by_logit(trace.after.ids, result_);
    out_.print("  keep  {}\n", list(kept));
    if (trace.cut.empty()) return out_.write("  cut   nothing\n");
    out_.print("  cut   {}  ({} held p = {})\n", list(trace.cut),
               trace.cut.size() == 1 ? "it" : "together they", io::rounded(trace.cut_mass, looks_.digits));
    const auto logit = [&](TokenId id) {
      return result_.row.logits[id] + io::bias_on(result_, id);
    };
    if (logit(kept.back()) == logit(trace.cut.front())) {
      out_.print("  {} and {} are equal: of equals the earlier stays\n", token(kept.back()),
                 token(trace.cut.front()));
    }
    if (kept.size() > most_named || trace.cut.size() > most_named) {
      out_.print("  the last kept is {}, the first cut is {}\n", token(kept.back()),
                 token(trace.cut.front()));
    }
  }

  void explain(const Bias& bias, const Trace& trace) {
    heading("bias: add to single logits");
    remark("adding b multiplies a token's odds against every other by e^b; -inf bans it");
    const std::size_t most = std::max(shown_.size(), most_named);
    std::vector<TokenId> ids;
    for (const auto& [id, b] : bias.terms) {
      if (result_.row.logits[id] != banned && ids.size() < most) ids.push_back(id);
    }
    lines(trace.before, {}, ids, [&](std::size_t i) -> Line {
      const double logit = trace.before.logits[i];
      const double b = io::bias_on(result_, trace.before.ids[i]);
      if (b == banned) return {{number(logit), "- inf =", "banned"}};
      return {{number(logit), (b < 0 ? "- " : "+ ") + io::shortest(std::fabs(b)) + " =", number(logit + b)}};
    });
    if (bias.terms.size() > ids.size() && ids.size() == most) {
      out_.print("  {} more\n", io::grouped(bias.terms.size() - most));
    }
    if (!trace.cut.empty()) keep_and_cut(trace);
  }

  void explain(const Temperature& temperature, const Trace& trace) {
    if (temperature.t == 0) {
      heading("temperature: T = 0 is greedy, keep the largest logit, forget the rest");
      return keep_and_cut(trace);
    }
    const std::string t = io::shortest(temperature.t);
    heading("temperature: divide every logit by T = " + t);
    remark(temperature.t < 1 ? "T < 1 widens every gap, so the leader gains"
                             : "T > 1 narrows every gap, so the others gain on the leader");
    const auto logits = io::aligned(trace.before.logits, looks_.digits);
    lines(trace.before, {5, 0, 8}, [&](std::size_t i) {
      return Line{{logits[i], "/ " + t + " =", number(trace.before.logits[i] / temperature.t)}};
    });
  }

  void explain(const TopK& top_k, const Trace& trace) {
    heading(fmt::format("top-k: keep the {}largest, forget the rest",
                        top_k.k == 1 ? "" : io::grouped(top_k.k) + " "));
    keep_and_cut(trace);
  }

  void explain_softmax(const std::vector<Trace>& traces) {
    const Candidates left = traces.empty() ? Candidates::from(result_.row.logits) : traces.back().after;
    const double largest = *std::max_element(left.logits.begin(), left.logits.end());
    const double t = left.temperature;
    const std::string top = number(largest / t);
    const double leader = *std::max_element(result_.distribution.p.begin(), result_.distribution.p.end());
    const auto difference = [&](std::size_t i) {
      return (left.logits[i] - largest) / t;
    };
    const auto exponential = [&](std::size_t i) {
      return result_.distribution.p[i] / leader;
    };

    if (std::isfinite(largest / t)) {
      heading("subtract the largest, " + top);
      remark("the same constant off every logit changes no probability, and stops exp from overflowing");
      lines(left, {}, [&](std::size_t i) {
        return Line{{number(left.logits[i] / t), largest < 0 ? "+" : "-",
                     number(std::fabs(largest / t)) + " =", number(difference(i))}};
      });
    } else {
      heading("subtract the largest");
      remark("before dividing by T, because the quotients are more than a double holds");
      lines(left, {}, [&](std::size_t i) {
        return Line{{"(" + number(left.logits[i]), "- " + number(largest) + ") / " + io::shortest(t) + " =",
                     number(difference(i))}};
      });
    }
    heading("exponentiate");
    remark("e^x is positive, and a difference of x becomes a ratio of e^x");
    lines(left, {}, [&](std::size_t i) {
      return Line{{"exp(" + number(difference(i)) + ")", "=", number(exponential(i))}};
    });
    const std::string sum = number(1 / leader);
    out_.print("  sum {}\n", sum);
    heading("divide by the sum");
    lines(left, {}, [&](std::size_t i) {
      return Line{
          {number(exponential(i)), "/", sum, "=", io::rounded(result_.distribution.p[i], looks_.digits)},
          io::bar(result_.distribution.p[i], looks_)};
    });
    const double total = std::accumulate(result_.distribution.p.begin(), result_.distribution.p.end(), 0.0);
    out_.print("\ncheck   the probabilities add up to {:.{}f}\n", total, looks_.digits);
  }

  io::Output& out_;
  const io::Result& result_;
  const io::Looks& looks_;
  std::vector<TokenId> shown_;
  std::size_t token_width_ = 0;
  int steps_ = 0;
};

void print_json(io::Output& out, const io::Result& result) {
  io::write_json_head(out, result);
  std::vector<TokenId> order(result.row.logits.size());
  std::iota(order.begin(), order.end(), TokenId{0});
  io::write_json_tokens(out, result, order);
  out.write(",\"steps\":[");
  bool first = true;
  for (const Trace& trace : trace_of(result)) {
    out.print("{}{{\"step\":\"{}\"", std::exchange(first, false) ? "" : ",", name(trace.step));
    io::write_json_parameters(out, trace.step);
    out.print(",\"kept\":{},\"cut\":{},\"cut_p\":{}", trace.after.ids.size(), trace.cut.size(),
              io::json_number(trace.cut_mass));
    if (!trace.cut.empty()) {
      out.write(",\"last_kept\":{");
      io::write_json_token(out, result.row, by_logit(trace.after.ids, result).back());
      out.write("},\"first_cut\":{");
      io::write_json_token(out, result.row, trace.cut.front());
      out.write("}");
    }
    out.write("}");
  }
  out.write("]}\n");
}

}  // namespace

void print_explanation(io::Output& out, std::string_view heading, const io::Result& result,
                       const Options& options, const io::Looks& looks) {
  out.write(heading);
  if (options.format == Format::json) return print_json(out, result);
  Lesson(out, result, options, looks).print();
}

}  // namespace logits::cli
