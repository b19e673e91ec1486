#include "src/io/write_certainty.hpp"

#include "src/io/format.hpp"
#include "src/io/text.hpp"
#include "src/io/write_json.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace logits::io {

std::string words_of(const Certainty& certainty, int digits) {
  std::string words = counted(certainty.tokens + certainty.unknown, "token");
  if (certainty.tokens > 0) {
    words += std::isinf(certainty.mean_logp)
                 ? ", perplexity infinite: a chosen token has p = 0"
                 : fmt::format(", mean log-prob {}, perplexity {}", decimal(certainty.mean_logp, digits),
                               factor_text(certainty.perplexity, 3));
  }
  if (certainty.unknown > 0) words += fmt::format("; {} not told", counted(certainty.unknown, "log-prob"));
  return words;
}

void print_certainty(Output& out, const Responses& responses, const Looks& looks) {
  bool first = true;
  for (const Passage& passage : responses.passages()) {
    const Certainty certainty = certainty_of(passage);
    if (!std::exchange(first, false)) out.write("\n");
    const std::string title = responses.title_of(passage);
    const std::string line = (title.empty() ? "" : title + ": ") + words_of(certainty, looks.digits);
    out.print("{}\n", looks.markdown ? markdown_text(line) : line);
    if (certainty.doubtful.empty()) continue;
    out.write(looks.markdown ? "\nleast certain:\n\n" : "least certain:\n");
    Table table;
    table.columns = {{"token"}, {"position"}, {"p", 6}, {"rank"}};
    for (const ChosenToken* const token : certainty.doubtful) {
      table.columns[0].cells.push_back(cut(shown(token->position.chosen), 40, looks.ascii));
      table.columns[1].cells.push_back(grouped(token->position.number));
      table.columns[2].cells.push_back(rounded(*token->p, looks.digits));
      table.columns[3].cells.push_back(token->rank ? grouped(*token->rank) : "?");
    }
    table.print(out, looks);
  }
}

void print_certainty_json(Output& out, const Responses& responses) {
  out.write("{\"schema\":\"logits/1\",\"responses\":[");
  bool first = true;
  for (const Passage& passage : responses.passages()) {
    const Certainty certainty = certainty_of(passage);
    out.print("{}{{\"response\":{},\"choice\":{},\"in_prompt\":{},\"tokens\":{},\"not_told\":{}",
              std::exchange(first, false) ? "" : ",", passage.response(), passage.choice(),
              passage.in_prompt(), passage.tokens.size(), certainty.unknown);
    if (certainty.tokens > 0) {
      out.print(",\"mean_logp\":{},\"perplexity\":{}", json_number(certainty.mean_logp),
                json_number(certainty.perplexity));
    }
    out.write(",\"least_certain\":[");
    bool first_token = true;
    for (const ChosenToken* const token : certainty.doubtful) {
      out.print("{}{{\"number\":{},", std::exchange(first_token, false) ? "" : ",", token->position.number);
      write_json_label(out, token->position.chosen);
      out.print(",\"p\":{},\"logp\":{}", json_number(*token->p), json_number(*token->logp));
      if (token->rank) out.print(",\"rank\":{}", *token->rank);
      out.write("}");
    }
    out.write("]}");
  }
  out.write("]}\n");
}

}  // namespace logits::io
