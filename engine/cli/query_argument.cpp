#include "cli/query_argument.hpp"

#include "cli/tell.hpp"
#include "setlist/base/text.hpp"
#include "setlist/query/query_parser.hpp"

namespace setlist::cli {

QueryArgument::QueryArgument(CLI::App& command)
    : m_words(std::make_shared<std::vector<std::string>>()) {
  command.add_option("query", *m_words, "Terms that must all hold; none: every song")
      ->type_name("QUERY");
  command.allow_extras();
}

void QueryArgument::check_rest(const CLI::App& command) {
  for (const auto& extra : command.remaining()) {
    if (extra != "--") throw CLI::ExtrasError({extra});
  }
}

std::string QueryArgument::text() const { return base::joined(*m_words, " "); }

dataset::Dataset QueryArgument::songs(const Context& context) const {
  const auto collection = open_collection(context);
  const auto query = query::parse(text());
  const auto remarks = collection.selection().remarks_on(query);
  auto found = collection.selection().filtered(query);
  for (const auto& sentence : remarks.not_searched) tell("{}\n", sentence);
  for (const auto& sentence : remarks.left_out) tell("{}\n", sentence);
  return dataset::Dataset(std::move(found));
}

}  // namespace setlist::cli
