#include "cli/context.hpp"
#include "cli/song_json.hpp"
#include "cli/table.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"

#include <fmt/format.h>

namespace setlist::cli {
namespace {

struct Summary {
  double hours = 0;
  bool hours_known = true;
  std::uint64_t bytes = 0;
  bool bytes_known = true;
};

Summary summary_of(const catalog::Definition& definition) {
  Summary summary;
  for (const auto& song : definition.songs) {
    summary.hours += song.duration_seconds.value_or(0) / 3600;
    summary.hours_known = summary.hours_known && song.duration_seconds.has_value();
  }
  for (const auto& resource : definition.resources) {
    summary.bytes += resource.size_bytes.value_or(0);
    summary.bytes_known = summary.bytes_known && resource.size_bytes.has_value();
  }
  return summary;
}

int run_datasets(const Context& context) {
  const auto collection = open_collection(context);
  const auto& entries = collection.selection().catalog()->datasets();
  if (context.json) {
    base::Json::Array array;
    for (const auto& entry : entries) array.push_back(to_json(*entry));
    fmt::print("{}\n", base::json_text(array, 2));
    return 0;
  }
  Table table({"DATASET", "VERSION", "SONGS", "HOURS", "SIZE", "LICENSE", "INSTALLED"});
  for (const auto& entry : entries) {
    const auto& definition = entry->definition;
    const Summary summary = summary_of(definition);
    table.add({definition.name, definition.version, std::to_string(definition.songs.size()),
               summary.hours_known ? fmt::format("{:.2f}", summary.hours) : "?",
               summary.bytes_known ? base::human_bytes(summary.bytes) : "?", definition.license.id,
               entry->installed ? "yes" : "no"});
  }
  table.print();
  return 0;
}

}  // namespace

base::Json to_json(const catalog::DatasetEntry& entry) {
  const auto& definition = entry.definition;
  const Summary summary = summary_of(definition);
  return base::Json::Object{
      {"name", definition.name},
      {"version", definition.version},
      {"songs", static_cast<std::int64_t>(definition.songs.size())},
      {"hours", summary.hours_known ? base::Json(summary.hours) : base::Json()},
      {"bytes",
       summary.bytes_known ? base::Json(static_cast<std::int64_t>(summary.bytes)) : base::Json()},
      {"license", definition.license.id},
      {"installed", entry.installed}};
}

void add_datasets(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("datasets", "What exists: songs, hours, size, licence");
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback([&context] { context.chosen = [&context] { return run_datasets(context); }; });
}

}  // namespace setlist::cli
