#include "engine/formats/table_rows.hpp"

#include <chrono>
#include <random>

#include <doctest/doctest.h>

using namespace setlist;
using formats::TableLayout;
using testing::fault_of;
using testing::holds;
using testing::table_of;

namespace {

using Rows = std::vector<std::vector<std::string>>;
using Names = std::vector<std::string>;
using Lines = std::vector<std::size_t>;

/// As RFC 4180 writes them: quoted where needed, and now and then where not.
std::string written(const Rows& rows, char delimiter, std::string_view newline,
                    std::mt19937& random) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) text += delimiter;
      const std::string special{'"', '\n', '\r', delimiter};
      // A row of one empty cell would be an empty line.
      const bool quoted = row[i].find_first_of(special) != std::string::npos ||
                          (row.size() == 1 && row[i].empty()) || random() % 8 == 0;
      if (!quoted) {
        text += row[i];
        continue;
      }
      text += '"';
      for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += '"';
    }
    text += newline;
  }
  return text;
}

std::string random_cell(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "a", "\"", "\n", "\r", ",", ";", "\t", " ", "\"\"", "é", "𝄞", "\r\n", "long enough"};
  std::string cell;
  for (auto left = random() % 6; left > 0; --left) cell += kPieces[random() % kPieces.size()];
  if (random() % 200 == 0) cell.append(random() % 300'000, 'x');
  return cell;
}

}  // namespace

