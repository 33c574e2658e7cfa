#include "cli/context.hpp"
#include "cli/new_file.hpp"
#include "cli/tell.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/asmd_import.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

struct ImportArguments {
  std::string file;
  std::optional<std::string> output;
};

int run_import(const ImportArguments& arguments) {
  const auto imported = definition::import_asmd(arguments.file);
  const std::string text = base::json_text(imported.definition, 2) + "\n";
  if (arguments.output) {
    write_new_file(*arguments.output, text);
    tell("wrote '{}'; look at:\n", base::printable(*arguments.output));
  } else {
    fmt::print("{}", text);
  }
  for (const auto& note : imported.notes) tell("  {}\n", base::printable(note, 500));
  return 0;
}

}  // namespace

void add_import(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("import", "Turn a definition of another tool into ours");
  command->require_subcommand(1);
  auto* asmd = command->add_subcommand("asmd", "A definition of ASMD");
  auto arguments = std::make_shared<ImportArguments>();
  asmd->add_option("file", arguments->file, "The definition")->type_name("FILE")->required();
  asmd->add_option("-o,--output", arguments->output,
                   "Write it here, where nothing is yet; otherwise it is printed")
      ->type_name("FILE");
  asmd->callback(
      [&context, arguments] { context.chosen = [arguments] { return run_import(*arguments); }; });
}

}  // namespace setlist::cli
