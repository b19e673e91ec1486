#include "src/cli/commands/print_diff.hpp"

#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr double bits_per_nat = 1.4426950408889634;  // 1 / ln 2

bool is_agreement(const Measure& measure) {
  return measure.key.ends_with("_agreement");
}

/// The text for a person.
class Page {
 public:
  Page(io::Output& out, const DiffSummary& summary, const Options& options, const io::Looks& looks)
      : out_(out), summary_(summary), options_(options), looks_(looks), single_(summary.rows() == 1) {}

  void print(const DiffNames& names) {
    const std::string tokens = summary_.fewest_tokens() == summary_.most_tokens()
                                   ? io::counted(summary_.most_tokens(), "token")
                                   : fmt::format("{} to {} tokens", io::grouped(summary_.fewest_tokens()),
                                                 io::grouped(summary_.most_tokens()));
    const std::string rows = single_ ? tokens : io::counted(summary_.rows(), "row") + " of " + tokens;
    const std::string heading = fmt::format("A = {}, B = {}: {}", names.a, names.b, rows);
    looks_.markdown ? out_.print("### {}\n\n", io::markdown_text(heading)) : out_.print("{}\n\n", heading);
    print_measures();
    if (summary_.has_targets()) print_perplexities();
    out_.write("\n");
    print_meaning();
    print_moved();
  }

 private:
  /// How the numbers of one measure are written: places as they are, and with two decimals more where all are
  /// small, because a good quantisation has a KL of 0.0002.
  auto cells_of(const Measure& measure, double least, double most) const {
    const double largest = std::max(std::fabs(least), std::fabs(most));
    const bool counts = measure.unit == "places" || measure.key == "leader_rank_b";
    return [counts, digits = digits_for(largest)](std::optional<double> x) -> std::string {
      if (!x) return "-";
      return counts ? io::trimmed(*x, digits) : io::rounded(*x, digits);
    };
  }

  int digits_for(double largest) const {
    return largest < 0.1 ? std::min(looks_.digits + 2, 17) : looks_.digits;
  }

  void print_measures() const {
    io::Table table;
    table.columns.push_back({single_ ? "" : "over all rows"});
    if (single_) {
      table.columns.push_back({"value"});
    } else {
      for (const char* const title : {"mean", "std. error", "median", "90 %", "99 %", "max"})
        table.columns.push_back({title});
    }
    for (const Measure& measure : measures()) {
      const Statistics& statistics = summary_.of(measure.key);
      if (statistics.empty()) continue;
      table.columns[0].cells.emplace_back(measure.title);
      const std::vector<double> values = statistics.percentiles({0, 0.5, 0.9, 0.99, 1});
      const auto cell = cells_of(measure, values.front(), values.back());
      table.columns[1].cells.push_back(cell(statistics.mean()));
      table.tails.push_back(unit_of(measure));
      if (single_) continue;
      table.columns[2].cells.push_back(cell(statistics.standard_error()));
      for (std::size_t i = 1; i < values.size(); ++i)
        table.columns[i + 2].cells.push_back(is_agreement(measure) ? "" : cell(values[i]));
    }
    table.print(out_, looks_);
  }

  std::string unit_of(const Measure& measure) const {
    if (single_ && summary_.tokens() != nullptr) {
      const Agreement& agreement = summary_.agreement();
      const auto token = [this](TokenId id) {
        const io::Row& tokens = *summary_.tokens();
        const std::string name =
            (tokens.token_labels().empty() ? "token " : "") + io::token_cell(tokens, id, looks_);
        return looks_.markdown ? io::markdown_text(name) : name;
      };
      if (measure.key == "leader_p_a") return token(agreement.leader_a);
      if (measure.key == "leader_p_b" && agreement.leader_a != agreement.leader_b)
        return "B's leader is " + token(agreement.leader_b);
    }
    if (!single_ && measure.key == "top1_agreement") {
      const Statistics& same = summary_.of(measure.key);
      return fmt::format("in {} of {}", io::grouped(same_leaders()), io::counted(same.count(), "row"));
    }
    return std::string(measure.unit);
  }

  std::uint64_t same_leaders() const {
    const Statistics& same = summary_.of("top1_agreement");
    return static_cast<std::uint64_t>(std::llround(*same.mean() * static_cast<double>(same.count())));
  }

  void print_perplexities() const {
    io::Table table;
    table.columns = {{"on the next tokens"}, {single_ ? "value" : "mean"}};
    const auto add = [&](std::string_view title, std::optional<double> value, std::string tail) {
      table.columns[0].cells.emplace_back(title);
      table.columns[1].cells.push_back(value ? io::rounded(*value, looks_.digits) : "-");
      table.tails.push_back(std::move(tail));
    };
    const auto power = [](std::optional<double> nats) {
      return nats ? std::optional(perplexity(*nats)) : std::nullopt;
    };
    const Statistics& difference = summary_.of("nll_difference");
    const auto error = difference.standard_error();
    add("perplexity of A", power(summary_.of("nll_a").mean()), "");
    add("perplexity of B", power(summary_.of("nll_b").mean()), "");
    add("ratio, B over A", power(difference.mean()), "");
    add("ln of the ratio", difference.mean(),
        error ? (looks_.ascii ? "+- " : "± ") + io::rounded(*error, looks_.digits) : "");
    add("p of the next token, rms difference", summary_.of("target_dp").root_mean_square(), "");
    out_.write("\n");
    table.print(out_, looks_);
    if (summary_.undefined_targets() > 0) {
      io::print_under(
          out_, looks_,
          fmt::format("In {} neither can draw the next token: the difference is not defined there.",
                      io::counted(summary_.undefined_targets(), "row")));
    }
  }

