#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::base {

/// The lines (from 1) where the values at some JSON pointers begin, in one pass over the text; 0
/// for a value that is not there. The text must have been parsed before.
[[nodiscard]] std::vector<std::size_t> lines_of(std::string_view text,
                                                std::span<const std::string> pointers);

[[nodiscard]] std::size_t line_of(std::string_view text, const std::string& pointer);

}  // namespace setlist::base
