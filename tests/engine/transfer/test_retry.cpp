#include "setlist/transfer/retry.hpp"

#include <doctest/doctest.h>

namespace setlist {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using transfer::asked_wait;
using transfer::back_off;

TEST_SUITE("transfer/retry") {
  TEST_CASE("back_off: doubles up to the longest delay, spread to twice of it") {
    const transfer::Patience patience{.first_delay = milliseconds(500),
                                      .longest_delay = milliseconds(60'000)};
    CHECK(back_off(patience, 1, 0.0) == milliseconds(500));
    CHECK(back_off(patience, 2, 0.0) == milliseconds(1'000));
    CHECK(back_off(patience, 7, 0.0) == milliseconds(32'000));
    CHECK(back_off(patience, 8, 0.0) == milliseconds(60'000));
    CHECK(back_off(patience, 1'000'000, 0.0) == milliseconds(60'000));
    CHECK(back_off(patience, 1, 0.999) >= milliseconds(990));
    CHECK(back_off(patience, 8, 0.999) <= milliseconds(120'000));
  }

  TEST_CASE("back_off: odd patience") {
    CHECK(back_off({.first_delay = milliseconds(0)}, 1'000'000, 0.5) == milliseconds(0));
    CHECK(back_off({.first_delay = milliseconds(9), .longest_delay = milliseconds(3)}, 5, 0.0) ==
          milliseconds(3));
    CHECK(back_off({.first_delay = milliseconds(1), .longest_delay = milliseconds::max()}, 90,
                   0.9) <= std::chrono::hours(48));
  }

  TEST_CASE("asked_wait: seconds, dates, nonsense") {
    const std::time_t now = 1'000'000'000;  // Sun, 09 Sep 2001 01:46:40 GMT
    CHECK(asked_wait("7", "", now) == seconds(7));
    CHECK(asked_wait("0", "", now) == seconds(0));
    CHECK(asked_wait("259200", "", now) == seconds(259'200));
    CHECK(asked_wait("Sun, 09 Sep 2001 01:47:00 GMT", "", now) == seconds(20));
    // The local clock is an hour behind: the server's own clock counts.
    CHECK(asked_wait("Sun, 09 Sep 2001 01:47:00 GMT", "Sun, 09 Sep 2001 01:46:55 GMT",
                     now - 3'600) == seconds(5));
    for (const char* text : {"", "-5", "99999999999", "999999999999999999999999", "7.5", "7 s",
                             "soon", "Sun, 09 Sep 1990 01:47:00 GMT"}) {
      CAPTURE(text);
      CHECK_FALSE(asked_wait(text, "", now).has_value());
    }
  }

  TEST_CASE("human_wait: never shorter than what was asked") {
    CHECK(transfer::human_wait(seconds(7)) == "7 s");
    CHECK(transfer::human_wait(seconds(601)) == "11 min");
    CHECK(transfer::human_wait(seconds(3 * 86'400)) == "3 d");
    CHECK(transfer::human_wait(seconds(7'201)) == "3 h");
  }

  TEST_CASE("is_transient_status") {
    for (const long status : {408L, 425L, 429L, 500L, 502L, 503L, 504L}) {
      CHECK(transfer::is_transient_status(status));
    }
    for (const long status : {0L, 200L, 400L, 401L, 403L, 404L, 410L, 416L, 451L, 501L}) {
      CHECK_FALSE(transfer::is_transient_status(status));
    }
  }
}

}  // namespace
}  // namespace setlist