  void say(std::string_view sentence) const {
    looks_.markdown ? out_.print("{}\n\n", io::markdown_text(sentence)) : out_.print("{}\n", sentence);
  }

  /// Why a divergence is infinite: in most cases because the one has tokens that the other cannot draw.
  void explain_infinity(std::string_view key, std::string_view divergence, char has, char has_not,
                        std::uint64_t because_cut) const {
    const Statistics& kl = summary_.of(key);
    if (kl.infinite() == 0) return;
    const std::string where =
        single_ ? ""
                : fmt::format(" in {} of {}", io::grouped(kl.infinite()), io::counted(kl.count(), "row"));
    const std::string cut =
        fmt::format("there {} has tokens that {} cannot draw, because they are banned or cut", has, has_not);
    const std::string reason = because_cut == kl.infinite() ? cut
                               : because_cut == 0           ? "it is more than a double holds"
                                                            : cut + ", or it is more than a double holds";
    const auto finite = kl.finite_mean();
    const std::uint64_t others = kl.count() - kl.infinite();
    const std::string rest =
        !finite
            ? ""
            : fmt::format("; {} is {}",
                          others == 1 ? "in the other row it"
                                      : fmt::format("the mean over the other {}", io::counted(others, "row")),
                          io::rounded(*finite, looks_.digits));
    say(fmt::format("{} is infinite{}: {}{}.", divergence, where, reason, rest));
  }

  void print_meaning() const {
    const double kl = *summary_.of("kl").mean(), tv = *summary_.of("tv").mean();
    if (tv == 0 && std::isfinite(kl) && summary_.of("logp_max").mean() == 0.0) {
      return say(single_ ? "A and B are the same distribution." : "A and B are the same in every row.");
    }
    explain_infinity("kl", "KL(A || B)", 'A', 'B', summary_.rows_only_a());
    explain_infinity("kl_reverse", "KL(B || A)", 'B', 'A', summary_.rows_only_b());
    if (std::isfinite(kl)) {
      const double bits = kl * bits_per_nat, ratio = perplexity(kl);
      say(fmt::format(
          "Text sampled from A costs {} bits a token more to code with B than with A: B's perplexity on "
          "it is {} times A's.",
          io::rounded(bits, digits_for(bits)),
          ratio < 1e4 ? io::decimal(ratio, looks_.digits) : io::factor_text(ratio, looks_.digits)));
    }
    const std::uint64_t other = summary_.rows() - same_leaders();
    if (other > 0 && !single_)
      say(fmt::format("Greedy decoding would take another token in {} of {}.", io::grouped(other),
                      io::counted(summary_.rows(), "row")));
  }

  void print_moved() const {
    if (summary_.tokens() == nullptr) {
      return say("Which tokens moved most is not told: the rows have different tokens.");
    }
    const std::vector<TokenId> ids = summary_.moved(options_.max_rows);
    if (ids.empty()) return;
    const auto rows = static_cast<double>(summary_.rows());
    const std::string change = looks_.ascii ? "change" : "Δp";
    io::Table table;
    table.columns = {{"moved most"}, {"p in A"}, {"p in B"}, {change}, {"ln(B / A)"}};
    if (!single_) table.columns.push_back({looks_.ascii ? "mean |change|" : "mean |Δp|"});
    const auto width = static_cast<std::size_t>(looks_.digits) + 3;
    for (std::size_t i = 1; i < table.columns.size(); ++i) table.columns[i].least_width = width;
    const auto with_sign = [this](double x) {
      return (x > 0 ? "+" : "") + io::rounded(x, looks_.digits);
    };
    for (const TokenId id : ids) {
      const Movement& movement = summary_.movement(id);
      const std::optional<double> ratio = summary_.log_ratio(id);
      table.columns[0].cells.push_back(io::token_cell(*summary_.tokens(), id, looks_));
      table.columns[1].cells.push_back(io::rounded(movement.p_a / rows, looks_.digits));
      table.columns[2].cells.push_back(io::rounded(movement.p_b / rows, looks_.digits));
      table.columns[3].cells.push_back(with_sign(movement.change / rows));
      table.columns[4].cells.push_back(ratio ? with_sign(*ratio) : "-");
      if (!single_) table.columns[5].cells.push_back(io::rounded(movement.distance / rows, looks_.digits));
    }
    if (!looks_.markdown) out_.write("\n");
    table.print(out_, looks_);
    const std::uint64_t more = summary_.moved_count() - ids.size();
    if (more > 0)
      io::print_under(out_, looks_,
                      fmt::format("{} {} more moved less", looks_.ascii ? "..." : "…", io::grouped(more)));
  }

  io::Output& out_;
  const DiffSummary& summary_;
  const Options& options_;
  const io::Looks& looks_;
  bool single_;
};

}  // namespace

void print_diff(io::Output& out, const DiffSummary& summary, const DiffNames& names, const Options& options,
                const io::Looks& looks) {
  if (options.format == Format::json) return print_diff_json(out, summary, names, options);
  Page(out, summary, options, looks).print(names);
}

}  // namespace logits::cli
