#pragma once

#include "setlist/base/json.hpp"
#include "setlist/music/annotation.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace setlist::convert {

/// One source file of one song, to be turned into annotations.
struct ConversionRequest {
  std::filesystem::path file;
  base::Json options;           ///< the definition's, an object
  std::size_t annotations = 1;  ///< how many annotation files the song has
};

/// Gives one annotation for each annotation file of the song. Throws FormatError for a damaged file
/// and DefinitionError for options it does not understand. Called from many threads.
using Converter = std::function<std::vector<music::Annotation>(const ConversionRequest&)>;

/// Converters by the name that definitions use.
using Registry = std::map<std::string, Converter, std::less<>>;

/// The converters that come with setlist.
[[nodiscard]] const Registry& builtin_converters();

/// The converter of that name; an unknown name is a DefinitionError with a suggestion.
[[nodiscard]] const Converter& find_converter(const Registry& registry, const std::string& name);

/// Adds what `more` knows to `annotation`: notes of an alignment not annotated yet, pedals, beats,
/// the program. The same alignment from two converters is a DefinitionError.
void merge(music::Annotation& annotation, music::Annotation more);

}  // namespace setlist::convert
