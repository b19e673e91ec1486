#include "src/io/charts.hpp"

#include "src/io/chart_style.hpp"
#include "src/io/text.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using logits::io::Bar;
using logits::io::BarChart;
using logits::io::DrawChart;
using logits::io::Line;
using logits::io::LineChart;
using logits::io::svg;

using namespace std::string_literals;

namespace {

using Texts = std::vector<std::string>;

/// The elements that begin so, each up to its end of line.
Texts elements(const std::string& file, const std::string& start) {
  Texts found;
  for (std::size_t at = file.find(start); at != std::string::npos; at = file.find(start, at + 1))
    found.push_back(file.substr(at, file.find('\n', at) - at));
  return found;
}

double attribute(const std::string& element, const std::string& name) {
  return std::stod(element.substr(element.find(" " + name + "=\"") + name.size() + 3));
}

std::vector<double> attributes(const Texts& all, const std::string& name) {
  std::vector<double> values;
  for (const std::string& element : all) values.push_back(attribute(element, name));
  return values;
}

/// What a reader sees of an element: all but its tags.
std::string words(const std::string& element) {
  std::string text;
  bool inside = false;
  for (const char c : element) {
    if (c == '<') inside = true;
    if (!inside) text += c;
    if (c == '>') inside = false;
  }
  return text;
}

Texts all_words(const std::string& file, const std::string& start) {
  Texts found;
  for (const std::string& element : elements(file, start)) found.push_back(words(element));
  return found;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Every tag is closed in turn, every & begins an entity, and no byte is one that XML forbids.
bool is_well_formed(std::string_view text) {
  const auto is_control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n';
  };
  if (!logits::io::is_utf8(text) || std::any_of(text.begin(), text.end(), is_control)) return false;
  std::vector<std::string_view> open;
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t end = text.find(c == '&' ? ';' : '>');
    const std::string_view tag = text.substr(0, end);
    if (c == '&' && tag != "&lt" && tag != "&gt" && tag != "&amp" && tag != "&quot") return false;
    if (c == '<' && tag[1] == '/') {
      if (open.empty() || open.back() != tag.substr(2)) return false;
      open.pop_back();
    } else if (c == '<' && tag.back() != '/') {
      open.push_back(tag.substr(1, tag.find(' ') - 1));
    }
    text.remove_prefix(c == '<' || c == '&' ? end + 1 : 1);
  }
  return open.empty();
}

BarChart bars(std::vector<Bar> all) {
  return {.title = "title", .subtitle = "subtitle", .bars = std::move(all)};
}

LineChart lines(std::vector<double> x, std::vector<Line> all) {
  return {.title = "title", .subtitle = "", .axis = "x", .x = std::move(x), .lines = std::move(all)};
}

const std::string bar = "<rect class=\"bar\"", before = "<rect class=\"before\"";

}  // namespace

TEST_CASE("a bar for p = 0.5 is half as long as one for p = 1") {
  const Texts drawn = elements(svg(bars({{"a", 1, {}, ""}, {"b", 0.5, {}, ""}})), bar);
  REQUIRE(drawn.size() == 2);
  CHECK(attribute(drawn[1], "width") == Approx(attribute(drawn[0], "width") / 2).margin(0.01));
  CHECK(attribute(drawn[0], "x") == attribute(drawn[1], "x"));
}

TEST_CASE("bars stand in the order given, each beside its token and its p") {
  const std::string file = svg(bars({{"roof", 0.25, {}, ""}, {"mat", 0.75, {}, ""}}));
  CHECK(all_words(file, "<text class=\"ink\"") == Texts{"roof", "mat"});
  CHECK(all_words(file, "<text x=") == Texts{"0.2500", "0.7500"});
  const auto heights = attributes(elements(file, "<text class=\"ink\""), "y");
  CHECK(heights == attributes(elements(file, "<text x="), "y"));
  CHECK(heights[0] < heights[1]);
}

TEST_CASE("a bar is never without length for a probability above zero, and always for zero") {
  CHECK(attributes(elements(svg(bars({{"a", 5e-324, {}, ""}, {"b", 1, {}, ""}})), bar), "width").at(0) == 1);
  CHECK(elements(svg(bars({{"a", 0, {}, "banned"}, {"b", 0, {}, "banned"}})), bar).empty());
}

