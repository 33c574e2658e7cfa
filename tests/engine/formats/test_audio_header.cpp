#include "audio_fixtures.hpp"
#include "setlist/base/error.hpp"
#include "setlist/formats/audio_file.hpp"
#include "setlist/formats/audio_header.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using namespace setlist::testing;
using formats::audio_info;
using formats::read_audio;

namespace {

/// The sentence behind "reading '...': ", which must be that of a FormatError with the path.
std::string fault_of(const std::filesystem::path& path) {
  try {
    (void)read_audio(path);
  } catch (const base::FormatError& error) {
    CHECK_EQ(error.where().path, path.string());
    const std::string text = error.what();
    return text.substr(text.find("': ") + 3);
  }
  return "no error";
}

std::string fault_of_bytes(const std::string& bytes) {
  const Folder folder;
  write_bytes(folder / "a.wav", bytes);
  return fault_of(folder / "a.wav");
}

bool mentions(const std::string& text, const std::string& part) {
  INFO(text);
  const bool found = text.find(part) != std::string::npos;
  CHECK(found);
  return found;
}

/// Total frames in the stream information of a FLAC file: 36 bits.
void set_flac_frames(std::string& bytes, std::uint64_t frames) {
  bytes[21] = static_cast<char>((static_cast<unsigned char>(bytes[21]) & 0xF0U) | frames >> 32U);
  bytes.replace(22, 4, number(frames & 0xFFFFFFFFU, 4, true));
}

std::string flac_bytes(const Folder& folder, const music::AudioBuffer& audio) {
  write_audio(folder / "whole.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, audio);
  return read_bytes(folder / "whole.flac");
}

}  // namespace

TEST_SUITE("formats/audio_header") {
  TEST_CASE("read_audio: a wav header that claims more than there is") {
    CHECK_EQ(fault_of_bytes(Wav{}.bytes()), "no error");
    CHECK_EQ(fault_of_bytes(Wav{.data_claim = 200'000}.bytes()),
             "recording is truncated: 2000 of 200000 bytes");
    CHECK_EQ(fault_of_bytes(Wav{.data_claim = 0xFFFFFFFE}.bytes()),
             "recording is truncated: 2000 of 4294967294 bytes");
    CHECK_EQ(fault_of_bytes(Wav{.data_claim = 2002}.bytes()),
             "recording is truncated: 2000 of 2002 bytes");
  }

  TEST_CASE("read_audio: a wav written to a pipe is read to its end") {
    const Folder folder;
    write_bytes(folder / "pipe.wav",
                Wav{.data_claim = 0xFFFFFFFF, .riff_claim = 0xFFFFFFFF}.bytes());
    write_bytes(folder / "good.wav", Wav{}.bytes());
    CHECK_EQ(audio_info(folder / "pipe.wav").frames, 1000);
    CHECK_EQ(difference(read_audio(folder / "pipe.wav"), read_audio(folder / "good.wav")), 0);
  }

  TEST_CASE("read_audio: a wav that was never closed is not an empty one") {
    CHECK_EQ(fault_of_bytes(Wav{.data_claim = 0, .riff_claim = 0}.bytes()),
             "the recorder never closed it: its header states no sound, and 2000 bytes follow; "
             "repair the header");
    const Folder folder;
    for (const std::string& behind : {std::string(), "LIST" + number(4, 4) + "abcd"}) {
      const Wav wav{.data_claim = 0, .riff_claim = 36 + behind.size(), .sound = behind};
      write_bytes(folder / "empty.wav", wav.bytes());
      CHECK_EQ(audio_info(folder / "empty.wav").frames, 0);
      CHECK_EQ(read_audio(folder / "empty.wav").frames, 0);
    }
  }

  TEST_CASE("read_audio: wav header values out of range") {
    for (const std::uint64_t rate : {0U, 1U, 999U, 768'001U, 2'000'000'000U, 0xFFFFFFFFU}) {
      CHECK_EQ(fault_of_bytes(Wav{.rate = rate}.bytes()),
               "sample rate " + std::to_string(rate) + " outside 1000..768000");
    }
    for (const std::uint64_t channels : {0U, 65U, 1025U, 65535U}) {
      CHECK_EQ(fault_of_bytes(Wav{.channels = channels}.bytes()),
               std::to_string(channels) + " channels, expected 1..64");
    }
    for (const std::uint64_t bits : {0U, 1U, 17U, 64U, 65535U}) {
      mentions(fault_of_bytes(Wav{.bits = bits}.bytes()), "with " + std::to_string(bits) + " bits");
    }
    for (const std::uint64_t align : {0U, 1U, 3U, 65535U}) {
      CHECK_EQ(fault_of_bytes(Wav{.block_align = align}.bytes()),
               "block align " + std::to_string(align) + ", expected 2");
    }
  }

  TEST_CASE("read_audio: encodings with a history of overflows never reach the decoder") {
    for (const std::uint64_t tag : {0U, 2U, 0x11U, 0x31U, 0x40U, 0x55U, 0x1234U, 0xFFFFU}) {
      mentions(fault_of_bytes(Wav{.tag = tag, .block_align = 2, .bits = 16}.bytes()),
               "format tag " + std::to_string(tag) + " ");
    }
    // The extensible tag needs 40 bytes, of which these are 16.
    mentions(fault_of_bytes(Wav{.tag = 0xFFFE}.bytes()), "extensible format chunk of 16 bytes");
    const Folder folder;
    write_audio(folder / "a.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_16, noise(8000, 1, 100));
    auto bytes = read_bytes(folder / "a.wav");
    bytes[44] = 0x11;  // IMA ADPCM inside the GUID
    mentions(fault_of_bytes(bytes), "format tag 17 ");
    bytes[44] = 1;
    bytes[52] = 0x55;
    mentions(fault_of_bytes(bytes), "extensible sample format");
  }

  TEST_CASE("read_audio: a wav cut anywhere is an error, never a crash or a short recording") {
    const auto bytes = Wav{}.bytes();
    for (std::size_t length = 0; length < bytes.size(); length += length < 60 ? 1 : 97) {
      CAPTURE(length);
      CHECK_NE(fault_of_bytes(bytes.substr(0, length)), "no error");
    }
    CHECK_EQ(fault_of_bytes(""), "the file is empty");
    mentions(fault_of_bytes("hello"), "not an audio file");
    mentions(fault_of_bytes("RIFF" + number(4, 4) + "AVI "), "no wav file");
  }

  TEST_CASE("read_audio: chunks in the wrong order, twice, or without end") {
    const auto good = Wav{}.bytes();
    const auto format = good.substr(12, 24);
    mentions(fault_of_bytes(Wav{.before_data = format}.bytes()), "a second format chunk");
    mentions(fault_of_bytes(good.substr(0, 12) + good.substr(36)), "no format chunk");
    CHECK_EQ(fault_of_bytes(Wav{.before_data = "LIST" + number(3, 4) + "abc" + '\0'}.bytes()),
             "no error");
    mentions(fault_of_bytes(Wav{.before_data = "LIST" + number(0xFFFFFFFF, 4)}.bytes()),
             "truncated");
    std::string many;
    for (int i = 0; i < 20'000; ++i) many += "junk" + number(0, 4);
    mentions(fault_of_bytes(Wav{.before_data = many}.bytes()), "chunks");
  }

  TEST_CASE("read_audio: RF64 sizes are 64 bits and checked too") {
    const Folder folder;
    write_audio(folder / "a.wav", SF_FORMAT_RF64 | SF_FORMAT_PCM_16, noise(8000, 1, 1000));
    auto bytes = read_bytes(folder / "a.wav");
    REQUIRE_EQ(bytes.substr(12, 4), "ds64");
    CHECK_EQ(audio_info(folder / "a.wav").frames, 1000);
    bytes.replace(28, 8, number(std::uint64_t{1} << 62U, 8));
    CHECK_EQ(fault_of_bytes(bytes), "recording is truncated: 2000 of 4611686018427387904 bytes");
    bytes.replace(12, 4, "junk");
    mentions(fault_of_bytes(bytes), "ds64");
  }

  TEST_CASE("read_audio: aiff and au cut short, or with headers that lie") {
    const Folder folder;
    for (const int format : {SF_FORMAT_AIFF | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_FLOAT,
                             SF_FORMAT_AU | SF_FORMAT_PCM_16}) {
      CAPTURE(format);
      write_audio(folder / "a", format, noise(8000, 2, 1000));
      const auto bytes = read_bytes(folder / "a");
      CHECK_EQ(fault_of_bytes(bytes), "no error");
      for (std::size_t length = 1; length < bytes.size(); length += length < 90 ? 1 : 131) {
        CAPTURE(length);
        CHECK_NE(fault_of_bytes(bytes.substr(0, length)), "no error");
      }
      mentions(fault_of_bytes(bytes.substr(0, bytes.size() - 100)), "recording is truncated: ");
    }
    write_audio(folder / "a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, noise(8000, 1, 1000));
    auto aiff = read_bytes(folder / "a.aiff");
    const auto common = aiff.find("COMM");
    auto channels = aiff;
    channels.replace(common + 8, 2, number(65535, 2, true));
    mentions(fault_of_bytes(channels), "65535 channels");
    auto frames = aiff;
    frames.replace(common + 10, 4, number(0xFFFFFFFF, 4, true));
    mentions(fault_of_bytes(frames), "recording is truncated: 2000 of 8589934590 bytes");
    for (const std::uint64_t exponent : {0U, 0x7FFFU, 0xFFFFU, 0x4100U}) {
      auto rate = aiff;
      rate.replace(common + 16, 2, number(exponent, 2, true));
      mentions(fault_of_bytes(rate), "outside 1000..768000");
    }
    mentions(fault_of_bytes(".snd" + number(24, 4, true) + number(0, 4, true) +
                            number(23, 4, true) + number(8000, 4, true) + number(1, 4, true)),
             "au encoding 23");
  }

  TEST_CASE("read_audio: a flac stream without its length is counted by decoding") {
    const Folder folder;
    const auto audio = noise(44'100, 2, 50'000);
    auto bytes = flac_bytes(folder, audio);
    const auto whole = whole_of(folder / "whole.flac");
    set_flac_frames(bytes, 0);
    write_bytes(folder / "stream.flac", bytes);
    CHECK_EQ(audio_info(folder / "stream.flac").frames, 50'000);
    CHECK_EQ(difference(read_audio(folder / "stream.flac"), whole), 0);
    for (const double start : {0.0, 0.25, 0.9, 1.1, -0.2, 3.0}) {
      const auto first = static_cast<std::int64_t>(std::floor(start * 44'100 + 0.5));
      CHECK_EQ(difference(read_audio(folder / "stream.flac", {.start = start, .duration = 0.25}),
                          slice(whole, first, 11'025)),
               0);
    }
  }

  TEST_CASE("read_audio: no memory is taken because a flac header says so") {
    const Folder folder;
    const auto bytes = flac_bytes(folder, noise(44'100, 2, 44'100));
    auto huge = bytes;
    set_flac_frames(huge, 0xFFFFFFFFFU);
    mentions(fault_of_bytes(huge), "states 68719476735 frames");
    auto large = bytes;
    set_flac_frames(large, 500'000'000);
    CHECK_EQ(fault_of_bytes(large), "decoder lost sync after 44100 of 500000000 frames");
    auto more = bytes;
    set_flac_frames(more, 44'101);
    CHECK_EQ(fault_of_bytes(more), "decoder lost sync after 44100 of 44101 frames");
    // Silence is small, and honest.
    const music::AudioBuffer silent{44'100, 2, 4'000'000, std::vector<float>(8'000'000)};
    const auto quiet = flac_bytes(folder, silent);
    REQUIRE_LT(quiet.size(), 100'000);
    CHECK_EQ(audio_info(folder / "whole.flac").frames, 4'000'000);
  }

  TEST_CASE("read_audio: a damaged flac is never a shorter or a wrong recording") {
    const Folder folder;
    const auto bytes = flac_bytes(folder, noise(44'100, 1, 44'100));
    const auto whole = whole_of(folder / "whole.flac");
    mentions(fault_of_bytes(bytes.substr(0, bytes.size() / 2)), "decoder lost sync after ");
    mentions(fault_of_bytes(bytes.substr(0, bytes.size() / 2)), " of 44100 frames");
    std::mt19937 random(5);
    const std::size_t sound = bytes.find("\xFF\xF8", 42);
    REQUIRE_NE(sound, std::string::npos);
    for (int i = 0; i < 150; ++i) {
      auto flipped = bytes;
      const std::size_t at = sound + random() % (bytes.size() - sound);
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << random() % 8));
      CAPTURE(at);
      CHECK_NE(fault_of_bytes(flipped), "no error");
    }
  }

  TEST_CASE("read_audio: samples that are not finite") {
    const Folder folder;
    for (const float bad : {NAN, INFINITY, -INFINITY}) {
      auto audio = noise(8000, 2, 10'000);
      audio.channel(1)[6001] = bad;
      write_audio(folder / "a.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, audio);
      CHECK_EQ(fault_of(folder / "a.wav"), "samples that are not finite, first at frame 6001");
      CHECK_EQ(read_audio(folder / "a.wav", {.start = 0, .duration = 0.5}).frames, 4000);
    }
    auto loud = noise(8000, 1, 10'000);
    for (float& sample : loud.samples) sample = sample > 0 ? 3.4e38F : -3.4e38F;
    write_audio(folder / "a.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, loud);
    CHECK_EQ(fault_of(folder / "a.wav"), "no error");
    const auto text =
        message_of([&] { (void)read_audio(folder / "a.wav", {.sample_rate = 16'000}); });
    mentions(text, "too large to be resampled");
  }

  TEST_CASE("read_audio: formats that are known but not read exactly are named") {
    const auto ogg = [](const std::string& packet) {
      return "OggS" + std::string(24, '\0') + packet + std::string(30, '\0');
    };
    mentions(fault_of_bytes(ogg("OpusHead")), "it is Ogg Opus; only wav, aiff, au and flac");
    mentions(fault_of_bytes(ogg("\x01vorbis")), "it is Ogg Vorbis;");
    mentions(fault_of_bytes(ogg("")), "it is an Ogg stream;");
    mentions(fault_of_bytes("OggS"), "it is an Ogg stream;");
    mentions(fault_of_bytes("\xFF\xFB\x90\x64"), "it is mp3");
    mentions(fault_of_bytes("\xFF\xE3\x90\x64"), "it is mp3");
    mentions(fault_of_bytes("\xFF\xF1\x50\x80"), "it is AAC");
    mentions(fault_of_bytes("ID3\x03" + std::string(40, '\0')), "it is mp3");
    mentions(fault_of_bytes("ID3\x04" + std::string(5, '\0') +
                            "\x02"
                            "xxfLaC"),
             "FLAC behind an ID3 tag");
    mentions(fault_of_bytes(number(32, 4, true) + "ftypM4A "), "it is MP4");
    const Folder folder;
    write_audio(folder / "a.wav", SF_FORMAT_OGG | SF_FORMAT_VORBIS, noise(44'100, 1, 4410));
    mentions(fault_of(folder / "a.wav"), "it is Ogg Vorbis;");
  }
}
