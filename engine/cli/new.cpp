#include "cli/context.hpp"
#include "cli/new_file.hpp"
#include "cli/tell.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/validation.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

/// A sound definition that tells how to go on; what starts with '$' is for people alone.
constexpr std::string_view kTemplate = R"({
  "$schema": "urn:setlist:schema:definition:1",
  "$how": @HOW,
  "format": 1,
  "name": @NAME,
  "version": "1.0",
  "description": "What the dataset holds, in a sentence or two.",
  "homepage": "https://example.org/",
  "license": {"id": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
  "citation": "@misc{key, title = {Title}, author = {Author}, year = {2026}}",
  "ensemble": false,
  "groups": ["train", "test"],
  "instruments": ["piano"],
  "recording": {"format": "wav"},
  "$levels": "For each group: 0 not available, 1 manual or mechanical, 2 algorithmic.",
  "ground_truth": {
    "train": {"precise_alignment": 1},
    "test": {"precise_alignment": 1}
  },
  "install": {
    "$resources": "What is fetched. 'verified' becomes true (or goes) when size and digest are those of the real file.",
    "resources": [
      {
        "id": "all",
        "part": "all",
        "urls": ["https://example.org/dataset.zip"],
        "verified": false,
        "unpack": true
      }
    ],
    "$conversion": "How annotations are made from the files of each song.",
    "conversion": [
      {"converter": "midi", "from": "{recording.stem}.mid", "alignment": "precise_alignment"}
    ]
  },
  "$songs": "Paths are relative to the dataset's folder. Many songs? An 'index' finds them in a table instead.",
  "songs": [
    {
      "id": "first-song",
      "title": "Title",
      "composer": "Johann Sebastian Bach",
      "instruments": ["piano"],
      "groups": ["train"],
      "recording": "audio/first-song.wav",
      "ground_truth": "annotations/first-song.json.gz"
    }
  ]
}
)";

std::string filled(std::string text, std::string_view mark, std::string_view value) {
  return text.replace(text.find(mark), mark.size(), value);
}

int run_new(const std::string& name, const std::optional<std::string>& output) {
  if (const auto fault = definition::name_fault(name)) {
    throw base::UsageError(fmt::format(
        "making a definition: the name '{}' {}; it becomes a folder, so choose a plain one",
        base::printable(name), *fault));
  }
  const std::string file = output.value_or(name + ".json");
  const std::string how = fmt::format(
      "Fill in what you know and remove the rest. Check it with: setlist validate {} --pedantic. "
      "Every field: docs/definition-format.md",
      base::printable(file));
  // The name first: the other mark stands before it, so that a name that looks like one is not
  // taken.
  std::string text = filled(std::string(kTemplate), "@NAME", base::json_text(name));
  text = filled(std::move(text), "@HOW", base::json_text(how));
  write_new_file(file, text);
  tell("wrote '{}'; next: setlist validate '{}' --pedantic\n", base::printable(file),
       base::printable(file));
  return 0;
}

}  // namespace

void add_new(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("new", "A commented definition to start from");
  auto name = std::make_shared<std::string>();
  auto output = std::make_shared<std::optional<std::string>>();
  command->add_option("name", *name, "The dataset's name")->required();
  command->add_option("-o,--output", *output, "Write it here instead of NAME.json")
      ->type_name("FILE");
  command->callback([&context, name, output] {
    context.chosen = [name, output] { return run_new(*name, *output); };
  });
}

}  // namespace setlist::cli