TEST_CASE("the axis of bars goes from 0 to a round number above the largest p") {
  const std::string file = svg(bars({{"a", 0.5507, {}, ""}}));
  CHECK(all_words(file, "<text class=\"muted small\"") == Texts{"0", "0.2", "0.4", "0.6"});
  const auto grid = attributes(elements(file, "<line class=\"grid\""), "x1");
  const double start = attribute(elements(file, "<line class=\"axis\"").at(0), "x1");
  REQUIRE(grid.size() == 3);
  CHECK(attribute(elements(file, bar).at(0), "width") ==
        Approx((grid[2] - start) * 0.5507 / 0.6).margin(0.02));
}

TEST_CASE("a token's p of before is an outlined bar of its own, on the same axis") {
  const std::string file = svg(bars({{"a", 0.8, 0.4, ""}, {"b", 0.2, 0.6, ""}}));
  const Texts after = elements(file, bar),
              outlined = elements(file, before);  // the first of each is the key's
  REQUIRE(after.size() == 3);
  REQUIRE(outlined.size() == 3);
  CHECK(attribute(outlined[1], "width") == Approx(attribute(after[1], "width") / 2).margin(0.01));
  CHECK(attribute(outlined[2], "width") == Approx(attribute(after[2], "width") * 3).margin(0.03));
  CHECK(has(file, ">0.4000<"));
  CHECK(has(file, ">before: by the untouched softmax<"));
}

TEST_CASE("without a before there is no key") {
  CHECK_FALSE(has(svg(bars({{"a", 1, {}, ""}})), "before:"));
}

TEST_CASE("a note stands behind the number") {
  const std::string file = svg(bars({{"a", 1, {}, ""}, {"b", 0, {}, "cut by top-k 1"}}));
  CHECK(has(file, R"(<tspan class="ink">0</tspan><tspan class="muted" dx="8">cut by top-k 1</tspan>)"));
}

TEST_CASE("tokens without a bar are counted and added up") {
  BarChart chart = bars({{"a", 0.5, {}, ""}});
  CHECK_FALSE(has(svg(chart), "more"));
  chart.more = 50237;
  chart.rest = 0.0312;
  CHECK(has(svg(chart), ">50,237 more, p 0.0312 together<"));
}

TEST_CASE("numbers behind bars stay within the picture") {
  const Bar longest{"a token whose label is cut because it is long", 1, 1, "a note of more than a few words"};
  const std::string file = svg(bars({longest, {"b", 0.5, {}, ""}}));
  const double at = attribute(elements(file, "<text x=").at(0), "x");
  CHECK(at + 40 * 7 < 720);  // 40 characters of 7 pixels
}

TEST_CASE("every other tick has its number where there is room for no more") {
  const std::string long_token(26, 'W'), long_note(40, 'n');
  const std::string file = svg(bars({{long_token, 1, {}, long_note}}));
  CHECK(all_words(file, "<text class=\"muted small\"") == Texts{"0", "0.4", "0.8"});
  CHECK(elements(file, "<line class=\"grid\"").size() == 5);
}

TEST_CASE("a picture grows by the same height for each bar") {
  const auto height = [](std::size_t count) {
    return attribute(svg(bars(std::vector<Bar>(count, {"a", 0.01, {}, ""}))), "height");
  };
  CHECK(height(2) - height(1) == 30);
  CHECK(height(60) - height(1) == 59 * 30);
}

TEST_CASE("a draw chart has a bar for the share and a mark for p") {
  const DrawChart chart{.title = "20 draws", .bars = {{"mat", 8, 0.4, 0.8}, {"floor", 12, 0.6, 0.2}}};
  const std::string file = svg(chart);
  const Texts shares = elements(file, bar), marks = elements(file, "<line class=\"mark\"");
  REQUIRE(shares.size() == 3);  // the first of each is the key's
  REQUIRE(marks.size() == 3);
  const double start = attribute(shares[1], "x"), unit = attribute(shares[1], "width") / 0.4;
  CHECK(attribute(shares[2], "width") == Approx(unit * 0.6).margin(0.03));
  CHECK(attribute(marks[1], "x1") == Approx(start + unit * 0.8).margin(0.03));
  CHECK(attribute(marks[2], "x1") == Approx(start + unit * 0.2).margin(0.03));
}

TEST_CASE("a draw chart has columns for the draws, the share and p") {
  const DrawChart chart{.title = "", .bars = {{"mat", 5519, 0.5519, 0.5507}}};
  const Texts ends = all_words(svg(chart), "<text class=\"ink\"");
  CHECK(ends == Texts{"mat", "0.5519"});
  CHECK(has(svg(chart), ">5,519<"));
  CHECK(has(svg(chart), ">0.5507<"));
}

