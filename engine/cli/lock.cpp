#include "cli/context.hpp"
#include "cli/new_file.hpp"
#include "cli/query_argument.hpp"
#include "cli/tell.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"
#include "setlist/selection/lockfile.hpp"

#include <memory>
#include <optional>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

using base::Json;

struct LockOptions {
  std::optional<std::string> output;
  std::optional<std::string> check;
};

void tell_comparison(const std::string& file, const selection::Lockfile& lockfile,
                     const selection::Restored& found) {
  for (const auto& difference : found.differences) tell("{}\n", difference);
  if (found.not_compared != 0) {
    tell(
        "the annotations of {} songs could not be compared: they are not on disk, or were not when "
        "the lockfile was made\n",
        found.not_compared);
  }
  if (found.differences.empty()) {
    fmt::print("{}: {} songs, as they were locked\n", base::printable(file), found.songs.size());
    return;
  }
  tell("setlist: comparing with '{}': {} differences; {} of {} songs are here\n",
       base::printable(file), found.differences.size(), found.songs.size(), lockfile.songs.size());
}

int check(const Context& context, const std::string& file) {
  const auto lockfile = selection::read_lockfile(file);
  const auto collection = open_collection(context);
  const auto found =
      selection::restored(lockfile, selection::Selection::whole(collection.selection().catalog()));
  const bool same = found.differences.empty();
  if (context.json) {
    const Json answer =
        Json::Object{{"same", same},
                     {"songs", static_cast<std::int64_t>(found.songs.size())},
                     {"locked", static_cast<std::int64_t>(lockfile.songs.size())},
                     {"not_compared", static_cast<std::int64_t>(found.not_compared)},
                     {"differences", base::json_array(found.differences)}};
    fmt::print("{}\n", base::json_text(answer, 2));
  } else {
    tell_comparison(file, lockfile, found);
  }
  return static_cast<int>(same ? base::ExitCode::kDone : base::ExitCode::kIntegrity);
}

int run_lock(const Context& context, const QueryArgument& query, const LockOptions& options) {
  if (options.check) {
    if (!query.text().empty()) {
      throw base::UsageError(
          "checking a lockfile: found a query too; the lockfile states the songs");
    }
    return check(context, *options.check);
  }
  const auto text = to_text(selection::locked(query.songs(context).selection()));
  if (options.output) {
    write_new_file(*options.output, text);
  } else {
    fmt::print("{}", text);
  }
  return 0;
}

}  // namespace

void add_lock(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "lock",
      "Write down exactly which songs a query chooses, by digests; or check that they are here");
  command->footer(
      "Examples:\n"
      "  setlist lock 'composer:bach -group:test' -o train.lock\n"
      "  setlist lock --check train.lock       on another machine: the same songs, or what "
      "differs");
  const QueryArgument query(*command);
  auto options = std::make_shared<LockOptions>();
  auto* output =
      command->add_option("-o,--output", options->output, "Write to a new file instead of stdout");
  output->type_name("FILE");
  command->add_option("--check", options->check, "Compare what is here with a lockfile")
      ->type_name("FILE")
      ->excludes(output);
  command->add_flag("--json", context.json, "Print JSON; a lockfile is JSON in any case");
  add_common(*command, context);
  command->callback([&context, query, options, command] {
    QueryArgument::check_rest(*command);
    context.chosen = [&context, query, options] { return run_lock(context, query, *options); };
  });
}

}  // namespace setlist::cli
