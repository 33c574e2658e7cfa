#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/convert/converter.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using music::Alignment;
using testing::holds;
using testing::sentence_of;

namespace {

music::Annotation with(Alignment alignment, std::int32_t id) {
  music::Annotation annotation;
  annotation.notes[alignment] = {{.onset = 0, .offset = 1, .id = id, .pitch = 60}};
  return annotation;
}

}  // namespace

TEST_SUITE("convert/converter") {
  TEST_CASE(
      "merge: alignments of two files share no id, for nobody said which notes are the same") {
    music::Annotation annotation = with(Alignment::kPrecise, 4);
    convert::merge(annotation, with(Alignment::kScore, 0));
    CHECK(annotation.notes.at(Alignment::kPrecise).at(0).id == 4);
    CHECK(annotation.notes.at(Alignment::kScore).at(0).id == 5);
  }

  TEST_CASE("merge: one alignment from two converters is a fault of the definition") {
    music::Annotation annotation = with(Alignment::kScore, 0);
    CHECK(holds(sentence_of([&] { convert::merge(annotation, with(Alignment::kScore, 0)); }),
                "two converters give 'score'"));
  }

  TEST_CASE("find_converter: a typo is answered with the name") {
    CHECK(convert::find_converter(convert::builtin_converters(), "midi"));
    CHECK(holds(
        sentence_of([] { (void)convert::find_converter(convert::builtin_converters(), "midy"); }),
        "did you mean 'midi'?"));
  }
}
