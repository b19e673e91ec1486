# Makes one C++ file of the page's sources: cmake -DPAGE=folder -DOUTPUT=file -P embed.cmake
#
# The page is cut where the given logits go, and then into pieces short enough for every compiler.

file(READ ${PAGE}/page.html html)
file(GLOB sources RELATIVE ${PAGE} ${PAGE}/*.css ${PAGE}/*.js)
foreach(source IN LISTS sources)
  file(READ ${PAGE}/${source} text)
  if(source MATCHES "css$")
    set(element style)
  else()
    set(element script)
  endif()
  if(NOT html MATCHES "@${source}@")
    message(FATAL_ERROR "page.html has no place for ${source}")
  endif()
  string(REPLACE "@${source}@" "<${element}>\n${text}</${element}>" html "${html}")
endforeach()
if(html MATCHES "\\)page\"")
  message(FATAL_ERROR "the page contains what ends a piece")
endif()

# A list of raw string literals that together are the text.
function(to_literals text result)
  set(longest_piece 12000)
  set(literals "")
  string(LENGTH "${text}" length)
  while(length GREATER longest_piece)
    string(SUBSTRING "${text}" 0 ${longest_piece} piece)
    string(FIND "${piece}" "\n" at REVERSE) # never inside a character
    string(SUBSTRING "${text}" 0 ${at} piece)
    string(SUBSTRING "${text}" ${at} -1 text)
    string(APPEND literals "    R\"page(${piece})page\",\n")
    string(LENGTH "${text}" length)
  endwhile()
  set(${result} "${literals}    R\"page(${text})page\",\n" PARENT_SCOPE)
endfunction()

string(FIND "${html}" "@given@" at)
if(at EQUAL -1)
  message(FATAL_ERROR "page.html has no place for the given logits")
endif()
string(SUBSTRING "${html}" 0 ${at} before)
math(EXPR at "${at} + 7")
string(SUBSTRING "${html}" ${at} -1 after)
to_literals("${before}" before)
to_literals("${after}" after)

file(WRITE ${OUTPUT} "// Made of the files in src/page by embed.cmake.
#include \"src/page/page.hpp\"

namespace logits::page {
namespace {

constexpr std::string_view before_pieces[] = {
${before}};

constexpr std::string_view after_pieces[] = {
${after}};

}  // namespace

std::span<const std::string_view> before_given() {
  return before_pieces;
}

std::span<const std::string_view> after_given() {
  return after_pieces;
}

}  // namespace logits::page
")
