#include "src/io/svg.hpp"

#include "tests/catch.hpp"

#include <limits>
#include <string>

using logits::io::Anchor;
using logits::io::coordinate;
using logits::io::Svg;
using logits::io::xml_text;

using namespace std::string_literals;

namespace {

/// What a picture holds between its paper and its end.
std::string drawn(const Svg& picture) {
  const std::string file = picture.framed({.width = 10, .height = 10});
  const std::string paper = R"(<rect class="paper" width="10.00" height="10.00"/>)"
                            "\n";
  const std::size_t start = file.find(paper) + paper.size();
  return file.substr(start, file.find("</svg>") - start);
}

}  // namespace

TEST_CASE("characters that XML gives a meaning are escaped") {
  CHECK(xml_text(R"(<b a="1">&amp;'</b>)") == "&lt;b a=&quot;1&quot;&gt;&amp;amp;'&lt;/b&gt;");
  CHECK(xml_text("plain, é, 日本, 🙂") == "plain, é, 日本, 🙂");
  CHECK(xml_text("") == "");
}

TEST_CASE("what XML forbids becomes U+FFFD") {
  CHECK(xml_text("a\0b\x1b"s) == "a\uFFFDb\uFFFD");
  CHECK(xml_text("\xEF\xBF\xBE and \xEF\xBF\xBF") == "\uFFFD and \uFFFD");
  CHECK(xml_text("\uFFFD \uFFFC") == "\uFFFD \uFFFC");
  CHECK(xml_text("\xE8z\xC3") == "\uFFFDz\uFFFD");
}

TEST_CASE("a coordinate has two decimals and is never minus zero") {
  CHECK(coordinate(1) == "1.00");
  CHECK(coordinate(-12.3456) == "-12.35");
  CHECK(coordinate(-0.0) == "0.00");
  CHECK(coordinate(-0.004) == "0.00");
  CHECK(coordinate(1.0 / 3) == "0.33");
}

TEST_CASE("a coordinate that is not finite is 0, so that a picture stays one") {
  CHECK(coordinate(std::numeric_limits<double>::infinity()) == "0.00");
  CHECK(coordinate(std::numeric_limits<double>::quiet_NaN()) == "0.00");
}

TEST_CASE("each shape is one element") {
  Svg picture;
  picture.rectangle("bar", {1, 2}, 3, 4);
  picture.rectangle("bar", {1, 2}, 3, 4, 2);
  picture.line("grid", {0, 0}, {1.5, -1});
  picture.path("line", {{0, 1}, {2, 3}, {4, 5}});
  picture.circle("dot", {1, 1}, 3);
  CHECK(drawn(picture) == R"(<rect class="bar" x="1.00" y="2.00" width="3.00" height="4.00"/>
<rect class="bar" x="1.00" y="2.00" width="3.00" height="4.00" rx="1.50"/>
<line class="grid" x1="0.00" y1="0.00" x2="1.50" y2="-1.00"/>
<path class="line" d="M0.00 1.00L2.00 3.00L4.00 5.00"/>
<circle class="dot" cx="1.00" cy="1.00" r="3.00"/>
)");
}

TEST_CASE("text stands as it is anchored, escaped, a little below its height") {
  Svg picture;
  picture.text("ink", {1, 0}, "a & b");
  picture.text("ink", {1, 0}, "a", Anchor::middle);
  picture.text("ink", {1, 0}, "a", Anchor::end);
  CHECK(drawn(picture) == R"(<text class="ink" x="1.00" y="4.75">a &amp; b</text>
<text class="ink" x="1.00" y="4.75" text-anchor="middle">a</text>
<text class="ink" x="1.00" y="4.75" text-anchor="end">a</text>
)");
}

TEST_CASE("pieces of text follow each other with a gap, and empty ones leave none") {
  Svg picture;
  picture.text({0, 0}, {{"ink", "0"}, {"muted", ""}, {"muted", "<cut>"}});
  CHECK(drawn(picture) ==
        "<text x=\"0.00\" y=\"4.75\"><tspan class=\"ink\">0</tspan>"
        "<tspan class=\"muted\" dx=\"8\">&lt;cut&gt;</tspan></text>\n");
}

TEST_CASE("what is empty draws nothing") {
  Svg picture;
  picture.text("ink", {0, 0}, "");
  picture.text({0, 0}, {{"ink", ""}});
  picture.text({0, 0}, {});
  picture.path("line", {});
  CHECK(drawn(picture) == "");
}

TEST_CASE("a file says its size, its title and its description") {
  CHECK(
      Svg().framed(
          {.title = "a < b", .description = "1 & 2", .style = ".ink {}\n", .width = 20, .height = 10}) ==
      R"(<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" xml:space="preserve" width="20.00" height="10.00" viewBox="0 0 20.00 10.00">
<title>a &lt; b</title>
<desc>1 &amp; 2</desc>
<style>
.ink {}
</style>
<rect class="paper" width="20.00" height="10.00"/>
</svg>
)");
}
