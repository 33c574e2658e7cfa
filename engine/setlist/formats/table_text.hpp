#pragma once

#include <cstddef>
#include <string_view>

namespace setlist::formats {

/// Where the first byte is that does not belong in a table: not UTF-8, or NUL, which no name and
/// no path can hold. npos when there is none.
[[nodiscard]] std::size_t first_bad_byte(std::string_view text);

/// What is wrong with the byte that was found, for an error sentence.
[[nodiscard]] std::string_view bad_byte_fault(char byte);

/// The text without the byte order mark that some programs write before it.
[[nodiscard]] std::string_view without_mark(std::string_view text);

/// From 1: the line that holds the byte at `offset`, where `text` begins in line `first`.
[[nodiscard]] std::size_t line_at(std::string_view text, std::size_t offset, std::size_t first = 1);

}  // namespace setlist::formats
