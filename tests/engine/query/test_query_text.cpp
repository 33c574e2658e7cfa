#include "engine/query/asked.hpp"
#include "setlist/base/error.hpp"
#include "setlist/query/fields.hpp"

#include <bit>
#include <cmath>
#include <random>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace setlist;
using query::Field;
using query::FieldKind;
using query::Filter;
using query::Interval;
using query::Match;
using query::parse;
using query::Query;
using query::Term;

namespace {

/// Everything of a query that changes what it means, and nothing else.
std::string meaning(const Query& query) {
  std::string text = fmt::format("{}", static_cast<int>(query.kind));
  if (query.kind == Query::Kind::kTerm) {
    const auto& term = query.term;
    const bool is_number =
        term.field != Field::kAnyText && entry_of(term.field).kind == FieldKind::kNumber;
    const auto& [from, to, from_open, to_open] = term.number;
    text += fmt::format(" {} {} [{} {} {} {}]", static_cast<int>(term.field),
                        is_number ? 0 : static_cast<int>(term.match), from, to, from_open, to_open);
    if (!is_number) text += fmt::format(" '{}'", fmt::join(term.values, "' '"));
  }
  for (const auto& part : query.parts) text += '(' + meaning(part) + ')';
  return text;
}

class RandomQueries {
 public:
  explicit RandomQueries(unsigned seed) : m_random(seed) {}

  Query tree(int depth) {
    const auto kind = below(depth > 0 ? 5 : 2);
    if (kind < 2) return Query::of(term());
    if (kind == 2) return {Query::Kind::kNot, {}, {tree(depth - 1)}};
    Query query{kind == 3 ? Query::Kind::kAll : Query::Kind::kAny, {}, {}};
    for (std::size_t k = 2 + below(3); k != 0; --k) query.parts.push_back(tree(depth - 1));
    return query;
  }

 private:
  std::size_t below(std::size_t end) { return m_random() % end; }

  /// Made of what the language, a terminal or a decoder could stumble over.
  std::string value() {
    using namespace std::string_view_literals;
    static constexpr std::string_view kPieces[] = {
        "a"sv, "b"sv,   " "sv,   "\t"sv, "\n"sv,       "\v"sv,  "\""sv, "\\"sv,
        "("sv, ")"sv,   ":"sv,   "="sv,  "~"sv,        "<"sv,   ">"sv,  "-"sv,
        "'"sv, ","sv,   "OR"sv,  "or"sv, "\xc3\xa9"sv, "\0"sv,  "*"sv,  "\xff"sv,
        "?"sv, "AND"sv, "not"sv, ".."sv, "5"sv,        "NOT"sv, "$"sv,  "\xe2\x80\xae"sv};
    std::string text;
    for (std::size_t k = 1 + below(4); k != 0; --k) text += kPieces[below(std::size(kPieces))];
    return text;
  }

  double number() {
    const double any = std::bit_cast<double>((std::uint64_t{m_random()} << 32) | m_random());
    return below(2) == 0 || !std::isfinite(any) ? static_cast<double>(below(5)) : any;
  }

  Interval interval() {
    double from = number();
    double to = number();
    if (from > to) std::swap(from, to);
    switch (below(4)) {
      case 0:
        return {from, from};
      case 1:
        return {.from = from, .from_open = below(2) == 0};
      case 2:
        return {.to = to, .to_open = below(2) == 0};
      default:
        return {from, to};
    }
  }

  Term term() {
    const auto all = query::fields();
    const auto place = below(all.size() + 3);
    if (place >= all.size()) return {.values = {value()}};
    Term term{.field = all[place].field};
    switch (all[place].kind) {
      case FieldKind::kText:
        term.match = static_cast<Match>(below(3));
        term.values = {value()};
        break;
      case FieldKind::kNameList:
        term.values = {"\"", "a b", "'c"};
        break;
      case FieldKind::kNumber:
        term.number = interval();
        break;
      case FieldKind::kFlag:
        term.values = {below(2) == 0 ? "true" : "false"};
        break;
      case FieldKind::kPresence:
        term.values = {below(2) == 0 ? "audio" : "score"};
        term.number = query::kAnnotated;
        if (term.value() == "score" && below(2) == 0) term.number = {.to = 1, .to_open = true};
        break;
    }
    return term;
  }

  std::mt19937 m_random;
};

}  // namespace

TEST_SUITE("query/to_text") {
  TEST_CASE("what is written is read as it was meant") {
    RandomQueries random(11);
    for (int round = 0; round < 20'000; ++round) {
      const Query query = random.tree(round % 5);
      const std::string text = to_text(query);
      CAPTURE(text);
      const std::string fault = testing::sentence_of([&] { (void)parse(text); });
      REQUIRE(fault == "");
      REQUIRE(meaning(parse(text)) == meaning(query));
    }
  }

  TEST_CASE("what is written of the deepest query can be read again") {
    for (const auto& [open, close] : {std::pair("(a (b OR ", ") OR c)"),
                                      std::pair("-(a b OR ", ")"), std::pair("(a OR b c ", ")")}) {
      std::string text;
      const int levels = 50;
      for (int k = 0; k < levels; ++k) text += open;
      text += "z";
      for (int k = 0; k < levels; ++k) text += close;
      const Query query = parse(text);
      CAPTURE(text);
      CHECK_NOTHROW((void)parse(to_text(query)));
      CHECK(to_text(parse(to_text(query))) == to_text(query));
    }
  }

  TEST_CASE("a struct can be written as well") {
    const auto text = [](const Filter& filter) { return to_text(to_query(filter)); };
    CHECK(text({}).empty());
    CHECK(text({.datasets = {"A", "B c"}, .tags = {"x"}}) ==
          "(dataset:A OR dataset:\"B c\") tag:x");
    CHECK(text({.any_tag = {"x"}}) == "tag:x");
    CHECK(text({.instruments = {"double bass", "cello"}}) == "instruments:\"double bass,cello\"");
    CHECK(text({.has = {"score", "audio"}}) == "has:score has:audio");
    CHECK(text({.ground_truth = {{"f0", -1}, {"score", 2}}}) == "ground_truth(f0>=1, score=2)");
    CHECK(text({.year = Interval{1800, 1900}}) == "year:1800..1900");
    CHECK(text({.year = Interval{0.1, 0.1}}) == "year=0.1");
    const Filter open{.tags = {"x"}, .duration = Interval{1, 2, true, true}};
    CHECK(text(open) == "tag:x (duration>1 duration<2)");
    CHECK(text({.duration = Interval{1, 2, true, false}}) == "(duration>1 duration<=2)");
    CHECK(to_text(Query{
              Query::Kind::kNot, {}, {to_query(Filter{.year = Interval{1, 2, false, true}})}}) ==
          "-(year>=1 year<2)");
  }
}
