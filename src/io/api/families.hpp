#pragma once

#include "src/io/api/response.hpp"

#include <array>

// A server whose log-probs look like another's needs nothing here. One with a shape of its own is a `Family`:
// what marks its documents, and where their positions stand.

namespace logits::io::api {

extern const Family choices;      ///< OpenAI's chat and legacy completions and all that speak them; KoboldCpp
extern const Family responses;    ///< OpenAI's Responses and their events
extern const Family llama_cpp;    ///< llama.cpp's own /completion, old and new
extern const Family ollama;       ///< Ollama's own /api/generate and /api/chat
extern const Family sglang;       ///< SGLang's own /generate, and lmdeploy's
extern const Family gemini;       ///< Gemini and Vertex AI, in camelCase and snake_case
extern const Family tgi;          ///< TGI's own /generate and its stream
extern const Family cohere;       ///< Cohere v2
extern const Family bare;         ///< the log-probs alone, cut out of a response
extern const Family without_any;  ///< APIs that have no log-probs

}  // namespace logits::io::api
