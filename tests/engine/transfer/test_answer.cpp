#include "setlist/transfer/answer.hpp"
#include "setlist/transfer/journal.hpp"

#include <random>

#include <doctest/doctest.h>

namespace setlist {
namespace {

using transfer::Answer;
using transfer::Asked;
using transfer::ContentRange;
using transfer::Decision;
using transfer::parse_content_range;

constexpr std::uint64_t kMost = UINT64_MAX;

Answer answer_of(const std::vector<std::string>& lines) {
  Answer answer;
  for (const auto& line : lines) answer.read_line(line + "\r\n");
  return answer;
}

Answer partial(const std::vector<std::string>& lines) {
  Answer answer = answer_of(lines);
  answer.status = 206;
  return answer;
}

TEST_SUITE("transfer/answer") {
  TEST_CASE("parse_content_range: what is right") {
    CHECK(parse_content_range("bytes 5-9/10") == ContentRange{5, 9, 10});
    CHECK(parse_content_range("Bytes 0-0/1") == ContentRange{0, 0, 1});
    CHECK(parse_content_range("bytes 0-18446744073709551613/18446744073709551615") ==
          ContentRange{0, kMost - 2, kMost});
  }

  TEST_CASE("parse_content_range: what is not is no range") {
    for (const char* text : {"",
                             "bytes",
                             "bytes ",
                             "bytes 5-9",
                             "bytes 5-9/",
                             "bytes 5-9/*",
                             "bytes */10",
                             "bytes -9/10",
                             "bytes 5-/10",
                             "bytes 9-5/10",
                             "bytes 5-10/10",
                             "bytes 5-9/10 ",
                             "bytes  5-9/10",
                             "bytes 5 -9/10",
                             "bytes +5-9/10",
                             "bytes 5-9/10/11",
                             "bytes 5-9-9/10",
                             "bytes 0x5-9/10",
                             "bytes=5-9/10",
                             "lines 5-9/10",
                             "5-9/10",
                             "bytes 5/9-10",
                             "bytes 18446744073709551616-18446744073709551617/18446744073709551618",
                             "bytes -1--1/10",
                             "bytes 5-9/10,bytes 5-9/10",
                             "bytes 5-9/1e1"}) {
      CAPTURE(text);
      CHECK(!parse_content_range(text));
    }
    CHECK(transfer::parse_unsatisfied_range("bytes */10") == 10);
    CHECK(!transfer::parse_unsatisfied_range("bytes 0-1/10"));
    CHECK(!transfer::parse_unsatisfied_range("bytes */"));
  }

  TEST_CASE("parse_content_range: any bytes") {
    std::mt19937 random(7);
    const std::string alphabet = "bytes 0123456789-/*+ \t\xff";
    for (int i = 0; i < 100'000; ++i) {
      std::string text = i % 2 == 0 ? "bytes " : "";
      const auto length = random() % 12;
      for (unsigned k = 0; k < length; ++k) text += alphabet[random() % alphabet.size()];
      if (const auto range = parse_content_range(text)) {
        CHECK(range->first <= range->last);
        CHECK(range->last < range->total);
      }
    }
  }

  TEST_CASE("validator_of: a strong ETag, or a date that has settled") {
    const std::string old = "Last-Modified: Sun, 09 Sep 2001 00:46:40 GMT";
    const std::string date = "Date: Sun, 09 Sep 2001 01:46:40 GMT";
    CHECK(validator_of(answer_of({"ETag: \"a\"", old, date})) == "\"a\"");
    CHECK(validator_of(answer_of({"ETag: W/\"a\"", old, date})) == "Sun, 09 Sep 2001 00:46:40 GMT");
    CHECK(validator_of(answer_of({"ETag: W/\"a\""})) == "");
    CHECK(validator_of(answer_of({"ETag: a"})) == "");
    CHECK(validator_of(answer_of({"ETag: \""})) == "");
    CHECK(validator_of(answer_of({"ETag: \"a\"b\""})) == "");
    CHECK(validator_of(answer_of({"ETag: \"" + std::string(5'000, 'a') + "\""})) == "");
    CHECK(validator_of(answer_of({old})) == "");
    CHECK(validator_of(answer_of({"Last-Modified: Sun, 09 Sep 2001 01:46:10 GMT", date})) == "");
    CHECK(validator_of(answer_of({"Last-Modified: Sun, 09 Sep 2001 02:46:10 GMT", date})) == "");
    CHECK(validator_of(answer_of({"Last-Modified: yesterday", date})) == "");
  }

  TEST_CASE("decide: a part that was asked for, and nothing else") {
    const Asked asked{.offset = 100, .have = 200, .size = 1'000, .validator = "\"a\""};
    const std::string right = "Content-Range: bytes 100-999/1000";
    CHECK(decide(partial({right}), asked).kind == Decision::Kind::kGoOn);
    CHECK(decide(partial({right, "Content-Length: 900", "ETag: \"a\""}), asked).size == 1'000);
    CHECK(decide(partial({"Content-Range: bytes 100-150/1000"}), asked).kind ==
          Decision::Kind::kGoOn);
    const std::vector<std::vector<std::string>> wrong = {{},
                                                         {right, right},
                                                         {"Content-Range: bytes 101-999/1000"},
                                                         {"Content-Range: bytes 100-1000/1001"},
                                                         {"Content-Range: bytes 100-998/999"},
                                                         {right, "Content-Length: 899"},
                                                         {right, "Content-Encoding: gzip"},
                                                         {right, "ETag: \"b\""}};
    for (const auto& lines : wrong) {
      CHECK(decide(partial(lines), asked).kind == Decision::Kind::kStale);
    }
    // The size is not known, but 200 bytes are there.
    CHECK(
        decide(partial({"Content-Range: bytes 100-150/151"}), {.offset = 100, .have = 200}).kind ==
        Decision::Kind::kStale);
    CHECK(decide(partial({right}), {}).kind == Decision::Kind::kFailure);
  }

  TEST_CASE("decide: 416 and the rest") {
    const Asked asked{.offset = 100, .have = 200};
    Answer answer = answer_of({"Content-Range: bytes */200"});
    answer.status = 416;
    CHECK(decide(answer, asked).kind == Decision::Kind::kWhole);
    CHECK(decide(answer, {}).kind == Decision::Kind::kFailure);
    answer.content_ranges = {"bytes */50"};
    CHECK(decide(answer, asked).kind == Decision::Kind::kStale);
    answer.content_ranges = {};
    CHECK(decide(answer, asked).kind == Decision::Kind::kStale);
    answer.status = 503;
    CHECK(decide(answer, asked).kind == Decision::Kind::kFailure);
  }

  TEST_CASE("journal: what is written is read, and nothing else") {
    const transfer::Journal journal{{"https://host/a", 1'000, "\"v1\""}, 500};
    const std::string text = journal_text(journal);
    const auto read = transfer::parse_journal(text);
    REQUIRE(read);
    CHECK(read->durable_bytes == 500);
    CHECK(read->origin.url == "https://host/a");
    CHECK(read->origin.size == 1'000);
    CHECK(read->origin.validator == "\"v1\"");
    for (std::size_t length = 0; length + 2 < text.size(); ++length) {
      CHECK(!transfer::parse_journal(text.substr(0, length)));
    }
    for (const char* wrong :
         {"[]", "null", R"({"format":2,"url":"u","durable_bytes":1})",
          R"({"format":1,"url":"u","durable_bytes":-1})", R"({"format":1,"durable_bytes":1})",
          R"({"format":1,"url":"u"})", R"({"format":1,"url":"u","durable_bytes":1,"size":"5"})",
          R"({"format":1,"url":"u","durable_bytes":1.5})",
          R"({"format":1,"url":"u","durable_bytes":1,"validator":"a\r\nX-Evil: 1"})"}) {
      CAPTURE(wrong);
      CHECK(!transfer::parse_journal(wrong));
    }
  }
}

}  // namespace
}  // namespace setlist
