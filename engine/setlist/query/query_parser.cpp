#include "setlist/query/query_parser.hpp"

#include "setlist/query/query_scanner.hpp"

namespace setlist::query {
namespace {

using Token = Scanner::Token;

/// Deeper nesting than anybody writes; each level takes some of the stack.
constexpr int kDeepest = 100;

class Parser {
 public:
  explicit Parser(std::string_view text) : m_scanner(text) {}

  Query whole() {
    if (m_scanner.peek() == Token::kEnd) return {};
    Query query = any();
    if (m_scanner.peek() == Token::kClose) {
      m_scanner.fail(m_scanner.position(), "')' closes nothing");
    }
    return query;
  }

 private:
  Query any() {
    Query query{Query::Kind::kAny, {}, {all()}};
    while (m_scanner.peek() == Token::kOr) {
      m_scanner.take();
      query.parts.push_back(all());
    }
    return query.parts.size() == 1 ? Query(std::move(query.parts.front())) : query;
  }

  Query all() {
    Query query{Query::Kind::kAll, {}, {one()}};
    while (true) {
      const Token next = m_scanner.peek();
      if (next == Token::kEnd || next == Token::kClose || next == Token::kOr) break;
      if (next == Token::kAnd) m_scanner.take();
      query.parts.push_back(one());
    }
    return query.parts.size() == 1 ? Query(std::move(query.parts.front())) : query;
  }

  Query one() {
    const std::size_t begin = m_scanner.position();
    switch (m_scanner.peek()) {
      case Token::kTerm:
        return Query::of(m_scanner.term());
      case Token::kNot: {
        m_scanner.take();
        if (m_scanner.peek() == Token::kEnd) m_scanner.fail(begin, "nothing is denied here");
        const Nesting level(*this, begin);
        return {Query::Kind::kNot, {}, {one()}};
      }
      case Token::kOpen:
        return group(begin);
      default:
        m_scanner.fail(begin, m_scanner.peek() == Token::kEnd
                                  ? "the query ends where a term is expected"
                                  : "expected a term");
    }
  }

  Query group(std::size_t begin) {
    m_scanner.take();
    const Nesting level(*this, begin);
    if (m_scanner.peek() == Token::kClose) m_scanner.fail(begin, "'()' holds no term");
    Query query = any();
    if (m_scanner.peek() != Token::kClose) m_scanner.fail(begin, "'(' is not closed");
    m_scanner.take();
    return query;
  }

  struct Nesting {
    Nesting(Parser& parser, std::size_t begin) : m_parser(parser) {
      if (++m_parser.m_depth > kDeepest) m_parser.m_scanner.fail(begin, "it is nested too deep");
    }
    ~Nesting() { --m_parser.m_depth; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    Parser& m_parser;
  };

  Scanner m_scanner;
  int m_depth = 0;
};

}  // namespace

Query parse(std::string_view text) { return Parser(text).whole(); }

}  // namespace setlist::query
