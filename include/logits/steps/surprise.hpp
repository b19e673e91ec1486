// Steps that keep tokens by their probability or surprise, -ln p, and the entropy of the candidates.
#pragma once

#include "logits/candidates.hpp"
#include "logits/parameter.hpp"

#include <string_view>

namespace logits {

/// Locally typical sampling: in the order of |-ln p - H| ascending, H the entropy, the shortest prefix that
/// reaches mass p; the earlier token first on a tie. At least one stays; 1 keeps all.
struct Typical {
  static constexpr std::string_view name = "typical";
  static constexpr std::string_view does =
      "keep the tokens whose surprise is nearest to the entropy, p together";
  static constexpr std::string_view source = "Meister et al. 2022, arXiv:2202.00666";

  enum class Rule { reach, pass };  ///< whether the mass has to be p or more, or more than p
  enum class Ties { first, all };   ///< of those whose deviation is that of the last

  double p = 1;
  Rule rule = Rule::reach;
  Ties ties = Ties::first;

  bool is_off() const { return p == 1; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "typical",
                    .range = Range::fraction,
                    .value = "P",
                    .help = "keep the most typical that reach P together; 1: all"},
          &Typical::p);
    field(Parameter{.name = "typical-rule",
                    .range = Range::word,
                    .value = "RULE",
                    .help = "reach P, or pass it (reach)",
                    .words = "reach|pass",
                    .needs = "typical"},
          &Typical::rule);
    field(Parameter{.name = "typical-ties",
                    .range = Range::word,
                    .value = "WHICH",
                    .help = "of those as typical as the last: first or all",
                    .words = "first|all",
                    .needs = "typical"},
          &Typical::ties);
  }
  bool operator==(const Typical&) const = default;
};

/// Epsilon sampling: keeps p >= epsilon. The largest always stay; 0 keeps all.
struct Epsilon {
  static constexpr std::string_view name = "epsilon";
  static constexpr std::string_view does = "keep p of at least epsilon";
  static constexpr std::string_view source = "Hewitt, Manning, Liang 2022, arXiv:2210.15191";

  double epsilon = 0;

  bool is_off() const { return epsilon == 0; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "epsilon", .range = Range::fraction, .value = "E", .help = "keep p >= E; 0: all"},
          &Epsilon::epsilon);
  }
  bool operator==(const Epsilon&) const = default;
};

/// Eta sampling: keeps p >= min(eta, sqrt(eta) e^-H), H the entropy. The largest always stay; 0 keeps all.
struct Eta {
  static constexpr std::string_view name = "eta";
  static constexpr std::string_view does = "keep p of at least min(eta, sqrt(eta) e^-H)";
  static constexpr std::string_view source = "Hewitt, Manning, Liang 2022, arXiv:2210.15191";

  double eta = 0;

  bool is_off() const { return eta == 0; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "eta",
                    .range = Range::fraction,
                    .value = "E",
                    .help = "keep p >= min(E, sqrt(E) exp(-entropy)); 0: all"},
          &Eta::eta);
  }
  bool operator==(const Eta&) const = default;
};

/// Top-H: the longest prefix by falling p whose entropy is at most a times that of all. The leader always
/// stays; 1 keeps all.
struct TopH {
  static constexpr std::string_view name = "top-h";
  static constexpr std::string_view does = "keep the most tokens whose entropy is at most a of all";
  static constexpr std::string_view source = "Baghaei Potraghloo et al. 2025, arXiv:2509.02510";

  enum class Rule {
    entropy,  ///< the prefix's own entropy, renormalised
    terms,    ///< the sum of -p ln p over the prefix, p over the 100 largest, H being theirs (transformers)
  };

  double a = 1;
  Rule rule = Rule::entropy;

  bool is_off() const { return a == 1; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "top-h",
                    .range = Range::fraction,
                    .value = "A",
                    .help = "keep the likeliest with entropy <= A H; 1: all"},
          &TopH::a);
    field(Parameter{.name = "top-h-rule",
                    .range = Range::word,
                    .value = "RULE",
                    .help = "entropy, or terms: -p ln p of the 100 largest",
                    .words = "entropy|terms",
                    .needs = "top-h"},
          &TopH::rule);
  }
  bool operator==(const TopH&) const = default;
};

/// p-less: keeps p >= the sum of p^2, the chance that two draws agree, and the likeliest.
struct PLess {
  static constexpr std::string_view name = "p-less";
  static constexpr std::string_view does = "keep p of at least the sum of p^2";
  static constexpr std::string_view source = "Tan et al. 2025, arXiv:2509.23234";

  bool on = false;

  bool is_off() const { return !on; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "p-less", .range = Range::flag, .help = "keep p >= the sum of all p squared"},
          &PLess::on);
  }
  bool operator==(const PLess&) const = default;
};

}  // namespace logits
