#include "setlist/base/digest.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <fstream>
#include <vector>

#include <openssl/evp.h>

namespace setlist::base {
namespace {

std::size_t hex_length(std::string_view algorithm) {
  if (algorithm == "sha256") return 64;
  if (algorithm == "md5") return 32;
  return 0;
}

const EVP_MD* method_of(std::string_view algorithm) {
  if (algorithm == "sha256") return EVP_sha256();
  if (algorithm == "md5") return EVP_md5();
  throw UsageError("computing a digest: '" + printable(algorithm) +
                   "' is not known, expected 'sha256' or 'md5'");
}

struct Freed {
  void operator()(EVP_MD_CTX* handle) const { EVP_MD_CTX_free(handle); }
};
using UniqueHandle = std::unique_ptr<EVP_MD_CTX, Freed>;

}  // namespace

struct Hasher::Context {
  explicit Context(std::string_view name) : algorithm(name), handle(EVP_MD_CTX_new()) {
    if (EVP_DigestInit_ex(handle.get(), method_of(name), nullptr) != 1) {
      throw Error(ExitCode::kBug, "computing a digest: OpenSSL does not provide " + algorithm);
    }
  }

  std::string algorithm;
  UniqueHandle handle;
};

std::optional<Digest> parse_digest(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  Digest digest{ascii_lower(text.substr(0, colon)), ascii_lower(text.substr(colon + 1))};
  const std::size_t length = hex_length(digest.algorithm);
  if (length == 0 || digest.hex.size() != length) return std::nullopt;
  if (digest.hex.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
  return digest;
}

Hasher::Hasher(std::string_view algorithm) : m_context(std::make_unique<Context>(algorithm)) {}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::add(std::span<const std::byte> bytes) {
  EVP_DigestUpdate(m_context->handle.get(), bytes.data(), bytes.size());
}

Digest Hasher::finish() {
  unsigned char raw[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_DigestFinal_ex(m_context->handle.get(), raw, &size);
  constexpr std::string_view kHex = "0123456789abcdef";
  Digest digest{m_context->algorithm, {}};
  for (unsigned int i = 0; i < size; ++i) {
    digest.hex += kHex[raw[i] >> 4U];
    digest.hex += kHex[raw[i] & 15U];
  }
  return digest;
}

Digest sha256(std::string_view bytes) {
  Hasher hasher("sha256");
  hasher.add(std::as_bytes(std::span(bytes)));
  return hasher.finish();
}

Digest sha256_of_file(const std::filesystem::path& path) { return digest_of_file(path, "sha256"); }

Digest digest_of_file(const std::filesystem::path& path, std::string_view algorithm) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError("reading", path.string(), errno);
  Hasher hasher(algorithm);
  std::vector<char> buffer(1 << 18);
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), file.gcount() > 0) {
    hasher.add(std::as_bytes(std::span(buffer.data(), static_cast<std::size_t>(file.gcount()))));
  }
  if (file.bad()) throw FileError("reading", path.string(), EIO);
  return hasher.finish();
}

}  // namespace setlist::base
