#include "setlist/install/subject.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/definition_reader.hpp"
#include "setlist/definition/validation.hpp"

#include <fmt/format.h>

namespace setlist::install {
namespace {

[[noreturn]] void refuse(const definition::Definition& definition, const std::string& why) {
  throw base::DefinitionError(fmt::format("planning {}: its definition '{}' {}", definition.name,
                                          base::printable(definition.file.string()), why),
                              {.path = definition.file.string(), .url = {}, .pointer = "/install"});
}

void refuse_unsupported(const definition::Definition& definition) {
  if (definition.dialect == definition::Dialect::kAsmd) {
    refuse(definition,
           "is in ASMD's dialect, whose commands are never run; make one to install from with "
           "'setlist import asmd'");
  }
  for (const auto& step : definition.steps) {
    if (step.kind != definition::Step::Kind::kShell) continue;
    throw base::Error(
        base::ExitCode::kRefused,
        fmt::format("planning {}: its definition '{}' runs the command '{}', and this version of "
                    "setlist never runs commands of a definition; unpack the dataset by hand, or "
                    "write the step as move, copy, rename, remove, unpack or mkdir",
                    definition.name, base::printable(definition.file.string()),
                    base::printable(step.command, 500)),
        {.path = definition.file.string(), .url = {}, .pointer = "/install/steps"});
  }
}

/// The schema is the published contract: where it says otherwise than the reader, one of them is
/// wrong, and nothing is installed on a guess.
void check_schema(const definition::Definition& definition, std::string_view text) {
  const auto faults = definition::published_schema_faults(text);
  if (faults.empty()) return;
  throw base::Error(base::ExitCode::kBug,
                    fmt::format("planning {}: the schema refuses what the reader accepts in '{}' "
                                "({}); this is a bug of setlist: please report it",
                                definition.name, base::printable(definition.file.string()),
                                base::to_text(faults.front())));
}

}  // namespace

catalog::DatasetEntry subject(const catalog::DatasetEntry& entry) {
  const auto& file = entry.definition.file;
  const std::string text = base::read_file(file, base::JsonLimits{}.bytes);
  auto reading = definition::parse_definition(text, file);
  if (!reading.definition) {
    std::vector<std::string> lines;
    for (const auto& diagnostic : reading.diagnostics) lines.push_back(base::to_text(diagnostic));
    throw base::DefinitionError(
        "planning " + entry.definition.name + ": " + base::joined(lines, "; "),
        {.path = file.string(), .url = {}, .pointer = {}});
  }
  catalog::DatasetEntry whole = entry;
  whole.definition = *std::move(reading.definition);
  refuse_unsupported(whole.definition);
  check_schema(whole.definition, text);
  return whole;
}

}  // namespace setlist::install
