#include "cli/context.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/validation.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

using base::Json;
using definition::Validation;

struct ValidateArguments {
  std::vector<std::string> places;
  bool pedantic = false;
};

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

std::size_t count(const Validation& validation, base::Severity severity) {
  std::size_t found = 0;
  for (const auto& diagnostic : validation.diagnostics) {
    found += diagnostic.severity == severity ? diagnostic.times : 0;
  }
  return found;
}

void print(const Validation& validation) {
  for (const auto& diagnostic : validation.diagnostics) {
    fmt::print("{}\n", base::to_text(diagnostic));
  }
  for (const auto& diagnostic : validation.disagreements) {
    fmt::print(
        "{}; the schema and the reader disagree: this is a bug of setlist, please report it\n",
        base::to_text(diagnostic));
  }
  const std::string file = base::printable(validation.file.string());
  const std::size_t warnings = count(validation, base::Severity::kWarning);
  const std::string and_warnings =
      warnings == 0 ? std::string() : ", " + counted(warnings, "warning");
  if (!validation.valid()) {
    fmt::print("{}: {}{}\n", file, counted(count(validation, base::Severity::kFault), "fault"),
               and_warnings);
  } else {
    fmt::print("{}: valid, {}{}\n", file,
               validation.expanded ? counted(validation.songs, "song")
                                   : std::string("its table is not beside it"),
               and_warnings);
  }
}

Json to_json(const Validation& validation) {
  Json::Array diagnostics;
  for (const auto& diagnostic : validation.diagnostics) {
    diagnostics.emplace_back(Json::Object{
        {"severity", diagnostic.severity == base::Severity::kFault ? "fault" : "warning"},
        {"file", diagnostic.file},
        {"line", static_cast<std::int64_t>(diagnostic.line)},
        {"pointer", diagnostic.pointer},
        {"message", diagnostic.message},
        {"times", static_cast<std::int64_t>(diagnostic.times)}});
  }
  return Json::Object{
      {"file", validation.file.string()}, {"name", validation.name},
      {"valid", validation.valid()},      {"songs", static_cast<std::int64_t>(validation.songs)},
      {"expanded", validation.expanded},  {"diagnostics", std::move(diagnostics)}};
}

int run_validate(const Context& context, const ValidateArguments& arguments) {
  base::ExitCode code = base::ExitCode::kDone;
  Json::Array all;
  for (const auto& place : arguments.places) {
    for (const auto& validation : definition::validate(place, arguments.pedantic)) {
      if (context.json) {
        all.push_back(to_json(validation));
      } else {
        print(validation);
      }
      if (!validation.valid()) code = base::ExitCode::kDefinition;
      if (!validation.disagreements.empty()) code = base::ExitCode::kBug;
    }
  }
  if (context.json) fmt::print("{}\n", base::json_text(all, 2));
  return static_cast<int>(code);
}

}  // namespace

void add_validate(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "validate", "Check definitions: every fault at once, with its place and what was expected");
  auto arguments = std::make_shared<ValidateArguments>();
  command->add_option("places", arguments->places, "Definitions, or folders of definitions")
      ->type_name("FILE|DIR")
      ->required();
  command->add_flag("--pedantic", arguments->pedantic,
                    "Warn of unverified facts, missing digests and unusual spellings too");
  command->add_flag("--json", context.json, "Print JSON");
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] { return run_validate(context, *arguments); };
  });
}

}  // namespace setlist::cli
