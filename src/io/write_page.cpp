#include "src/io/write_page.hpp"

#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/write_json.hpp"
#include "src/page/page.hpp"

#include <span>
#include <string>
#include <string_view>

namespace logits::io {
namespace {

/// A JSON string that can stand in a script element: ASCII, and no label can end the element or open another.
std::string script_string(std::string_view text) {
  std::string json = json_string(text, true);
  for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at)) {
    json.replace(at, 1, "\\u003c");
  }
  return json;
}

/// , "name": [item 0, item 1 ...]
void write_list(Output& out, std::string_view name, std::size_t count, auto write_item) {
  out.print(",\"{}\":[", name);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out.write(",");
    write_item(i);
  }
  out.write("]");
}

void write_given(Output& out, const Result& result, std::uint64_t seed) {
  const Row& row = result.row;
  const auto terms = step_of<Bias>(result.chain).terms;
  out.print("{{\"seed\":\"{}\"", seed);
  const Chain& chain = result.chain;
  for (const Step& step : {Step(step_of<Temperature>(chain)), Step(step_of<TopK>(chain)),
                           Step(step_of<TopP>(chain)), Step(step_of<MinP>(chain))})
    write_json_parameters(out, {.steps = {step}}, 0);
  write_list(out, "bias", terms.size(),
             [&](std::size_t i) { out.print("[{},{}]", terms[i].id, json_number(terms[i].bias)); });
  write_list(out, "logits", row.logits.size(), [&](std::size_t i) { out.write(json_number(row.logits[i])); });
  write_list(out, "tokens", row.logits.size(),
             [&](std::size_t i) { out.write(script_string(name_of(row, static_cast<TokenId>(i)))); });
  out.write("}");
}

void write_pieces(Output& out, std::span<const std::string_view> pieces) {
  for (const std::string_view piece : pieces) out.write(piece);
}

}  // namespace

void write_page(Output& out, const Result& result, std::uint64_t seed) {
  write_pieces(out, page::before_given());
  write_given(out, result, seed);
  write_pieces(out, page::after_given());
}

}  // namespace logits::io
