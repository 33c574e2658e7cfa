#include "cli/command.hpp"

#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/tell.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/version.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace setlist::cli {
namespace {

constexpr const char* kDescription = "Install, query and load music datasets.";
constexpr const char* kFooter =
    "Examples:\n"
    "  setlist datasets                          what exists, installed or not\n"
    "  setlist install Starter                   download, verify, unpack, convert\n"
    "  setlist list 'composer:bach -group:test'  songs that match a query\n"
    "  setlist show Starter/pachelbel-canon      everything known about a song";

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

/// The first option on the line that a command does not have, with what it may have meant.
std::optional<std::string> unknown_option(const CLI::App& command,
                                          const std::vector<std::string>& arguments) {
  std::vector<std::string> known;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) known.push_back("--" + name);
  }
  for (const auto& argument : arguments) {
    const std::string name = argument.substr(0, argument.find('='));
    if (!name.starts_with("--") || name.size() == 2) continue;
    if (std::ranges::find(known, name) != known.end()) continue;
    return fmt::format("'setlist {}' has no option '{}'{}", command.get_name(),
                       base::printable(name), base::suggestion(name, known));
  }
  return std::nullopt;
}

/// CLI11 has no near-miss suggestions of its own.
int explain(const CLI::ParseError& error, const CLI::App& app,
            const std::vector<std::string>& arguments) {
  std::string next = "see 'setlist --help'";
  const CLI::App* command = nullptr;
  for (const auto* parsed : app.get_subcommands()) command = parsed;
  if (command) {
    next = fmt::format("see 'setlist {} --help'", command->get_name());
    const auto unknown = unknown_option(*command, arguments);
    if (unknown && dynamic_cast<const CLI::ExtrasError*>(&error)) {
      tell("setlist: {}; {}\n", *unknown, next);
      return static_cast<int>(base::ExitCode::kUsage);
    }
  } else if (!arguments.empty() && !arguments.front().starts_with('-')) {
    tell("setlist: there is no command '{}'{}; {}\n", base::printable(arguments.front()),
         base::suggestion(arguments.front(), command_names(app)), next);
    return static_cast<int>(base::ExitCode::kUsage);
  }
  tell("setlist: {}; {}\n", base::printable(error.what()), next);
  return static_cast<int>(base::ExitCode::kUsage);
}

/// A term that denies, "-group:test", is no option: behind a blank it stays where it stands. The
/// parser would take it out of the query's order, and "-has:audio" for a call for help.
std::vector<std::string> with_denials(const CLI::App& app, std::vector<std::string> arguments) {
  const CLI::App* command = nullptr;
  for (const auto* known : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!arguments.empty() && known->get_name() == arguments.front()) command = known;
  }
  if (!command || !command->get_option_no_throw("query")) return arguments;
  for (auto& argument : arguments) {
    const bool is_option = argument.size() < 2 || argument[0] != '-' || argument[1] == '-' ||
                           (argument.size() == 2 && command->get_option_no_throw(argument));
    if (!is_option) argument.insert(0, " ");
  }
  return arguments;
}

int parse_and_run(std::vector<std::string> arguments) {
  CLI::App app(kDescription, "setlist");
  Context context;
  app.set_version_flag("--version", std::string("setlist ") + version());
  app.require_subcommand(1);
  app.footer(kFooter);
  add_datasets(app, context);
  add_list(app, context);
  add_show(app, context);
  add_stats(app, context);
  add_cite(app, context);
  add_license(app, context);
  add_lock(app, context);
  add_plan(app, context);
  add_install(app, context);
  add_verify(app, context);
  add_remove(app, context);
  add_validate(app, context);
  add_new(app, context);
  add_import(app, context);
  arguments = with_denials(app, std::move(arguments));
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto parsed = app.get_subcommands();
    fmt::print("{}", parsed.empty() ? app.help() : parsed.front()->help(app.get_name()));
    return 0;
  } catch (const CLI::CallForVersion&) {
    fmt::print("setlist {}\n", version());
    return 0;
  } catch (const CLI::ParseError& error) {
    if (arguments.empty()) {
      fmt::print("{}", app.help());
      return static_cast<int>(base::ExitCode::kUsage);
    }
    return explain(error, app, arguments);
  }
  return context.chosen();
}

/// A reader of stdout that left knows why; a disk that is full must be told.
int output_failed(int reason) {
  const base::FileError error("writing the output", "standard output", reason);
  if (reason != EPIPE) tell("setlist: {}\n", error.what());
  return static_cast<int>(error.exit_code());
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  try {
    const int code = parse_and_run(arguments);
    if (std::fflush(stdout) != 0) return output_failed(errno);
    return code;
  } catch (const base::Interrupted& stopped) {
    std::fflush(stdout);
    tell("setlist: {}\n", stopped.what());
    return static_cast<int>(Interrupt::exit_code());
  } catch (const base::Error& error) {
    std::fflush(stdout);
    tell("setlist: {}\n", error.what());
    return static_cast<int>(error.exit_code());
  } catch (const std::filesystem::filesystem_error& error) {
    tell("setlist: {}\n", base::printable(error.what(), 500));
    return static_cast<int>(base::ExitCode::kFileSystem);
  } catch (const std::system_error& error) {  // fmt could not write to stdout
    return output_failed(error.code().value());
  } catch (const std::exception& error) {
    tell("setlist: internal error: {}; please report it with the command\n",
         base::printable(error.what()));
    return static_cast<int>(base::ExitCode::kBug);
  }
}

void add_common(CLI::App& command, Context& context) {
  command.add_option("--config", context.overrides.config, "Use this datasets.json")
      ->type_name("FILE");
  command
      .add_option("--definitions", context.overrides.definitions,
                  "Use this folder of definitions instead of the configured ones; repeatable")
      ->type_name("DIR")
      ->allow_extra_args(false);
  command.add_option("--install-dir", context.overrides.install_dir, "Where the datasets lie")
      ->type_name("DIR");
}

dataset::Dataset open_collection(const Context& context) {
  auto collection = dataset::Dataset::open(context.overrides);
  for (const auto& diagnostic : collection.selection().catalog()->diagnostics()) {
    tell("{}\n", base::to_text(diagnostic));
  }
  return collection;
}

const catalog::DatasetEntry& find_dataset(const catalog::Catalog& catalog,
                                          const std::string& name) {
  if (const auto* entry = catalog.dataset_named(name)) return *entry;
  std::vector<std::string> known;
  for (const auto& entry : catalog.datasets()) known.push_back(entry.definition.name);
  throw base::UsageError(fmt::format("no dataset is named '{}'{}; see 'setlist datasets'",
                                     base::printable(name), base::suggestion(name, known)));
}

}  // namespace setlist::cli
