#include "setlist/base/json_schema.hpp"

#include "setlist/base/text.hpp"

#include <cmath>

// Else a schema that is none ends the program.
#define VALIJSON_USE_EXCEPTIONS 1
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace setlist::base {
namespace {

using nlohmann::json;

/// valijson gives patterns to std::regex, whose recursion ends the program on a long string. No
/// pattern of ours looks further than this, so the rest of a string is left out.
constexpr std::size_t kLongestString = 2000;

/// To draft-07 1.0 is an integer; valijson was written for its elders.
void make_integer(json& value) {
  constexpr double kBeyond = 9.2e18;
  const double real = value.get<double>();
  if (real == std::floor(real) && std::abs(real) < kBeyond) value = static_cast<std::int64_t>(real);
}

void prepare(json& value) {
  if (value.is_number_float()) return make_integer(value);
  if (auto* text = value.get_ptr<json::string_t*>()) {
    if (text->size() <= kLongestString) return;
    std::size_t end = kLongestString;
    while (end > 0 && (static_cast<unsigned char>((*text)[end]) & 0xC0U) == 0x80U) --end;
    text->resize(end);
  } else if (value.is_structured()) {
    for (auto& item : value) prepare(item);
  }
}

/// {"<root>", "[songs]", "[0]"} -> "/songs/0"
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (const auto& step : context) {
    if (step.size() < 2 || step.front() != '[') continue;
    pointer += "/" + step.substr(1, step.size() - 2);
  }
  return pointer;
}

}  // namespace

Diagnostics schema_faults(std::string_view schema_text, std::string_view document_text) {
  const json schema_document = json::parse(schema_text);
  json document = json::parse(document_text);
  prepare(document);
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_document), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  Diagnostics faults;
  const valijson::adapters::NlohmannJsonAdapter target(document);
  if (validator.validate(schema, target, &results)) return faults;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    faults.push_back(
        {.pointer = pointer_of(error.context), .message = printable(error.description)});
  }
  return faults;
}

}  // namespace setlist::base
