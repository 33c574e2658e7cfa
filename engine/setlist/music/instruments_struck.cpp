#include "setlist/music/vocabulary_table.hpp"

namespace setlist::music {
namespace {

// With the struck zithers, as General MIDI sorts them.
constexpr InstrumentRow kPercussion[] = {
    {"timpani", "47",
     "timp, timps, tympani, kettledrum, kettledrums, Pauke, Pauken, timpano, timbale, timbal"},
    // A kit; an orchestra's Schlagzeug is "percussion", but the word alone means the kit.
    {"drums", "128",
     "drum, drum kit, drum set, drm, dr, drs, acoustic drums, jazz drums, standard kit, trap set, "
     "Schlagzeug, batteria, batterie, batería"},
    {"percussion", "128",
     "perc, percussions, percussion instruments, auxiliary percussion, Schlagwerk, Perkussion, "
     "percussioni, percusión, percusiones"},
    {"snare drum", "128",
     "snare, sd, side drum, military drum, kleine Trommel, kl Tr, tamburo, tamburo militare, cassa "
     "chiara, rullante, caisse claire, tambour, caja"},
    {"tom-tom", "117", "tom, toms, tom-toms, melodic tom, floor tom"},
    {"tenor drum", "117",
     "field drum, Rührtrommel, Wirbeltrommel, cassa rullante, caisse roulante"},
    {"taiko", "116", "taiko drum, taiko drums, wadaiko"},
    {"bass drum", "116",
     "bd, kick, kick drum, concert bass drum, grosse Trommel, gr Tr, gran cassa, cassa, grosse "
     "caisse, bombo"},
    {"cymbals", "119",
     "cymbal, cym, reverse cymbal, crash cymbal, crash cymbals, ride cymbal, suspended cymbal, "
     "splash cymbal, Becken, hängendes Becken, piatti, piatto, piatto sospeso, cymbales, cymbale, "
     "platillos"},
    {"hi-hat", "128", "hihats, hh, charleston, high hat"},
    {"finger cymbals", "", "zills, zill, sagat"},
    {"tam-tam", "", "tamtams"},
    {"gong", "", "gongs, nipple gong, bossed gong"},
    {"triangle", "", "trgl, Triangel, triangolo, triángulo"},
    {"tambourine", "",
     "tamb, Tamburin, Schellentrommel, tamburello, tamburino, tambour de basque, pandereta"},
    {"woodblock", "115", "wood blocks, Holzblock, blocco di legno, bloc de bois, caja china"},
    {"castanets", "115",
     "castanet, Kastagnetten, castagnette, nacchere, castagnettes, castañuelas"},
    {"temple blocks", "115", "temple block, Tempelblöcke, mokugyo, blocs chinois"},
    {"claves", "115", "clave"},
    {"agogo", "113", "agogo bells"},
    {"cowbell", "",
     "cowbells, cencerro, Kuhglocke, Herdenglocken, campanaccio, campanacci, cloche à vache"},
    {"bell", "112", "bells, tinkle bell, Glocke, Glocken, cloche, cloches, campana, campanella"},
    {"sleigh bells", "", "jingle bells, jingles, Schellen, sonagli, grelots, cascabeles"},
    {"tubular bells", "14",
     "tubular bell, chimes, orchestral chimes, tubells, Röhrenglocken, campane, campane tubolari, "
     "cloches tubulaires, campanas tubulares, campanas"},
    {"handbells", "14", "handbell, Handglocken"},
    {"church bells", "14", "church bell, Kirchenglocken"},
    {"carillon", "14", "Turmglockenspiel"},
    {"glockenspiel", "9",
     "glock, gsp, glsp, orchestra bells, orchestral bells, campanelli, jeu de timbres"},
    {"music box", "10", "Spieluhr, Spieldose, scatola musicale, boîte à musique, caja de música"},
    {"vibraphone", "11", "vibes, vib, vibra, vibraharp, Vibraphon, Vibrafon, vibrafono"},
    {"marimba", "12", "mar, marimbas, Marimbaphon, marimbafono"},
    {"xylophone", "13", "xyl, Xylophon, Xylofon, silofono, xilofono"},
    {"xylorimba", "13", "xylomarimba"},
    {"balafon", "12", "balaphone"},
    {"crotales", "", "antique cymbals, crotali, Zimbeln, cymbales antiques, crótalos"},
    {"hammered dulcimer", "15", "dulcimer, Hackbrett, tympanon, salterio tedesco"},
    {"cimbalom", "15", "cymbalom, Zymbal, zimbalom, cimbalon, țambal"},
    {"santur", "15", "santoor, santour, santouri"},
    {"yangqin", "15", ""},
    {"kalimba", "108", "mbira, thumb piano, sansa, sanza, likembe"},
    {"steel drums", "114", "steel drum, steelpan, steelpans, steel band"},
    {"hang", "", "handpan, hang drum"},
    {"shaker", "", "shakers, egg shaker, caxixi, ganzá"},
    {"maracas", "", "maraca, Rumbakugeln"},
    {"cabasa", "", "afuche, cabaça"},
    {"guiro", "", "reco-reco, Gurke"},
    {"rainstick", "", "Regenmacher, palo de lluvia, bastone della pioggia"},
    {"vibraslap", "", "quijada"},
    {"flexatone", "", "Flexaton, flessatono"},
    {"whip", "", "slapstick, Peitsche, frusta, fouet"},
    {"ratchet", "", "rattle, Ratsche, raganella, crécelle, carraca"},
    {"anvil", "", "Amboss, incudine, enclume, yunque"},
    {"thunder sheet", "", "Donnerblech, lastra del tuono"},
    {"wind machine", "", "Windmaschine, eolifono, éoliphone"},
    {"wind chimes", "", "mark tree, bar chimes, bell tree"},
    {"musical saw", "", "singing saw, singende Säge, sega musicale, scie musicale"},
    {"glass harmonica", "", "armonica a vetro, Glasharmonika, glass armonica, glassharp"},
    {"hand claps", "", "claps, handclap, clapping, palmas, Klatschen"},
    {"finger snaps", "", "snaps, finger snapping"},
    {"washboard", "", "Waschbrett, frottoir"},
    {"slit drum", "", "log drum, Schlitztrommel, teponaztli"},
    {"bongos", "", "bongo, bongo drums"},
    {"congas", "", "conga, conga drums, tumbadora, tumbadoras, tumba"},
    // French scores write "timbales" for timpani; everywhere else they are the Cuban pair.
    {"timbales", "", "latin timbales, pailas"},
    {"djembe", "", "jembe"},
    {"talking drum", "", "dondo, tama"},
    {"tabla", "", "tablas"},
    {"mridangam", "", "mrudangam, mridanga"},
    {"pakhawaj", "", ""},
    {"kanjira", "", "khanjira"},
    {"ghatam", "", ""},
    {"dhol", "", "dholak"},
    {"cajón", "", ""},
    {"darbuka", "", "darabukka, doumbek, dumbek, goblet drum, tombak, zarb"},
    {"frame drum", "", "daf, bendir, bodhrán, Rahmentrommel, tamburo a cornice, riq"},
    {"tabor", "", "tambourin provençal"},
    {"udu", "", ""},
    {"surdo", "", ""},
    {"pandeiro", "", ""},
    {"tamborim", "", ""},
    {"cuica", "", "friction drum, lion's roar, Löwengebrüll"},
    {"berimbau", "", ""},
};

constexpr InstrumentRow kElectronic[] = {
    {"synth bass", "38, 39", "synth bass 1, synth bass 2, bass synth, synthesizer bass"},
    {"synth strings", "50, 51", "synth strings 1, synth strings 2, string machine"},
    {"synth voice", "54", "synth vox, synth choir"},
    {"orchestra hit", "55", "orchestral hit"},
    {"synth brass", "62, 63", "synth brass 1, synth brass 2"},
    {"synth lead", "80-87",
     "lead, lead synth, lead 1 (square), lead 2 (sawtooth), lead 3 (calliope), lead 4 (chiff), "
     "lead 5 (charang), lead 6 (voice), lead 7 (fifths), lead 8 (bass + lead)"},
    {"synth pad", "88-95",
     "pad, pads, pad 1 (new age), pad 2 (warm), pad 3 (polysynth), pad 4 (choir), pad 5 (bowed), "
     "pad 6 (metallic), pad 7 (halo), pad 8 (sweep)"},
    {"synth effects", "96-103",
     "fx 1 (rain), fx 2 (soundtrack), fx 3 (crystal), fx 4 (atmosphere), fx 5 (brightness), fx 6 "
     "(goblins), fx 7 (echoes), fx 8 (sci-fi)"},
    {"synthesizer", "80",
     "synth, synths, synthesizers, synthesiser, syn, keytar, Synthi, sintetizzatore, synthétiseur, "
     "synthé, sintetizador"},
    {"wind synthesizer", "80", "ewi, wind controller, lyricon"},
    {"electronic drums", "118",
     "synth drum, synth drums, electric drums, E-Drums, elektronisches Schlagzeug, batteria "
     "elettronica"},
    {"drum machine", "118", "drum computer, rhythm machine"},
    {"sampler", "", "samples, sample, campionatore, échantillonneur"},
    {"sequencer", "", "sequenzer, séquenceur"},
    {"turntables", "", "turntable, scratching, scratches, dj, platines"},
    {"electronics", "",
     "live electronics, computer, laptop, Elektronik, elettronica, électronique, electrónica"},
    {"tape", "", "Tonband, nastro, nastro magnetico, bande, bande magnétique"},
    {"theremin", "", "thereminvox, Ätherophon, thérémine"},
    {"ondes martenot", "", "ondes musicales, ondes"},
    {"mellotron", "", "chamberlin"},
    {"vocoder", "", "talk box"},
};

constexpr InstrumentRow kEnsembles[] = {
    {"strings", "48, 49, 44, 45",
     "string section, string ensemble, string ensemble 1, string ensemble 2, tremolo strings, "
     "pizzicato strings, string orchestra, str, Streicher, Streichorchester, archi, cordes, "
     "cuerdas"},
    {"string quartet", "48",
     "Streichquartett, quartetto d'archi, quatuor à cordes, cuarteto de cuerdas"},
    {"woodwinds", "", "woodwind section, woodwind, ww, Holzbläser, legni, bois, maderas"},
    {"winds", "", "wind, Bläser, fiati, vents, vientos"},
    {"brass", "61",
     "brass section, brass ensemble, horn section, Blechbläser, Blech, ottoni, cuivres, metales"},
    {"orchestra", "48",
     "orch, symphony orchestra, full orchestra, chamber orchestra, Orchester, orchestre, orquesta, "
     "orquestra"},
    {"wind band", "61", "concert band, brass band, symphonic band, Blasorchester, harmonie, banda"},
    {"big band", "61", "jazz orchestra"},
    {"basso continuo", "6",
     "continuo, bc, thoroughbass, Generalbass, basse continue, bajo continuo"},
    {"gamelan", "", "gong kebyar"},
};

constexpr InstrumentRow kOther[] = {
    // Alone, the word is a voice in a chorale, a guitar in a band, a double bass in an orchestra:
    // what it means cannot be known, so it stays itself.
    {"bass", "33", "basses, basso, bassi, basse, bajo, bs"},
    {"sound effects", "120-127",
     "sfx, fx, effects, guitar fret noise, breath noise, seashore, bird tweet, telephone ring, "
     "telephone, helicopter, applause, gunshot, noise, field recording, Geräusche, rumori, "
     "bruitage"},
};

constexpr InstrumentFamily kFamilies[] = {
    {"percussion", kPercussion},
    {"electronic", kElectronic},
    {"ensembles", kEnsembles},
    {"other", kOther},
};

}  // namespace

std::span<const InstrumentFamily> struck_and_electronic() { return kFamilies; }

}  // namespace setlist::music
