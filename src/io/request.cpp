#include "src/io/request.hpp"

#include "logits/error.hpp"
#include "src/io/documents.hpp"
#include "src/io/json_values.hpp"
#include "src/io/request_parts.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// What a window of no tokens makes of the step that it belongs to.
struct NoWindow {
  std::string_view window, parameter, off;
};
constexpr auto without_window = std::to_array<NoWindow>({{"penalty-window", "repetition-penalty", "1"},
                                                         {"penalty-window", "frequency-penalty", "0"},
                                                         {"penalty-window", "presence-penalty", "0"},
                                                         {"dry-window", "dry-multiplier", "0"}});

bool is_off(const Setting& setting) {
  double number = 0;
  return read_value(setting.value, Parameter{.name = "", .range = Range::any}, number) &&
         number == value_when_off(setting.name);
}

/// Whether a seed leaves it to the engine: -1, also as an unsigned number.
bool is_chance(const Json& seed) {
  constexpr double unsigned_minus_one = 4294967295;
  return seed.number() != nullptr && (*seed.number() < 0 || *seed.number() == unsigned_minus_one);
}

/// Whether the parameter is one of a part of this name.
bool belongs_to(std::string_view parameter, std::string_view part) {
  bool found = false;
  for_each_part_type([&]<typename Part>() {
    Part::fields(
        [&](const Parameter& p, auto) { found = found || (Part::name == part && p.name == parameter); });
  });
  return found;
}

class Reader {
 public:
  Reader(const Engine& engine, const Text& text) : engine_(engine), text_(text) {}

  void read(const Json& json) {
    if (json.object() == nullptr) {
      fail(fmt::format("the request is {}, not an object", json.kind()), text_, json.at,
           "expected {\"temperature\": 0.7, ...}");
    }
    for (const auto& [key, at, value] : *json.object()) {
      static_cast<void>(json.find(key, text_));  // refuses a second one
      if (value.is_null()) continue;
      if (key.empty() || !read_member(key, at, value)) {  // "" stands in profiles for what they do not have
        request_.unknown.push_back({key, text_.point(at, key.size() + 2)});
      }
    }
  }

  EngineRequest finish() {
    switch_off_without_window();
    leave_out_pickers();
    decide_whether_to_draw();
    return std::move(request_);
  }

 private:
  /// False for a key that is unknown, and may matter.
  bool read_member(const std::string& key, std::size_t at, const Json& value) {
    const RequestForm& form = engine_.request;
    const auto taken = std::find_if(engine_.takes.begin(), engine_.takes.end(),
                                    [&](const Taken& t) { return t.key == key; });
    if (taken != engine_.takes.end()) {
      read_parameter(*taken, at, value);
    } else if (key == form.inside) {
      if (value.object() == nullptr)
        fail(fmt::format("{} is {}, not an object", in_quotes(key), value.kind()), text_, value.at);
      read(value);
    } else if (key == form.order) {
      named_parts_ = read_request_order(request_, engine_, value, text_);
    } else if (key == form.draws) {
      if (value.boolean() == nullptr)
        fail(fmt::format("{} is {}, not true or false", in_quotes(key), value.kind()), text_, value.at);
      draws_ = *value.boolean();
    } else if (key == "seed" || key == "sampler_seed" || key == "sampling_seed") {
      if (!is_chance(value)) request_.seed = key;
    } else if (key == "n" || key == "num_return_sequences") {
      if (value.number() == nullptr || *value.number() != 1) request_.count = key;
    } else if (is_not_done(engine_, key)) {
      if (!is_inert(engine_, key, value)) request_.not_done.push_back(key);
    } else {
      return is_unrelated(key) || is_off_elsewhere(key, value);
    }
    return true;
  }

  void read_parameter(const Taken& taken, std::size_t at, const Json& value) {
    if (taken.parameter == "bias") return read_request_biases(request_, engine_, value, text_);
    if (taken.parameter == "dry-breakers") return read_request_breakers(request_, value, text_);
    if (find(taken.parameter) != nullptr)
      fail(fmt::format("{} sets the {} a second time", in_quotes(taken.key), taken.parameter), text_, at);
    if (taken.reading == Taken::Reading::zero_is_none && value.number() != nullptr && *value.number() == 0) {
      no_windows_.push_back(&taken);
    } else {
      read_request_number(request_, engine_, taken, value, text_);
    }
  }

  void switch_off_without_window() {
    for (const Taken* const none : no_windows_) {
      request_.notes.push_back(fmt::format("with {} 0, {} looks at no tokens", none->key, engine_.name));
      for (const auto& [window, parameter, off] : without_window) {
        if (window != none->parameter || !has(engine_, parameter)) continue;
        drop([&p = parameter](const Setting& setting) { return setting.name == p; });
        request_.settings.push_back({std::string(parameter), std::string(off), {}});
      }
    }
  }

  /// Pickers that have a word in orders run only where the order names them.
  void leave_out_pickers() {
    for (const RequestForm::Word& word : engine_.request.words) {
      const bool is_named =
          std::find(named_parts_.begin(), named_parts_.end(), word.part) != named_parts_.end();
      const bool is_picker = word.part == AdaptiveP::name || word.part == Mirostat::name;
      if (!is_picker || is_named) continue;
      const auto is_of_it = [&](const Setting& setting) {
        return belongs_to(setting.name, word.part);
      };
      const auto& settings = request_.settings;
      const bool is_on = std::any_of(settings.begin(), settings.end(), [&](const Setting& setting) {
        return is_of_it(setting) && !is_off(setting);
      });
      if (is_on) {
        request_.notes.push_back(fmt::format("{} does nothing: \"{}\" does not name {}", word.part,
                                             engine_.request.order, word.word));
      }
      drop(is_of_it);
    }
  }

  void decide_whether_to_draw() {
    const RequestForm& form = engine_.request;
    if (form.draws.empty()) return;
    const bool settled = form.settings_make_draw && draws_by_settings();
    if (draws_ == true || settled) return;
    if (draws_ == false) {
      request_.greedy = true;
      request_.notes.push_back(fmt::format("{} is false: the largest token is taken", form.draws));
    } else {
      request_.notes.push_back(fmt::format(
          "without {}, {} would take the largest token; here tokens are drawn", form.draws, engine_.name));
    }
  }

  bool draws_by_settings() const {
    return std::any_of(request_.settings.begin(), request_.settings.end(), [](const Setting& setting) {
      return !belongs_to(setting.name, Penalties::name) && !is_off(setting);
    });
  }

  const Setting* find(std::string_view name) const {
    const auto found = std::find_if(request_.settings.begin(), request_.settings.end(),
                                    [name](const Setting& setting) { return setting.name == name; });
    return found == request_.settings.end() ? nullptr : &*found;
  }

  void drop(const auto& which) { std::erase_if(request_.settings, which); }

  const Engine& engine_;
  const Text& text_;
  EngineRequest request_;
  std::optional<bool> draws_;
  std::vector<std::string_view> named_parts_;
  std::vector<const Taken*> no_windows_;
};

}  // namespace

EngineRequest read_engine_request(const Engine& engine, const Json& json, const Text& text) {
  Reader reader(engine, text);
  reader.read(json);
  return reader.finish();
}

EngineRequest read_engine_request_file(const Engine& engine, const std::string& path) {
  const std::string content = read_whole(path);
  const Text text{path == "-" ? "stdin" : path, content};
  if (content.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(Failure::input, fmt::format("{} is empty", escaped(text.name)),
                hint("expected a request, such as {\"temperature\": 0.7}"));
  }
  return read_engine_request(engine, parse_json(text), text);
}

}  // namespace logits::io
