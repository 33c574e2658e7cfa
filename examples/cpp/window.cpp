// Audio, notes and pianoroll of one span on one clock: window INSTALL_DIR
#include <iostream>

#include <setlist/setlist.hpp>

int main(int count, char** arguments) try {
  setlist::catalog::Overrides where;
  if (count > 1) where.install_dir = arguments[1];
  const auto song = setlist::Dataset::open(where).find("Starter/pachelbel-canon").value();

  const setlist::Window window = song.window(
      {.start = 1.0, .duration = 2.0, .sample_rate = 16000, .mono = true, .sources = true});

  std::cout << song.facts().title << " by " << song.facts().composer << "\n"
            << window.audio.frames << " frames at " << window.audio.sample_rate << " Hz\n"
            << window.sources.size() << " sources\n"
            << window.notes.size() << " notes\n"
            << window.pianoroll.columns << " columns of " << window.pianoroll.resolution_seconds
            << " s\n";
} catch (const setlist::Error& error) {
  std::cerr << error.what() << "\n";
  return static_cast<int>(error.exit_code());
}
