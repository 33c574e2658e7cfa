#include "cli/context.hpp"
#include "cli/pianoroll_text.hpp"
#include "cli/song_json.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

void line(std::string_view label, const std::string& value) {
  if (!value.empty()) fmt::print("  {:<13}{}\n", label, base::printable(value, 2000));
}

std::string songs_of(const catalog::DatasetEntry& entry) {
  if (entry.expanded) return std::to_string(entry.songs);
  const auto& count = entry.definition.index->count;
  return fmt::format("{}, known one by one when '{}' is installed",
                     count ? std::to_string(*count) : "?", entry.definition.name);
}

void show_dataset(const catalog::DatasetEntry& entry) {
  const auto& definition = entry.definition;
  fmt::print("{} {}\n", definition.name, base::printable(definition.version));
  line("about", definition.description);
  line("homepage", definition.homepage);
  line("license", definition.license.id);
  line("songs", songs_of(entry));
  line("instruments", base::joined(definition.instruments, ", "));
  line("groups", base::joined(definition.groups, ", "));
  for (const auto& [group, levels] : definition.ground_truth) {
    std::vector<std::string> known;
    for (const auto& [type, level] : levels) {
      if (level != music::Level::kNotAvailable) {
        known.push_back(level == music::Level::kAlgorithmic ? type + " (algorithmic)" : type);
      }
    }
    line("annotations", group + ": " + base::joined(known, ", "));
  }
  line("folder", entry.folder().string());
  line("installed", entry.installed ? "yes" : "no; setlist install " + definition.name);
}

void show_annotations(const dataset::Song& song) {
  std::vector<std::string> present;
  for (const auto alignment : song.alignments()) {
    present.push_back(
        fmt::format("{} ({} notes)", music::name_of(alignment), song.notes({alignment}).size()));
  }
  line("annotations", base::joined(present, ", "));
  if (const auto pedals = song.pedals(); !pedals.empty()) {
    line("pedals", fmt::format("{} events", pedals.size()));
  }
  fmt::print("\n{}", pianoroll_text(song));
}

void show_song(const dataset::Song& song, bool installed) {
  const auto& facts = song.facts();
  fmt::print("{}\n", base::printable(song.id()));
  line("title", facts.title);
  line("composer", facts.composer);
  line("artist", facts.artist);
  line("performer", facts.performer);
  line("work", facts.work);
  line("album", facts.album);
  if (facts.year) line("year", std::to_string(*facts.year));
  if (facts.duration_seconds) line("duration", fmt::format("{:.2f} s", *facts.duration_seconds));
  line("instruments", base::joined(facts.instruments, ", "));
  line("groups", base::joined(facts.groups, ", "));
  line("tags", base::joined(facts.tags, ", "));
  line("license", song.license());
  line("text", facts.text);
  if (!installed) {
    line("installed", "no; setlist install " + song.dataset());
    return;
  }
  for (const auto& file : song.recording_files()) {
    const auto info = formats::audio_info(file);
    line("recording", fmt::format("{} ({}, {} Hz, {} channel{})", file.string(), info.format,
                                  info.sample_rate, info.channels, info.channels == 1 ? "" : "s"));
  }
  if (!facts.ground_truth.empty()) show_annotations(song);
}

int run_show(const Context& context, const std::string& name) {
  const auto collection = open_collection(context);
  const auto& catalog = *collection.selection().catalog();
  if (name.find('/') == std::string::npos) {
    const auto& entry = find_dataset(catalog, name);
    if (context.json) {
      fmt::print("{}\n", base::json_text(to_json(catalog, entry), 2));
    } else {
      show_dataset(entry);
    }
    return 0;
  }
  const dataset::Dataset everything(selection::Selection::whole(collection.selection().catalog()));
  const auto song = everything.find(name);
  if (!song) {
    std::vector<std::string> ids;
    for (const auto& other : everything) ids.push_back(other.id());
    throw base::UsageError(fmt::format("no song has the id '{}'{}; see 'setlist list'",
                                       base::printable(name), base::suggestion(name, ids)));
  }
  if (context.json) {
    fmt::print("{}\n", base::json_text(to_json(*song), 2));
    return 0;
  }
  show_song(*song, catalog.dataset_of(song->number()).installed);
  return 0;
}

}  // namespace

void add_show(CLI::App& app, Context& context) {
  auto* command =
      app.add_subcommand("show", "Everything known about a dataset (NAME) or a song (NAME/ID)");
  auto name = std::make_shared<std::string>();
  command->add_option("what", *name, "A dataset's name or a song's id")
      ->required()
      ->type_name("NAME|SONG-ID");
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback(
      [&context, name] { context.chosen = [&context, name] { return run_show(context, *name); }; });
}

}  // namespace setlist::cli
