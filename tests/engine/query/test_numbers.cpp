#include "engine/query/asked.hpp"
#include "setlist/query/fields.hpp"

#include <clocale>
#include <cmath>
#include <limits>
#include <locale>

#include <doctest/doctest.h>

using namespace setlist;
using query::Filter;
using query::Interval;
using query::interval_of;
using testing::Asked;
using testing::holds;
using testing::Ids;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

const Asked& songs() {
  static const Asked asked{
      R"({"format": 1, "name": "N", "instruments": ["piano", "cello"], "songs": [
    {"id": "none"},
    {"id": "zero", "duration": 0, "year": 0, "instruments": ["piano"]},
    {"id": "tenth", "duration": 0.1, "year": -500, "instruments": ["piano", "piano"]},
    {"id": "sixty", "duration": 60, "year": 1808, "instruments": ["piano", "cello", "cello"]},
    {"id": "sixty-too", "duration": 60.0, "year": 1809},
    {"id": "long", "duration": 604800, "year": 3000}]})"};
  return asked;
}

Ids with(const Interval& duration) { return songs().found(Filter{.duration = duration}); }

/// Numbers as they are written where the comma is decimal and thousands are grouped.
class CommaNumbers : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

/// C and C++ in a locale of commas, as far as the machine has one.
class CommaLocale {
 public:
  CommaLocale() : m_before(std::locale::global({std::locale::classic(), new CommaNumbers})) {
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8", "fr_FR.utf8"}) {
      if (std::setlocale(LC_NUMERIC, name) != nullptr) break;
    }
  }
  ~CommaLocale() {
    std::locale::global(m_before);
    std::setlocale(LC_NUMERIC, "C");
  }
  CommaLocale(const CommaLocale&) = delete;
  CommaLocale& operator=(const CommaLocale&) = delete;

 private:
  std::locale m_before;
};

}  // namespace

TEST_SUITE("query/numbers") {
  TEST_CASE("numbers and intervals as they are written") {
    CHECK(interval_of("", "60..600") == Interval{60, 600});
    CHECK(interval_of("", "..600") == Interval{.to = 600});
    CHECK(interval_of("", "60..") == Interval{.from = 60});
    CHECK(interval_of("", "-5..-1") == Interval{-5, -1});
    CHECK(interval_of("", "-0") == Interval{0, 0});
    CHECK(interval_of("", "1e308") == Interval{1e308, 1e308});
    CHECK(interval_of(">=", ".5") == Interval{.from = 0.5});
    CHECK(interval_of(">", "3") == Interval{.from = 3, .from_open = true});
    CHECK(interval_of("<", "3") == Interval{.to = 3, .to_open = true});
    for (const auto* wrong : {"",     "..",  "...", "1..2..3", "1...x", "0...5", "...5", "inf",
                              "-inf", "nan", "NAN", "1e999",   "..inf", "nan..", "0x10", "1,5",
                              "+1",   " 1",  "1 ",  "1s",      "--1",   "1..-"}) {
      CHECK_FALSE_MESSAGE(interval_of("", wrong), wrong);
    }
    CHECK_FALSE(interval_of("=", "1..2"));
    CHECK_FALSE(interval_of(">", ".."));
    CHECK_FALSE(interval_of("", std::string(1'000'000, '.')));
    CHECK(holds(songs().fault("year:5..1"), "expected the smaller one first"));
    CHECK(holds(songs().fault("-(year:5..1)"), "expected the smaller one first"));
  }

  TEST_CASE("ends belong to an interval, unless they are open") {
    CHECK(songs().found("duration:60") == Ids{"N/sixty", "N/sixty-too"});
    CHECK(songs().found("duration:0..60") == Ids{"N/zero", "N/tenth", "N/sixty", "N/sixty-too"});
    CHECK(songs().found("duration>60") == Ids{"N/long"});
    CHECK(songs().found("duration>=60") == Ids{"N/sixty", "N/sixty-too", "N/long"});
    CHECK(songs().found("duration<60") == Ids{"N/zero", "N/tenth"});
    CHECK(songs().found("duration<=-0") == Ids{"N/zero"});
    CHECK(songs().found("duration=0.1") == Ids{"N/tenth"});
    CHECK(songs().found("duration:0.10000000001").empty());
    CHECK(songs().found("year:-500..0") == Ids{"N/zero", "N/tenth"});
    CHECK(songs().found("year>=-1e308").size() == 5);
    CHECK(songs().found("n_instruments:3") == Ids{"N/sixty"});
    CHECK(songs().found("n_instruments<=2") == Ids{"N/zero", "N/tenth"});
    CHECK(songs().found("n_instruments:0").empty());
    CHECK(songs().found("n_notes>=0").empty());
    CHECK(songs().found("-duration<60") == Ids{"N/none", "N/sixty", "N/sixty-too", "N/long"});
    CHECK(with({0, 60, true, true}) == Ids{"N/tenth"});
    CHECK(with({60, 604800, true, false}) == Ids{"N/long"});
    CHECK(with({}).size() == 5);
  }

  TEST_CASE("an interval that holds no number is refused") {
    const double nan = std::nan("");
    for (const auto& interval : {Interval{nan, 1}, Interval{1, nan}, Interval{nan, nan}}) {
      CHECK(holds(songs().fault(Filter{.year = interval}), "(the argument year): found NaN"));
    }
    for (const auto& interval : {Interval{2, 1}, Interval{1, 1, true, false},
                                 Interval{1, 1, false, true}, Interval{kInfinity, -kInfinity}}) {
      CHECK_FALSE(songs().fault(Filter{.year = interval}).empty());
    }
  }

  TEST_CASE("no locale changes what a number is") {
    const auto before = to_text(query::parse("duration:1234.5..1e6"));
    const CommaLocale commas;
    CHECK(interval_of("", "1.5") == Interval{1.5, 1.5});
    CHECK_FALSE(interval_of("", "1,5"));
    CHECK_FALSE(interval_of("", "1.000.000"));
    CHECK(to_text(query::parse("duration:1234.5..1e6")) == before);
    CHECK(songs().found("duration:0.05..0.15") == Ids{"N/tenth"});
    CHECK(holds(songs().fault("year:1234567.5..3"), "1234567.5"));
  }
}
