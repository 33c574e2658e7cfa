#include "setlist/definition/validation.hpp"

#include "setlist/base/data_folder.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_lines.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/json_schema.hpp"
#include "setlist/base/names.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/dataset_tables.hpp"
#include "setlist/definition/definition_folder.hpp"
#include "setlist/definition/definition_reader.hpp"
#include "setlist/definition/pedantry.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

namespace fs = std::filesystem;

/// Gives each its file, and its line where it has none.
void place(base::Diagnostics& diagnostics, const fs::path& file, std::string_view text) {
  std::vector<std::string> pointers;
  for (const auto& diagnostic : diagnostics) pointers.push_back(diagnostic.pointer);
  const auto lines = base::lines_of(text, pointers);
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    diagnostics[i].file = file.string();
    diagnostics[i].line = lines[i];
  }
}

/// The schema and the reader must agree on everything that a schema can say; where they do not, one
/// of them is wrong.
base::Diagnostics disagreements(const base::Diagnostics& of_reader, std::string_view text) {
  const auto of_schema = published_schema_faults(text);
  const bool reader_refuses = std::ranges::any_of(of_reader, [](const base::Diagnostic& said) {
    return said.severity == base::Severity::kFault && !said.beyond_schema;
  });
  if (!of_schema.empty() && !base::has_faults(of_reader)) return of_schema;
  if (of_schema.empty() && reader_refuses) {
    return {{.message = "the schema accepts what the reader refuses"}};
  }
  return {};
}

/// The schema judges JSON of our dialect alone.
base::Diagnostics second_opinion(const DefinitionReading& reading, std::string_view text) {
  if (reading.definition && reading.definition->dialect == Dialect::kAsmd) return {};
  try {
    (void)base::parse_json(text);
  } catch (const base::JsonFault&) {
    return {};
  }
  return disagreements(reading.diagnostics, text);
}

Validation validate_text(const fs::path& file, std::string_view text, bool pedantic) {
  Validation validation{.file = file};
  Pedantry pedantry;
  const auto hear = [&](SongEntry&& song) {
    ++validation.songs;
    pedantry.hear(song);
  };
  const auto reading = parse_definition(text, file, hear);
  validation.diagnostics = reading.diagnostics;
  validation.disagreements = second_opinion(reading, text);
  place(validation.disagreements, file, text);
  if (!reading.definition) return validation;
  const Definition& definition = *reading.definition;
  validation.name = definition.name;
  if (definition.index) {
    DatasetTables tables(definition, {}, std::nullopt);
    validation.expanded = tables.expand(hear, validation.diagnostics).expanded;
  }
  if (pedantic) {
    auto remarks = pedantry.judge(definition);
    place(remarks, file, text);
    base::append(validation.diagnostics, remarks);
  }
  return validation;
}

Validation validate_file(const fs::path& file, bool pedantic) {
  std::string text;
  try {
    text = base::read_file(file, base::JsonLimits{}.bytes);
  } catch (const base::DefinitionError& error) {
    return {.file = file, .diagnostics = {{.file = file.string(), .message = error.what()}}};
  }
  return validate_text(file, text, pedantic);
}

/// Two names may differ by case alone, and so be one folder on some file systems.
void refuse_same_names(std::vector<Validation>& validations) {
  std::map<std::string, fs::path> file_by_name;
  for (auto& validation : validations) {
    if (validation.name.empty()) continue;
    const auto [first, is_new] =
        file_by_name.emplace(base::collision_key(validation.name), validation.file);
    if (is_new) continue;
    validation.diagnostics.push_back(
        {.file = validation.file.string(),
         .pointer = "/name",
         .message = fmt::format("the dataset '{}' is defined in '{}' already",
                                base::printable(validation.name),
                                base::printable(first->second.string()))});
  }
}

}  // namespace

base::Diagnostics published_schema_faults(std::string_view text) {
  return base::schema_faults(
      base::read_file(base::data_folder() / "schemas/definition.schema.json"), text);
}

std::optional<std::string> name_fault(const std::string& name) { return base::unsafe_name(name); }

std::vector<Validation> validate(const fs::path& file_or_folder, bool pedantic) {
  std::error_code failure;
  if (!fs::is_directory(file_or_folder, failure)) return {validate_file(file_or_folder, pedantic)};
  std::vector<Validation> validations;
  for (const auto& file : definition_files(file_or_folder)) {
    validations.push_back(validate_file(file, pedantic));
  }
  refuse_same_names(validations);
  return validations;
}

}  // namespace setlist::definition
