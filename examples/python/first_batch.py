"""From a query to a batch of tensors, on the embedded dataset.

    python first_batch.py [--install-dir DIR] [--plot PICTURE.png]
"""

import argparse

import setlist


def show_roll(roll, width=72):
    """A pianoroll in characters, two pitches a line, high notes on top."""
    used = roll.any(axis=1).nonzero()[0]
    columns = roll.shape[1]
    for low in range(used[-1] // 2 * 2, used[0] // 2 * 2 - 1, -2):
        line = ""
        for k in range(width):
            span = slice(k * columns // width, max(k + 1, (k + 1) * columns // width))
            line += " ▄▀█"[2 * bool(roll[low + 1, span].any()) + bool(roll[low, span].any())]
        print(f"  {low:3d} {line.rstrip()}")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--install-dir", help="where the datasets lie")
    options.add_argument("--plot", metavar="PNG", help="draw the pianoroll into this file")
    options = options.parse_args()

    setlist.install("Starter", install_dir=options.install_dir)  # nothing to do when installed
    songs = setlist.Dataset(install_dir=options.install_dir)

    # Songs are sets: filter, unite, subtract. Nothing is changed in place.
    piano = songs.filter(instruments=["piano"])
    strings = songs.filter("instrument:cello")
    train = (piano | strings) - songs.filter(groups="test")
    print(f"(piano | strings) - test: {len(piano)} for piano, {len(strings)} with cello; "
          f"{len(train)} of either outside the test group")

    song = songs["Starter/bach-prelude-c"]
    audio, sr = song.audio()
    print(f"\n{song.title} by {song.composer}: {', '.join(song.instruments)}; "
          f"{song.duration:.1f} s at {sr} Hz, audio {audio.shape}, {len(song.notes())} notes")
    roll = song.pianoroll(resolution=0.01)
    show_roll(roll)
    if options.plot:
        setlist.save_pianoroll(roll, options.plot, resolution=0.01)

    window = song.window(1.0, 2.0, sr=16000, mono=True)
    print(f"\nfrom 1.0 s to 3.0 s: {len(window['audio'])} samples, {len(window['notes'])} notes, "
          f"roll {window['pianoroll'].shape}")

    try:
        from setlist.torch import Loader
    except ImportError:
        print("torch is not installed here; the batch is of NumPy arrays")
        from setlist import Loader
    for batch in Loader(train, duration=2.0, sr=16000, batch_size=4):
        for name, value in batch.items():
            if hasattr(value, "shape"):
                kind = getattr(value.dtype, "names", None) or value.dtype
                print(f"  {name:12} {tuple(value.shape)} {kind}")
            else:
                print(f"  {name:12} {value}")
        break


if __name__ == "__main__":
    main()
