#include "cli/context.hpp"
#include "cli/query_argument.hpp"
#include "cli/song_json.hpp"
#include "cli/table.hpp"
#include "cli/tell.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/ordering.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

using base::Json;
using dataset::Dataset;

struct ListOptions {
  bool count = false;
  bool paths = false;
  bool explain = false;
  std::vector<std::string> columns;
  std::vector<std::string> sort;
  bool reverse = false;
};

const std::vector<std::string> kColumns = {"id", "composer", "title", "instruments", "groups"};

/// A column of a song's JSON as a cell: lists joined, what is not known empty.
std::string cell(const Json& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (value.is_null()) return {};
  const auto* items = value.as<Json::Array>();
  if (!items) return base::json_text(value);
  std::vector<std::string> cells;
  for (const auto& item : *items) cells.push_back(cell(item));
  return base::joined(cells, ", ");
}

void check_columns(const std::vector<std::string>& columns) {
  const auto known = song_columns();
  for (const auto& column : columns) {
    if (std::find(known.begin(), known.end(), column) != known.end()) continue;
    throw base::UsageError(fmt::format("'{}' is not a column{}; the columns are {}",
                                       base::printable(column), base::suggestion(column, known),
                                       base::joined(known, ", ")));
  }
}

void print_table(const Dataset& songs, const std::vector<std::string>& columns) {
  std::vector<std::string> header;
  for (const auto& column : columns) {
    std::string title = column == "id" ? "song" : column;
    for (char& c : title) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    header.push_back(std::move(title));
  }
  Table table(header);
  for (const auto& song : songs) {
    const Json facts = to_json(song);
    std::vector<std::string> row;
    for (const auto& column : columns) row.push_back(cell(*facts.find(column)));
    table.add(std::move(row));
  }
  table.print();
}

void print_json(const Dataset& songs, const std::vector<std::string>& columns) {
  Json::Array array;
  for (const auto& song : songs) {
    Json facts = to_json(song);
    if (columns.empty()) {
      array.push_back(std::move(facts));
      continue;
    }
    Json::Object chosen;
    for (const auto& column : columns) chosen.emplace_back(column, *facts.find(column));
    array.emplace_back(std::move(chosen));
  }
  fmt::print("{}\n", base::json_text(array, 2));
}

/// The files of a song that is on disk, each once: instruments may share one.
std::vector<std::string> files_of(const dataset::Song& song) {
  std::vector<std::string> files;
  const auto add = [&](const std::vector<std::filesystem::path>& more) {
    for (const auto& file : more) {
      if (std::ranges::find(files, file.string()) == files.end()) files.push_back(file.string());
    }
  };
  if (!song.facts().recordings.empty()) add(song.recording_files());
  if (!song.facts().sources.empty()) add(song.source_files());
  add(song.ground_truth_files());
  return files;
}

int print_paths(const Context& context, const Dataset& songs) {
  std::size_t missing = 0;
  Json::Array array;
  for (const auto& song : songs) {
    try {
      for (auto& file : files_of(song)) {
        if (context.json) {
          array.emplace_back(std::move(file));
        } else {
          fmt::print("{}\n", file);
        }
      }
    } catch (const base::NotInstalledError& error) {
      if (missing++ == 0) tell("setlist: {}\n", error.what());
    }
  }
  if (context.json) fmt::print("{}\n", base::json_text(array, 2));
  if (missing == 0) return 0;
  tell("setlist: {} of {} songs lack files on disk\n", missing, songs.size());
  return static_cast<int>(base::ExitCode::kPartial);
}

int run_explain(const Context& context, const QueryArgument& query) {
  const auto collection = open_collection(context);
  const auto parts = collection.selection().explained(query::parse(query.text()));
  if (context.json) {
    Json::Array array;
    for (const auto& part : parts) {
      array.push_back(Json::Object{
          {"part", part.part},
          {"depth", static_cast<std::int64_t>(part.depth)},
          {"alone", static_cast<std::int64_t>(part.alone)},
          {"together", part.depth == 0 ? Json(static_cast<std::int64_t>(part.together)) : Json()}});
    }
    fmt::print("{}\n", base::json_text(array, 2));
    return 0;
  }
  Table table({"PART", "ALONE", "TOGETHER"});
  for (const auto& part : parts) {
    table.add({std::string(2 * part.depth, ' ') + part.part, std::to_string(part.alone),
               part.depth == 0 ? std::to_string(part.together) : ""});
  }
  table.print();
  return 0;
}

int run_list(const Context& context, const QueryArgument& query, const ListOptions& options) {
  check_columns(options.columns);
  if (options.explain) return run_explain(context, query);
  auto songs = query.songs(context);
  if (!options.sort.empty())
    songs = Dataset(sorted(songs.selection(), options.sort, options.reverse));
  if (options.count) {
    fmt::print("{}\n", songs.size());
    return 0;
  }
  if (options.paths) return print_paths(context, songs);
  if (context.json) {
    print_json(songs, options.columns);
  } else {
    print_table(songs, options.columns.empty() ? kColumns : options.columns);
  }
  return 0;
}

}  // namespace

void add_list(CLI::App& app, Context& context) {
  auto* command =
      app.add_subcommand("list", "The songs that match a query; every song without one");
  command->footer(
      "Examples:\n"
      "  setlist list composer:dvorak                 words of a name; case and accents ignored\n"
      "  setlist list 'instrument:piano -group:test'  all terms must hold; '-' denies\n"
      "  setlist list 'title:\"Ode to Joy\"'            quotes keep words together\n"
      "  setlist list '(tag:jazz OR tag:blues) duration:60..600'\n"
      "  setlist list 'has:precise_alignment=1 title~*sonat*' --count\n"
      "  setlist list year:1800..1850 --columns id,year,title --sort year\n"
      "  setlist list group:train --paths > files.txt\n"
      "  setlist list 'instrument:piano -composer:bach' --explain\n\n"
      "Fields: dataset, id, composer, title, artist, performer, work, album, text, instrument,\n"
      "instruments, n_instruments, group, tag, ensemble, has, year, duration, n_notes, license,\n"
      "installed. Write field:value, field=exact, field~pattern*, field>=3 or field:1..3.");
  const QueryArgument query(*command);
  auto options = std::make_shared<ListOptions>();
  auto* count = command->add_flag("--count", options->count, "Print the number of songs alone");
  auto* paths = command->add_flag("--paths", options->paths,
                                  "Print the files of the songs: recordings, sources, annotations");
  auto* explain = command->add_flag("--explain", options->explain,
                                    "Print how many songs each part of the query keeps");
  count->excludes(paths)->disable_flag_override();
  explain->excludes(count)->excludes(paths);
  command->add_option("--columns", options->columns, "What to print of a song: id,title,year,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAMES");
  command->add_option("--sort", options->sort, "Order by fields: composer,year")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("FIELDS");
  command->add_flag("--reverse", options->reverse, "Order the other way round")
      ->needs(command->get_option("--sort"));
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback([&context, query, options, command] {
    QueryArgument::check_rest(*command);
    context.chosen = [&context, query, options] { return run_list(context, query, *options); };
  });
}

}  // namespace setlist::cli
