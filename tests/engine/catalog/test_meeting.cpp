#include "engine/selection/made_collection.hpp"
#include "setlist/catalog/meeting.hpp"

#include <map>
#include <random>
#include <set>

#include <doctest/doctest.h>

using namespace setlist;
using catalog::Catalog;
using catalog::meeting;
using testing::holds;
using testing::MadeCollection;

namespace {

using Shared = std::shared_ptr<const Catalog>;

std::set<std::string> ids(const Catalog& catalog) {
  std::set<std::string> all;
  for (catalog::SongNumber n = 0; n < catalog.size(); ++n) all.insert(catalog.id_of(n));
  CHECK(all.size() == catalog.size());
  return all;
}

/// Up to 30 datasets, each with some of 12 songs, whose title tells the collection.
void put_random(const MadeCollection& made, const std::string& title, unsigned seed) {
  std::mt19937 dice(seed);
  for (int dataset = 0; dataset < 30; ++dataset) {
    if (dice() % 3 == 0) continue;
    std::string songs;
    for (int song = 0; song < 12; ++song) {
      if (dice() % 2 == 0) continue;
      songs += (songs.empty() ? "" : ",") + (R"({"id": "s)" + std::to_string(song)) +
               R"(", "title": ")" + title + "\"}";
    }
    made.put("Set" + std::to_string(dataset), songs);
  }
}

/// Every song is where the meeting says, and what the left one knows is the left one's.
void check_meeting(const Shared& left, const Shared& right) {
  const auto met = meeting(left, right);
  CHECK(meeting(left, right) == met);
  const Catalog& both = met->made ? *met->made : *left;
  auto expected = ids(*left);
  expected.merge(ids(*right));
  CHECK(ids(both) == expected);
  const auto check = [&](const Shared& from, const std::vector<catalog::SongNumber>& numbers) {
    REQUIRE(numbers.size() == from->size());
    for (catalog::SongNumber n = 0; n < from->size(); ++n) {
      const std::string id = from->id_of(n);
      CHECK(both.id_of(numbers[n]) == id);
      CHECK(both.find(id) == numbers[n]);
      const auto theirs = left->find(id);
      const auto title = theirs ? left->song(*theirs).title : from->song(n).title;
      CHECK(both.song(numbers[n]).title == title);
    }
  };
  if (met->made) check(left, met->left);
  check(right, met->right);
  std::string before;
  for (catalog::SongNumber n = 0; n < both.size(); ++n) {
    const auto& name = both.dataset_of(n).definition.name;
    CHECK(before <= name);
    before = name;
  }
}

}  // namespace

TEST_SUITE("catalog/meeting") {
  TEST_CASE("meeting: the songs of both by id, each where it is said to be") {
    for (unsigned seed = 0; seed < 8; ++seed) {
      const MadeCollection one;
      const MadeCollection two;
      put_random(one, "one", seed);
      put_random(two, "two", seed + 100);
      const auto left = one.open();
      const auto right = two.open();
      check_meeting(left, right);
      check_meeting(right, left);
      check_meeting(left, left);
      const auto both = meeting(left, right)->made;
      check_meeting(both, left);
      check_meeting(right, both);
      CHECK_FALSE(meeting(both, right)->made);
    }
  }

  TEST_CASE("meeting: with an empty collection, with none in common, with the same") {
    MadeCollection none;
    none.put("Empty", "");
    MadeCollection one;
    one.put("One", R"({"id": "a"}, {"id": "b"})");
    MadeCollection same;
    same.put("One", R"({"id": "a"}, {"id": "b"})");
    MadeCollection other;
    other.put("Other", R"({"id": "a"})");
    check_meeting(one.open(), other.open());
    check_meeting(one.open(), none.open());
    check_meeting(none.open(), one.open());
    check_meeting(none.open(), none.open());
    CHECK(meeting(one.open(), other.open())->differences.empty());
    CHECK(meeting(one.open(), same.open())->differences.empty());
    CHECK_FALSE(meeting(one.open(), same.open())->made);
    CHECK(meeting(one.open(), none.open())->made->dataset_named("Empty"));
  }

  TEST_CASE("meeting: one id under two definitions is said, and the left one's song is taken") {
    MadeCollection one;
    one.put("One", R"({"id": "a", "title": "left"})").put("Same", R"({"id": "a"})");
    MadeCollection two;
    two.put("One", R"({"id": "a", "title": "right"}, {"id": "b"})").put("Same", R"({"id": "a"})");
    const auto left = one.open();
    const auto right = two.open();
    const auto met = meeting(left, right);
    REQUIRE(met->differences.size() == 1);
    CHECK(holds(met->differences[0], "One is defined by"));
    CHECK(met->made->song(*met->made->find("One/a")).title == "left");
    CHECK(meeting(right, left)->differences.size() == 1);
    const auto turned = meeting(right, left);
    CHECK_FALSE(turned->made);
    MadeCollection apart;
    apart.put("One", R"({"id": "c"})");
    CHECK(meeting(left, apart.open())->differences.empty());
    check_meeting(left, apart.open());
  }

  TEST_CASE("meeting: kept while both live, and let go of afterwards") {
    MadeCollection one;
    one.put("One", R"({"id": "a"})");
    MadeCollection two;
    two.put("Two", R"({"id": "a"})");
    MadeCollection three;
    three.put("Three", R"({"id": "a"})");
    const auto left = one.open();
    auto right = two.open();
    auto last = three.open();
    std::weak_ptr<const catalog::Meeting> first = meeting(left, right);
    CHECK_FALSE(first.expired());
    CHECK(meeting(left, right) == first.lock());
    std::weak_ptr<const catalog::Meeting> second = meeting(first.lock()->made, last);
    CHECK_FALSE(second.expired());
    right.reset();
    const auto next = meeting(last, left);
    CHECK(first.expired());
    CHECK(second.expired());
    CHECK(meeting(last, left) == next);
  }
}
