#include "cli/context.hpp"
#include "cli/song_json.hpp"
#include "cli/table.hpp"
#include "cli/tell.hpp"
#include "setlist/base/text.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

struct ListOptions {
  std::vector<std::string> query;
  bool count = false;
};

int run_list(const Context& context, const ListOptions& options) {
  const auto collection = open_collection(context);
  const std::string text = base::joined(options.query, " ");
  const auto songs = collection.query(text);
  for (const auto& sentence :
       collection.selection().remarks_on(query::parse(text)).not_searched) {
    tell("{}\n", sentence);
  }
  if (options.count) {
    fmt::print("{}\n", songs.size());
    return 0;
  }
  if (context.json) {
    base::Json::Array array;
    for (const auto& song : songs) array.push_back(to_json(song));
    fmt::print("{}\n", base::json_text(array, 2));
    return 0;
  }
  Table table({"SONG", "COMPOSER", "TITLE", "INSTRUMENTS", "GROUPS"});
  for (const auto& song : songs) {
    const auto& facts = song.facts();
    table.add({song.id(), facts.composer, facts.title, base::joined(facts.instruments, ", "),
               base::joined(facts.groups, ", ")});
  }
  table.print();
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
      "  setlist list has:sustain ensemble:false --count\n\n"
      "Fields: dataset, composer, title, artist, instrument, group, tag, ensemble, has.");
  auto options = std::make_shared<ListOptions>();
  command->add_option("query", options->query, "Terms that must all hold")->type_name("QUERY");
  command->add_flag("--count", options->count, "Print the number of songs alone");
  command->add_flag("--json", context.json, "Print JSON");
  // A term that denies starts with '-': what is no option belongs to the query.
  command->allow_extras();
  add_common(*command, context);
  command->callback([&context, options, command] {
    for (const auto& extra : command->remaining()) {
      if (extra.starts_with("--")) throw CLI::ExtrasError({extra});
      options->query.push_back(extra);
    }
    context.chosen = [&context, options] { return run_list(context, *options); };
  });
}

}  // namespace setlist::cli
