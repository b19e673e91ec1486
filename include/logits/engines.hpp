#pragma once

#include "logits/chain.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logits {

// How inference engines make a distribution of logits. A profile is a row of data: an order of steps, their
// rules and defaults, the values it takes. It promises the distribution that the engine would draw from, not
// its draws.

/// An interval of numbers.
struct Interval {
  double low, high;
  bool has_low, has_high;  ///< whether the ends belong to it

  constexpr bool holds(double x) const {
    return (has_low ? x >= low : x > low) && (has_high ? x <= high : x < high);
  }
};

/// What an engine makes of values that others would take as they are.
struct Limit {
  enum class Answer {
    rejected,  ///< the engine reports an error
    clamped,   ///< it takes the value `to` instead
    greedy,    ///< it takes the largest token
    off,       ///< its own way to say that a step is off
  };
  std::string_view parameter;
  Interval values;
  Answer answer;
  double to = 0;                ///< of `clamped`
  std::string_view takes = {};  ///< of `rejected`, what it does take: "0 to 2"
};

/// A parameter of ours that an engine has, and what its requests call it.
struct Taken {
  enum class Reading {
    as_written,
    zero_is_none,  ///< a window of 0 tokens sees none, so that its step does nothing
    at_least_one,  ///< less than 1 is 1
    flag_is_two,   ///< true and false are 2 and 0
  };
  std::string_view parameter;
  std::string_view key;  ///< empty if a request cannot tell it
  Reading reading = Reading::as_written;
};

/// Another order of steps, which holds in place of the usual one. What it does not name is not run.
struct Alternative {
  std::string_view when;  ///< in words: "with min-p"
  bool (*holds)(const Chain&);
  std::vector<std::string_view> order;
};

/// A step that nobody can set or leave out, and the one that it comes after.
struct Fixed {
  Step step;
  std::string_view after;
};

/// What is peculiar to an engine's requests, beside the keys of its parameters.
struct RequestForm {
  struct Word {
    std::string_view word;  ///< as the order spells it
    char letter;            ///< the same in an order that is a string of letters
    std::string_view part;  ///< the step or picker that it names; empty if out of scope
  };
  /// A key of what the engine does to the result and this program does not, and a number at which it does
  /// nothing. Several rows are several such numbers.
  struct NotDone {
    std::string_view key;
    double off = 0;
  };
  std::string_view inside = {};  ///< the member that holds the parameters: "options"
  std::string_view order = {};   ///< the key of an order of steps
  /// Those that may stand in it, in any case, and with "-", "_" or nothing between their parts. Steps without
  /// a word keep their places.
  std::vector<Word> words = {};
  std::string_view draws = {};      ///< the key of a flag: draw, or take the largest (if it is not there too)
  bool settings_make_draw = false;  ///< temperature and truncations draw whatever that flag says
  std::vector<NotDone> not_done = {};
};

/// An engine's profile.
struct Engine {
  std::string_view name;   ///< as `--engine` takes it
  std::string_view about;  ///< one line: what it is, and as of when
  Chain chain;             ///< its steps in their order, with their rules, set to its defaults
  std::vector<Taken> takes;
  std::vector<Limit> limits = {};
  std::vector<Alternative> alternatives = {};  ///< the first that holds counts
  std::vector<Fixed> fixed = {};
  RequestForm request = {};
  /// Which log-probs it reports: "raw", "after-penalties-and-temperature", "before-temperature", "processed"
  /// (after everything); empty if that is undisclosed.
  std::string_view logprobs = {};
  std::vector<std::string_view> notes = {};  ///< what else to know, a line each
};

/// All profiles.
std::span<const Engine> engines();

/// The profile of that name, or nothing.
const Engine* find_engine(std::string_view name);

/// Whether an engine has a parameter (the rules of its steps, such as "top-k-ties", it has too).
bool has(const Engine&, std::string_view parameter);

/// What a number, word or flag is in a step that is off: 1 for "top-p". 0 for one that is unknown.
double value_when_off(std::string_view parameter);

/// A value, and what is to be said of it, if anything.
template <typename T>
struct Told {
  T value;
  std::string said;
};

/// What an engine makes of a parameter's value: "vllm takes temperature 0.005 as 0.01". A value at which the
/// step is off is always accepted, and so is a bias of minus infinity, a ban. Values are numbers; a word is
/// its place among the words. Throws `Failure::usage`: "vllm rejects temperature 3: it takes 0 to 2",
/// "vllm has no dry-multiplier".
Told<double> adjusted(const Engine&, std::string_view parameter, double value);

/// The steps of these names in this order, set as they are in the chain; others are left out. Names that the
/// chain does not have are passed over. The picker stays.
Chain in_order(const Chain&, std::span<const std::string_view> names);

/// What the engine runs where its chain is set like this: one of its alternatives may hold, and then steps
/// that are on may be left out: "with mirostat, llama.cpp leaves out top-k, top-p, min-p".
Told<Chain> chain_of(const Engine&, const Chain& set);

/// The engine's chain with its order and rules, and all steps off.
Chain neutral(const Engine&);

}  // namespace logits
