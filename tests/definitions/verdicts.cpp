// Tells what the reader says of definitions: one JSON document a line on stdin, one line of JSON
// for each on stdout: {"verdict": "valid" | "invalid" | "beyond", "schema": bool, "faults": [...]}.
// "beyond": every fault is one that no JSON Schema can say. "schema": the second opinion.

#include "setlist/base/files.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/json_schema.hpp"
#include "setlist/definition/definition_reader.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

using namespace setlist;
using base::Json;

namespace {

std::string verdict(const base::Diagnostics& diagnostics) {
  const auto faults = [](const auto& d) { return d.severity == base::Severity::kFault; };
  if (std::none_of(diagnostics.begin(), diagnostics.end(), faults)) return "valid";
  const bool all_beyond = std::all_of(diagnostics.begin(), diagnostics.end(),
                                      [&](const auto& d) { return !faults(d) || d.beyond_schema; });
  return all_beyond ? "beyond" : "invalid";
}

/// What the engine's own run of the schema says; null for what is no JSON to the engine.
Json accepted(const std::string& schema, const std::string& text) {
  try {
    (void)base::parse_json(text);
  } catch (const base::JsonFault&) {
    return {};
  }
  return base::schema_faults(schema, text).empty();
}

}  // namespace

int main(int count, char** arguments) {
  const std::string schema = count > 1 ? base::read_file(arguments[1]) : std::string();
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto reading = definition::parse_definition(line, "one.json");
    Json::Array lines;
    for (const auto& diagnostic : reading.diagnostics)
      lines.emplace_back(base::to_text(diagnostic));
    const std::string word = verdict(reading.diagnostics);
    Json::Object answer = {{"verdict", word}, {"faults", std::move(lines)}};
    if (!schema.empty()) answer.emplace_back("schema", accepted(schema, line));
    std::cout << base::json_text(answer) << '\n';
  }
}
