#include "src/io/write_page.hpp"

#include "logits/chain.hpp"
#include "tests/catch.hpp"

#include <limits>
#include <string>
#include <string_view>

namespace {

struct Text : logits::io::Sink {
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

std::string page_of(const logits::io::Result& result, std::uint64_t seed = 0) {
  Text sink;
  logits::io::Output out(sink);
  write_page(out, result, seed);
  out.flush();
  return sink.text;
}

/// What the page's JSON element holds.
std::string given(const std::string& page) {
  const std::string_view start = "id=\"given\">";
  const std::size_t from = page.find(start) + start.size();
  return page.substr(from, page.find("</script>", from) - from);
}

logits::io::Result two_tokens() {
  logits::io::Result result;
  result.row.logits = {3.2, -std::numeric_limits<double>::infinity()};
  result.chain = logits::default_chain();
  return result;
}

}  // namespace

TEST_CASE("a page starts with the row's logits, its parameters and the seed") {
  logits::io::Result result = two_tokens();
  result.row.labels = {"mat", " \xc3\xa9\xe2\x80\xa8"};
  result.chain.steps = {logits::Bias{{{0, -1.5}, {1, -std::numeric_limits<double>::infinity()}}},
                        logits::Temperature{0.7}, logits::TopK{3}};
  CHECK(
      given(page_of(result, 18446744073709551615u)) ==
      R"({"seed":"18446744073709551615","temperature":0.7,"top_k":3,"top_p":1,"min_p":0,"bias":[[0,-1.5],[1,"-inf"]],)"
      R"("logits":[3.2,"-inf"],"tokens":["mat"," \u00e9\u2028"]})");
}

TEST_CASE("a page calls tokens without a label by their id, or else by their index") {
  logits::io::Result result = two_tokens();
  CHECK(
      given(page_of(result)) ==
      R"({"seed":"0","temperature":1,"top_k":null,"top_p":1,"min_p":0,"bias":[],"logits":[3.2,"-inf"],"tokens":["0","1"]})");
  result.row.ids = {7, 9};
  CHECK(given(page_of(result)).ends_with(R"("tokens":["7","9"]})"));
}

TEST_CASE("no label can end the page's script, and a byte that is not UTF-8 becomes U+FFFD") {
  logits::io::Result result = two_tokens();
  result.row.labels = {"</script><!--", "caf\xe8"};
  CHECK(given(page_of(result)).ends_with(R"("tokens":["\u003c/script>\u003c!--","caf\ufffd"]})"));
}

TEST_CASE("a page is whole, and names no other place") {
  const std::string page = page_of(two_tokens());
  CHECK(page.starts_with("<!doctype html>\n"));
  CHECK(page.ends_with("</html>\n"));
  CHECK(page.find(".js@") == std::string::npos);
  CHECK(page.find("@given@") == std::string::npos);
  CHECK(page.find("://") == std::string::npos);
}
