#pragma once

#include "setlist/dataset/dataset.hpp"

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace setlist::cli {

/// What every command takes, and what it leaves to be run after parsing.
struct Context {
  catalog::Overrides overrides;
  bool json = false;
  std::function<int()> chosen;  ///< set by the command on the line
};

/// One function a command: adds its words to the parser.
void add_datasets(CLI::App& app, Context& context);
void add_list(CLI::App& app, Context& context);
void add_show(CLI::App& app, Context& context);
void add_stats(CLI::App& app, Context& context);
void add_cite(CLI::App& app, Context& context);
void add_license(CLI::App& app, Context& context);
void add_lock(CLI::App& app, Context& context);
void add_plan(CLI::App& app, Context& context);
void add_install(CLI::App& app, Context& context);
void add_verify(CLI::App& app, Context& context);
void add_remove(CLI::App& app, Context& context);
void add_validate(CLI::App& app, Context& context);
void add_new(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);

/// The options that every command shares.
void add_common(CLI::App& command, Context& context);

/// The collection; definitions left out are told on stderr.
[[nodiscard]] dataset::Dataset open_collection(const Context& context);

/// The dataset of that name, in any case; an unknown one is a UsageError with a suggestion.
[[nodiscard]] const catalog::DatasetEntry& find_dataset(const catalog::Catalog& catalog,
                                                        const std::string& name);

}  // namespace setlist::cli
