#include "src/io/format.hpp"
#include "src/io/heat.hpp"
#include "src/io/svg.hpp"
#include "src/io/text.hpp"
#include "src/io/write_certainty.hpp"

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::string_view head = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>How likely each token was</title>
<style>
:root { color-scheme: light dark; --paper: #fbfbf9; --card: #fff; --ink: #1f2429; --muted: #5d666f; --line: #d5d9dc;
  --heat1: #fff3c4; --heat2: #ffdb8a; --heat3: #ffb761; --heat4: #f98a5b }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --card: #1b1f23; --ink: #e7e9ea; --muted: #a3acb4;
  --line: #3a4148; --heat1: #4a4423; --heat2: #6b4f14; --heat3: #8a4b10; --heat4: #a33a1f } }
body { margin: 0 auto; max-width: 52rem; padding: 2.5rem 1.5rem 12rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
h1 { font-size: 1.6rem; margin: 0 0 0.25rem }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.25rem }
p { margin: 0 0 1rem; color: var(--muted) }
.key span { white-space: nowrap; color: var(--ink); padding: 0.1rem 0.4rem; border-radius: 0.25rem }
.text { font: 1rem/1.9 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; margin: 0.5rem 0 1rem }
.t { border-radius: 0.2rem; outline-offset: 1px; padding: 0.1rem 0; box-shadow: inset -1px 0 var(--line) }
.h1 { background: var(--heat1) } .h2 { background: var(--heat2) } .h3 { background: var(--heat3) }
.h4 { background: var(--heat4) } .none { color: var(--muted); font-style: italic }
.t table { display: none; position: fixed; left: 1.5rem; bottom: 1rem; max-width: calc(100vw - 3rem); z-index: 1;
  background: var(--card); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.4rem 0.6rem;
  font-size: 0.85rem; line-height: 1.4; font-style: normal; box-shadow: 0 4px 16px #0003; color: var(--ink) }
.t:hover table, .t:focus table { display: block }
caption { text-align: left; color: var(--muted) } td:last-child { text-align: right; padding-left: 1rem }
.chosen { font-weight: 700 }
</style>
<h1>How likely each token was</h1>
)";

std::string html(std::string_view text) {
  return xml_text(escaped(text, text.size()));
}

std::string level_class(const ChosenToken& token) {
  const auto level = heat_level(token);
  return level ? fmt::format("h{}", *level) : "none";
}

std::string caption(const ChosenToken& token) {
  std::string text = fmt::format("position {}", token.position.number);
  text += token.p ? ", p " + rounded(*token.p, 4) : ", p not told";
  if (token.rank) text += fmt::format(", rank {}", *token.rank);
  return text;
}

std::string row(std::string_view style, std::string_view token, double p) {
  return fmt::format("<tr{}><td>{}<td>{}", style, xml_text(token), rounded(p, 4));
}

void add_token(std::string& page, const ChosenToken& token) {
  const std::string& label = token.position.chosen;
  page += fmt::format("<span class=\"t {}\" tabindex=\"0\">{}<table><caption>{}</caption>",
                      level_class(token), label.empty() ? "∅" : html(label), caption(token));
  bool listed = false;
  for (const ChosenToken::Other& other : token.others) {
    const bool chosen = !listed && other.token == label && other.p == token.p;
    listed = listed || chosen;
    page += row(chosen ? " class=\"chosen\"" : "", shown(other.token), other.p);
  }
  if (!listed && token.p) page += row(" class=\"chosen\"", shown(label), *token.p);
  if (token.rest) page += row("", "(rest)", *token.rest);
  page += "</table></span>";
  if (label.ends_with('\n')) page += "\n";
}

}  // namespace

std::string heat_page(const Responses& responses) {
  std::string page(head);
  page +=
      "<p class=\"key\">The less likely a token was, the hotter. Point at one to see what else there "
      "was.<br>p";
  for (std::size_t level = 0; level <= heat_limits.size(); ++level)
    page += fmt::format(" <span class=\"h{}\">{}</span>", level, heat_limit_text(level));
  page += "</p>\n";
  for (const Passage& passage : responses.passages()) {
    const std::string title = responses.title_of(passage);
    if (!title.empty()) page += fmt::format("<h2>{}</h2>\n", xml_text(title));
    page += "<div class=\"text\">";
    for (const ChosenToken& token : passage.tokens) add_token(page, token);
    page += "</div>\n";
    const Certainty certainty = certainty_of(passage);
    if (certainty.tokens == 0) continue;
    page += fmt::format("<p>{}</p>\n", words_of(certainty, 4));
  }
  return page + "</html>\n";
}

}  // namespace logits::io