TEST_CASE("a draw chart counts the tokens without a bar") {
  const DrawChart chart{.bars = {{"mat", 9, 0.9, 0.8}}, .more = 4, .more_count = 1, .rest = 0.2};
  CHECK(has(svg(chart), ">4 more, 1 draw, p 0.2000 together<"));
}

TEST_CASE("a line goes through its points, upwards for a larger p") {
  const std::string file = svg(lines({0, 1, 2}, {{"a", {0, 1, 0.5}}}));
  const std::string path = elements(file, "<path class=\"line color1 dash1\"").at(0);
  const auto dots = elements(file, "<circle");
  REQUIRE(dots.size() == 3);
  const auto x = attributes(dots, "cx"), y = attributes(dots, "cy");
  CHECK(x[1] - x[0] == Approx(x[2] - x[1]).margin(0.02));
  CHECK(y[1] == Approx(y[0] - 300));
  CHECK(y[2] == Approx(y[0] - 150));
  CHECK(std::count(path.begin(), path.end(), 'L') == 2);
}

TEST_CASE("a logarithmic axis gives equal factors equal distances") {
  LineChart chart = lines({0.1, 1, 10}, {{"a", {1, 0.5, 0.25}}});
  chart.logarithmic = true;
  const auto x = attributes(elements(svg(chart), "<circle"), "cx");
  CHECK(x.at(1) - x.at(0) == Approx(x.at(2) - x.at(1)).margin(0.02));
  CHECK(has(svg(chart), ">0.1<"));
}

TEST_CASE("many points are a line without dots") {
  const std::vector<double> sixty(60, 0.5);
  std::vector<double> x;
  for (int i = 0; i < 60; ++i) x.push_back(i);
  CHECK(elements(svg(lines(x, {{"a", sixty}})), "<circle").empty());
}

TEST_CASE("one x is a point in the middle") {
  const std::string file = svg(lines({0.7}, {{"a", {0.25}}}));
  const double place = attribute(elements(file, "<circle").at(0), "cx");
  const std::string axis = elements(file, "<line class=\"axis\"").at(0);
  CHECK(place == Approx((attribute(axis, "x1") + attribute(axis, "x2")) / 2).margin(0.01));
  CHECK(has(file, ">0.7<"));
}

TEST_CASE("labels at the ends of lines do not overlap") {
  std::vector<Line> together;
  for (int i = 0; i < 30; ++i) together.push_back({std::to_string(i), {i / 30.0, 0.033 + i * 1e-6}});
  auto places = attributes(elements(svg(lines({1, 2}, together)), "<text x="), "y");
  REQUIRE(places.size() == 30);
  for (std::size_t i = 1; i < places.size(); ++i) CHECK(places[i] - places[i - 1] >= 19.98);
}

TEST_CASE("labels stand in the order of the ends, and of what came before where ends are equal") {
  const std::string file =
      svg(lines({1, 2}, {{"low", {0.5, 0.1}}, {"met below", {0.2, 0.4}}, {"met above", {0.3, 0.4}}}));
  CHECK(all_words(file, "<text x=") == Texts{"met above0.4000", "met below0.4000", "low0.1000"});
}

TEST_CASE("a leader goes from the end of a line to its label") {
  const std::string file = svg(lines({1, 2}, {{"a", {0.5, 0.5}}, {"b", {0.5, 0.5}}}));
  CHECK(elements(file, "<path class=\"leader").size() == 2);
}

TEST_CASE("35 lines have no colour and dash pattern in common") {
  std::set<std::string> styles;
  for (std::size_t n = 0; n < 35; ++n) styles.insert(logits::io::line_style(n));
  CHECK(styles.size() == 35);
}

TEST_CASE("tokens are shown as tables show them") {
  const std::string file = svg(bars({{"", 0.1, {}, ""},
                                     {" mat", 0.1, {}, ""},
                                     {"a\n", 0.1, {}, ""},
                                     {"\xE8", 0.1, {}, ""},
                                     {"\u202E", 0.1, {}, ""},
                                     {"<b>", 0.1, {}, ""},
                                     {"日本🙂", 0.1, {}, ""}}));
  CHECK(all_words(file, "<text class=\"ink\"") == Texts{"&quot;&quot;", "&quot; mat&quot;",
                                                        "&quot;a\\n&quot;", "&quot;\\xe8&quot;",
                                                        "&quot;\\u202e&quot;", "&lt;b&gt;", "日本🙂"});
}