TEST_SUITE("formats/delimited_table") {
  TEST_CASE("read_table: a plain table, its names and lines") {
    const auto table = table_of("x.csv", "id,title\n1,Étude\n\n2,\n");
    CHECK(table.columns == Names{"id", "title"});
    CHECK(table.rows == Rows{{"1", "Étude"}, {"2", ""}});
    CHECK(table.lines == Lines{2, 4});
    CHECK(table.values.empty());
  }

  TEST_CASE("read_table: the extension names the delimiter, and the layout overrules it") {
    CHECK(table_of("x.tsv", "a\tb,c\n1\t2,3\n").rows == Rows{{"1", "2,3"}});
    CHECK(table_of("x.TSV", "a\tb\n1\t2\n").rows == Rows{{"1", "2"}});
    CHECK(table_of("x.csv", "a;b\n1,5;2\n", {.delimiter = ';'}).rows == Rows{{"1,5", "2"}});
    CHECK(table_of("x.csv", "a\tb\n1\t2\n", {.delimiter = '\t'}).rows == Rows{{"1", "2"}});
    CHECK(table_of("x.txt", "a,b\n1,2\n", {.kind = formats::TableKind::kDelimited}).rows ==
          Rows{{"1", "2"}});
    CHECK_THROWS_AS((void)table_of("x.txt", "a,b\n1,2\n"), base::UsageError);
  }

  TEST_CASE("read_table: lines end in LF or CR LF, the last one in either or nothing") {
    for (const std::string text : {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\n1,2", "a,b\r\n1,2\r",
                                   "\xEF\xBB\xBF\"a\",b\n1,2", "\n\r\n\na,b\n\r\n1,2\n\r\n\n",
                                   "\"a\",\"b\"\r\n\"1\",\"2\"\r\n", "a,\"b\"\r\n\"1\",\"2\"\r"}) {
      CAPTURE(text);
      const auto table = table_of("x.csv", text);
      CHECK(table.columns == Names{"a", "b"});
      CHECK(table.rows == Rows{{"1", "2"}});
    }
    CHECK(
        fault_of("x.csv", "a,b\r1,2\r") ==
        "line 1: a carriage return inside a cell without quotes, expected lines that end in LF or "
        "CR LF");
    CHECK(holds(fault_of("x.csv", "a,b\n\"1\",2\r3\n"), "line 2: a carriage return"));
  }

  TEST_CASE(
      "read_table: quoted cells hold delimiters, quotes and newlines, and lines still count") {
    const auto table = table_of("x.csv",
                                "a,b\n"
                                "\"1,2\",\"say \"\"hi\"\"\"\n"
                                "\"two\r\nlines\n\",\"\"\n"
                                "\"\"\"\",x\n");
    CHECK(table.rows == Rows{{"1,2", "say \"hi\""}, {"two\r\nlines\n", ""}, {"\"", "x"}});
    CHECK(table.lines == Lines{2, 3, 6});
    CHECK(holds(fault_of("x.csv", "a,b\n\"\n\n\",1\n1\n"), "line 5: 1 cell, expected 2"));
  }

  TEST_CASE("read_table: a quote inside a cell that does not begin with one is plain") {
    CHECK(table_of("x.csv", "a,b\n12\" mix, \"x\"\n").rows == Rows{{"12\" mix", " \"x\""}});
    CHECK(table_of("x.tsv", "a\tb\n12\" mix\tsay \"hi\"\n").rows ==
          Rows{{"12\" mix", "say \"hi\""}});
    CHECK(table_of("x.tsv", "\"a\"\t\"b\"\n\"1\t2\"\t3\n").rows == Rows{{"1\t2", "3"}});
  }

  TEST_CASE("read_table: what follows a closing quote is a delimiter or the end") {
    CHECK(fault_of("x.csv", "a,b\n1,\"x\"y\n") ==
          "line 2: 'y' behind a closing quote, expected ',' or the end of the line; a quote inside "
          "a quoted cell is written twice");
    CHECK(holds(fault_of("x.tsv", "a\tb\n1\t\"x\" y\n"), "line 2: ' ' behind a closing quote"));
    CHECK(holds(fault_of("x.tsv", "a\tb\n1\t\"x\" y\n"), "expected '\\x09'"));
    CHECK(holds(fault_of("x.csv", "a\n\"x\"\ry\n"), "line 2: '\\x0d' behind"));
  }

  TEST_CASE("read_table: a quote that is never closed is named where it opened") {
    CHECK(fault_of("x.csv", "a,b\n1,2\n\"x\n\",\"3\n4,5\n") ==
          "line 4: the quote that opens here is never closed");
    CHECK(holds(fault_of("x.csv", "\""), "line 1: the quote that opens here is never closed"));
    CHECK(holds(fault_of("x.csv", "a\n\"\"\""), "line 2: the quote that opens here"));
    CHECK(holds(fault_of("x.csv", "a\n\"" + std::string(3'000'000, '\n')),
                "line 2: the quote that opens here is not closed within 1.0 MB"));
  }

  TEST_CASE("read_table: a ragged row is a fault that counts its cells") {
    CHECK(fault_of("x.csv", "a,b\n1,2\n1\n") ==
          "line 3: 1 cell, expected 2; cells that hold the delimiter need quotes");
    CHECK(holds(fault_of("x.csv", "a,b\n1,2,3\n"), "line 2: 3 cells, expected 2;"));
    CHECK(holds(fault_of("x.csv", "a,b\n1,2,\n"), "line 2: 3 cells, expected 2;"));
    CHECK(holds(fault_of("x.csv", "1,2\n3\n", {.header_rows = 0}), "line 2: 1 cell, expected 2"));
  }

  TEST_CASE("read_table: with rest the last column takes all further cells, or none") {
    const TableLayout layout{.rest = true};
    const auto table =
        table_of("x.tsv", "id\tpath\ttags\n1\ta\tx\ty\tz\n2\tb\tx\n3\tc\n4\td\t\n", layout);
    CHECK(table.columns == Names{"id", "path", "tags"});
    CHECK(table.rows ==
          Rows{{"1", "a", "x", "y", "z"}, {"2", "b", "x"}, {"3", "c", ""}, {"4", "d", ""}});
    CHECK(fault_of("x.tsv", "id\tpath\ttags\n1\n", layout) == "line 2: 1 cell, expected 3 or more");
  }

  TEST_CASE("read_table: several header rows are joined by dots") {
    const auto table = table_of("tracks.csv",
                                ",album,album,set,set\n"
                                ",comments,date_created,split,subset\n"
                                "track_id,,,,\n"
                                "2,0,2008-11-26,training,small\n",
                                {.header_rows = 3});
    CHECK(table.columns ==
          Names{"track_id", "album.comments", "album.date_created", "set.split", "set.subset"});
    CHECK(table.lines == Lines{4});
    CHECK(holds(fault_of("x.csv", "a,b\nc\n1,2\n", {.header_rows = 2}), "line 2: 1 cell"));
    CHECK_THROWS_AS((void)table_of("x.csv", "a\n", {.header_rows = 17}), base::UsageError);
  }

  TEST_CASE("read_table: names of the layout, and numbers where there are none") {
    const auto named = table_of("x.csv", "1,2\n", {.header_rows = 0, .columns = {"a", "b"}});
    CHECK(named.columns == Names{"a", "b"});
    CHECK(named.rows == Rows{{"1", "2"}});
    const auto renamed = table_of("x.csv", "x,y\n1,2\n", {.columns = {"a", "b"}});
    CHECK(renamed.columns == Names{"a", "b"});
    CHECK(renamed.rows == Rows{{"1", "2"}});
    CHECK(holds(fault_of("x.csv", "x,y,z\n1,2\n", {.columns = {"a", "b"}}), "line 1: 3 cells"));
    const auto numbered = table_of("x.csv", "x,y\n1,2\n", {.header_rows = 0});
    CHECK(numbered.columns == Names{"1", "2"});
    CHECK(numbered.lines == Lines{1, 2});
  }

  TEST_CASE("read_table: a name twice is a fault, empty names are not") {
    CHECK(fault_of("x.csv", "a,b,a\n") ==
          "columns 1 and 3 are both named 'a', expected each name once");
    CHECK(table_of("x.csv", ",,a\n1,2,3\n").columns == Names{"", "", "a"});
  }

  TEST_CASE("read_table: nothing below the header, no header, and nothing at all") {
    CHECK(table_of("x.csv", "a,b\n").columns == Names{"a", "b"});
    CHECK(table_of("x.csv", "a,b").rows.empty());
    CHECK(fault_of("x.csv", "") == "line 1: the file ends here, expected 1 more header row");
    CHECK(fault_of("x.csv", "a\n\n", {.header_rows = 3}) ==
          "line 3: the file ends here, expected 2 more header rows");
    CHECK(table_of("x.csv", "", {.header_rows = 0}).columns.empty());
    CHECK(table_of("x.csv", "\n\r\n", {.header_rows = 0, .columns = {"a"}}).rows.empty());
  }

  TEST_CASE("read_table: bytes that are no text are named with their line") {
    const std::string kBad = "bytes that are not UTF-8; save the table as UTF-8";
    for (const std::string bytes : {"\xFF", "\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80",
                                    "\xF4\x90\x80\x80", "\xF0\x8F\xBF\xBF", "\x80", "\xE2\x82"}) {
      CAPTURE(bytes);
      CHECK(fault_of("x.csv", "a,b\n12345678," + bytes + "\n") == "line 2: " + kBad);
      CHECK(fault_of("x.csv", "a\n\"\n\n" + bytes + "\"\n") == "line 4: " + kBad);
    }
    CHECK(fault_of("x.csv", "a\nb" + std::string(1, '\0') + "c\n") ==
          "line 2: a NUL byte, expected text in UTF-8");
    CHECK(holds(fault_of("x.csv", std::string("\xFF\xFE"
                                              "a\0\n\0",
                                              6)),
                "line 1: bytes that"));
    CHECK(table_of("x.csv", "\xEF\xBF\xBF,\xF4\x8F\xBF\xBF\n\xC2\x80,\xED\x9F\xBF\n").rows.size() ==
          1);
  }

  TEST_CASE("read_table: a row has a mebibyte at most") {
    const std::string longest(1U << 20U, 'x');
    CHECK(table_of("x.csv", "a\n" + longest + "\n1\n").rows == Rows{{longest}, {"1"}});
    CHECK(fault_of("x.csv", "a\n" + longest + "x\n") == "line 2: a row longer than 1.0 MB");
    CHECK(holds(fault_of("x.csv", "a\n" + std::string(10'000'000, 'x')), "line 2: a row longer"));
    CHECK(holds(fault_of("x.csv", "a\n\"" + std::string(10'000'000, 'x') + "\"\n"), "line 2: "));
    CHECK(holds(fault_of("x.csv", "a\n\"x\"," + longest + "\n"), "line 2: a row longer"));
  }

  TEST_CASE("read_table: a million columns, named or not") {
    CHECK(table_of("x.csv", std::string(1'000'000, ',') + "\n").columns.size() == 1'000'001);
    std::string header;
    for (int i = 0; i < 1'000'000; ++i) header += std::to_string(i) + ",";
    CHECK(fault_of("x.csv", header + "\n") == "line 1: a row longer than 1.0 MB");
    header.resize(1'000'000);
    CHECK(table_of("x.csv", header + "\n").columns.size() > 100'000);
  }

  TEST_CASE("read_table: long rows of short quoted cells take no longer than their bytes") {
    std::string row;
    while (row.size() < 1'000'000) row += "\"\",";
    std::string text;
    for (int i = 0; i < 20; ++i) text += row + '\n';
    const auto begin = std::chrono::steady_clock::now();
    CHECK(table_of("x.csv", text, {.header_rows = 0}).rows.size() == 20);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  }

  TEST_CASE("read_table: a delimiter that cannot be one is a mistake of the caller") {
    for (const char delimiter : {'"', '\n', '\r', '\0', '\x7F', '\xE9'}) {
      CHECK_THROWS_AS((void)table_of("x.csv", "a\n", {.delimiter = delimiter}), base::UsageError);
    }
  }

  TEST_CASE("read_table: what is no file, and what a visitor throws") {
    const testing::Scratch scratch;
    CHECK_THROWS_AS((void)table_of(scratch / "none.csv"), base::FileError);
    std::filesystem::create_directory(scratch / "folder.csv");
    CHECK_THROWS_AS((void)table_of(scratch / "folder.csv"), base::Error);
    const auto file = scratch.put("x.csv", "a\n1\n2\n");
    int visits = 0;
    CHECK_THROWS_AS(formats::read_table(
                        file, {}, [](auto) {},
                        [&](const auto&) {
                          ++visits;
                          throw std::out_of_range("enough");
                        }),
                    std::out_of_range);
    CHECK(visits == 1);
  }

  TEST_CASE(
      "read_table: a file that becomes shorter while it is read ends in a fault or its rows") {
    const testing::Scratch scratch;
    std::string text = "a,b\n";
    for (int i = 0; i < 100'000; ++i) text += "0123456789,0123456789\n";
    const auto file = scratch.put("x.csv", text);
    std::size_t rows = 0;
    try {
      formats::read_table(
          file, {}, [](auto) {},
          [&](const formats::TableRow&) {
            if (rows++ == 0) std::filesystem::resize_file(file, 600'001);
          });
    } catch (const base::FormatError&) {
    }
    CHECK(rows > 1'000);
    CHECK(rows < 100'000);
  }

  TEST_CASE("read_table: what a writer wrote is what is read") {
    std::mt19937 random(7);
    for (int round = 0; round < 400; ++round) {
      CAPTURE(round);
      const std::size_t width = 1 + random() % 5;
      Rows rows(random() % 20, std::vector<std::string>(width));
      for (auto& row : rows) {
        for (auto& cell : row) cell = random_cell(random);
      }
      const char delimiter = ",;\t |"[random() % 5];
      std::string text = written(rows, delimiter, random() % 2 == 0 ? "\n" : "\r\n", random);
      if (random() % 2 == 0 && !rows.empty()) text.pop_back();
      const auto table =
          table_of("x.csv", text, {.delimiter = delimiter, .header_rows = 0, .columns = {}});
      REQUIRE(table.rows == rows);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        REQUIRE(table.lines[i] >= i + 1);
        if (i > 0) REQUIRE(table.lines[i] > table.lines[i - 1]);
      }
    }
  }
}
