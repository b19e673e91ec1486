#include "src/io/json_records.hpp"

#include "src/io/json_values.hpp"
#include "src/io/names.hpp"

#include <fmt/format.h>

namespace logits::io {

bool is_record(const Json& json) {
  return json.object() != nullptr &&
         (json.has("logit") || json.has("logprob") || (json.has("token") && !json.has("tokens")));
}

void read_records(Row& row, const Json::Array& records, const Text& text, bool own) {
  bool labelled = false, numbered_ids = false;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Json& record = records[i];
    const std::string which = fmt::format("record {}", i);
    if (record.object() == nullptr)
      fail(fmt::format("{} is {}, not an object", which, record.kind()), text, record.at);
    const Json* const logit = own ? nullptr : record.find("logit", text);
    const Json* const logprob = record.find(own ? "logp" : "logprob", text);
    if (logit == nullptr && logprob == nullptr) {
      fail(fmt::format("{} has no {}", which, own ? "\"logp\"" : "\"logit\" or \"logprob\""), text,
           record.at);
    }
    row.logits.push_back(logit != nullptr ? logit_of(*logit, text, [&] { return "the logit of " + which; })
                                          : logprob_of(*logprob, "the log-prob of " + which, text));
    row.logprobs = row.logprobs || logit == nullptr;

    const Json* const token = record.find("token", text);
    const Json* const bytes = record.find("bytes", text);
    const Json* const id = record.find("id", text);
    const bool has_label = is_given(token) || is_given(bytes);
    if (i == 0) labelled = has_label, numbered_ids = is_given(id);
    if (has_label != labelled) fail("some records have a token and some have none", text, record.at);
    if (is_given(id) != numbered_ids) fail("some records have an id and some have none", text, record.at);
    if (is_given(bytes)) {
      row.labels.push_back(bytes_of(*bytes, which, text));
    } else if (labelled) {
      if (token->string() == nullptr)
        fail(fmt::format("{} has a token that is {}", which, token->kind()), text, token->at);
      row.labels.push_back(*token->string());
    }
    if (numbered_ids) row.ids.push_back(id_of(*id, which, text));
  }
  require_distinct(row.ids, [&] { return text.line(records.front().at); });
}

}  // namespace logits::io