TEST_CASE("long tokens and titles are cut, and the title is whole for a screen reader") {
  BarChart chart = bars({{std::string(100, 'a'), 1, {}, ""}});
  chart.title = std::string(100, 't');
  const std::string file = svg(chart);
  CHECK(has(file, ">" + std::string(25, 'a') + "…<"));
  CHECK(has(file, ">" + std::string(53, 't') + "…<"));
  CHECK(has(file, "<title>" + chart.title + "</title>"));
}

TEST_CASE("a screen reader is told the numbers") {
  BarChart chart = bars({{"mat", 0.75, 0.5, ""}, {"roof", 0, 0.25, "cut by top-k 1"}});
  chart.more = 3;
  chart.rest = 0.25;
  CHECK(has(
      svg(chart),
      "<desc>subtitle: mat 0.7500, before 0.5000, roof 0, before 0.2500 (cut by top-k 1), … 3 more, p 0.2500 "
      "together</desc>"));
  CHECK(has(svg(DrawChart{.bars = {{"mat", 3, 0.75, 0.5}}}),
            "<desc>mat drawn 3, share 0.7500, p 0.5000</desc>"));
  CHECK(has(svg(lines({0.5, 2}, {{"mat", {0.9, 0.6}}})),
            "<desc>p over x from 0.5 to 2; mat from 0.9000 to 0.6000</desc>"));
}

TEST_CASE("a picture without a title has a name") {
  CHECK(has(svg(BarChart{}), "<title>Probabilities</title>"));
}

TEST_CASE("every byte in a token or title gives well-formed XML") {
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    const std::string text = "a"s + static_cast<char>(byte) + "b";
    const BarChart b{.title = text, .subtitle = text, .bars = {{text, 0.5, 0.25, text}}, .more = 1};
    const DrawChart d{.title = text, .subtitle = text, .bars = {{text, 1, 0.5, 0.5}}, .more = 1};
    const LineChart l{
        .title = text, .subtitle = text, .axis = text, .x = {1, 2}, .lines = {{text, {0.5, 0.25}}}};
    CHECK(is_well_formed(svg(b)));
    CHECK(is_well_formed(svg(d)));
    CHECK(is_well_formed(svg(l)));
  }
}

TEST_CASE("characters that XML forbids though they are UTF-8 give well-formed XML") {
  CHECK_FALSE(has(svg(bars({{"\xEF\xBF\xBE\xEF\xBF\xBF", 1, {}, ""}})), "\xEF\xBF\xBE"));
  CHECK_FALSE(has(svg(bars({{"\xEF\xBF\xBE\xEF\xBF\xBF", 1, {}, ""}})), "\xEF\xBF\xBF"));
}

TEST_CASE("charts without data are well-formed") {
  CHECK(is_well_formed(svg(BarChart{})));
  CHECK(is_well_formed(svg(DrawChart{})));
  CHECK(is_well_formed(svg(LineChart{})));
  CHECK(is_well_formed(svg(lines({1}, {{"a", {}}}))));
  CHECK(is_well_formed(svg(lines({}, {{"a", {0.5}}}))));
}

TEST_CASE("numbers that are no probabilities draw nothing that is not finite") {
  for (const double odd :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -1.0}) {
    const std::string both = svg(bars({{"a", odd, odd, ""}})) + svg(lines({1, 2}, {{"a", {odd, 0.5}}}));
    CHECK_FALSE(has(both, "\"nan"));
    CHECK_FALSE(has(both, "\"inf"));
    CHECK_FALSE(has(both, "-0.00"));
  }
}

TEST_CASE("the style sheet has every class for light, dark and print") {
  const std::string file = svg(BarChart{});
  const std::size_t dark = file.find("@media (prefers-color-scheme: dark)"),
                    print = file.find("@media print");
  REQUIRE(dark < print);
  CHECK(file.find(".chart .paper { fill: #ffffff }") < dark);
  CHECK(file.find(".chart .paper { fill: #15191f }") > dark);
  CHECK(file.find(".chart .paper { fill: #ffffff }", print) != std::string::npos);
}

TEST_CASE("the same chart gives the same bytes") {
  const LineChart chart = lines({1, 2}, {{"a", {0.5, 0.25}}, {"b", {0.5, 0.75}}});
  CHECK(svg(chart) == svg(chart));
}
