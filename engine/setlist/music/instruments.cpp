#include "setlist/music/vocabulary_table.hpp"

namespace setlist::music {
namespace {

// Where two instruments hold one program, the first in these tables is the usual one. Spellings
// that are left out on purpose, for they mean two things: "viole" (Italian violas, a French viol),
// "mouth harp" (a harmonica, a jew's harp).
constexpr InstrumentRow kStrings[] = {
    {"violin", "40",
     "vln, vn, vl, violins, violin 1, violin 2, violin I, violin II, 1st violin, 2nd violin, first "
     "violin, second violin, Violine, Violinen, Geige, Geigen, violino, violino I, violino II, "
     "violon, violons, violines"},
    {"viola", "41", "vla, va, violas, Bratsche, Bratschen"},
    {"cello", "42",
     "violoncello, vc, vcl, vlc, cellos, celli, violoncellos, violoncelli, violincello, "
     "violoncelle, violoncelles, violonchelo, violonchelos, chelo"},
    {"double bass", "43, 32",
     "contrabass, string bass, upright bass, acoustic bass, stand-up bass, bass fiddle, db, cb, "
     "kb, double basses, contrabasses, string basses, Kontrabass, Kontrabässe, contrabbasso, "
     "contrabbassi, contrebasse, contrebasses, contrabajo, contrabajos"},
    {"fiddle", "110", "folk fiddle, fiddles, Fiedel"},
    {"hardanger fiddle", "110", "hardingfele"},
    {"baroque violin", "40", "Barockvioline, violino barocco, violon baroque"},
    {"electric violin", "40", "E-Violine, violino elettrico"},
    {"viola d'amore", "41", "viole d'amour"},
    {"viola da gamba", "42",
     "gamba, viol, viols, treble viol, tenor viol, bass viol, Gambe, Gamben, viola di gamba, viole "
     "de gambe"},
    {"violone", "43", ""},
    // French writes "baryton" for the baritone voice; in English it is Haydn's instrument.
    {"baryton", "42", "Bariton-Gambe, viola di bordone"},
    {"arpeggione", "42", ""},
    {"lira da braccio", "", ""},
    {"vielle", "", "medieval fiddle, vièle"},
    {"rebec", "", "ribeca, rabel"},
    {"rebab", "", "rabab, rababa"},
    {"tromba marina", "", "marine trumpet, Trumscheit"},
    {"nyckelharpa", "", "keyed fiddle, Schlüsselfidel"},
    {"hurdy-gurdy", "", "Drehleier, ghironda, vielle à roue, zanfona"},
    {"erhu", "", "chinese fiddle"},
    {"kemenche", "", "kemence"},
    {"kamancheh", "", "kamancha, kamanche"},
    {"sarangi", "", ""},
    {"morin khuur", "", "horsehead fiddle, Pferdekopfgeige, matouqin"},
    {"gusle", "", "lahuta"},
};

constexpr InstrumentRow kPlucked[] = {
    {"classical guitar", "24",
     "nylon guitar, nylon string guitar, acoustic guitar (nylon), spanish guitar, Konzertgitarre, "
     "klassische Gitarre, chitarra classica, guitare classique, guitarra clásica"},
    {"flamenco guitar", "24", "guitarra flamenca"},
    {"acoustic guitar", "25",
     "acoustic guitar (steel), steel string guitar, steel-string acoustic guitar, folk guitar, "
     "western guitar, acgtr, agtr, Akustikgitarre, akustische Gitarre, Westerngitarre, chitarra "
     "acustica, guitare acoustique, guitare folk, guitarra acústica"},
    {"twelve-string guitar", "25", "12-string guitar, 12 string, zwölfsaitige Gitarre"},
    {"electric guitar", "27, 26, 28-31",
     "electric guitar (clean), electric guitar (jazz), electric guitar (muted), overdriven guitar, "
     "distortion guitar, distorted guitar, guitar harmonics, clean electric guitar, distorted "
     "electric guitar, lead guitar, rhythm guitar, jazz guitar, egtr, el gtr, eguitar, E-Gitarre, "
     "elektrische Gitarre, chitarra elettrica, guitare électrique, guitarra eléctrica"},
    {"guitar", "24",
     "gtr, guit, guitars, Gitarre, Gitarren, chitarra, guitare, guitares, guitarra"},
    {"bass guitar", "33-37",
     "electric bass, electric bass guitar, electric bass (finger), electric bass (pick), fingered "
     "bass, picked bass, fretless bass, slap bass, slap bass 1, slap bass 2, E-Bass, Elektrobass, "
     "Bassgitarre, basso elettrico, chitarra basso, basse électrique, guitare basse, bajo "
     "eléctrico, guitarra baja"},
    {"acoustic bass guitar", "32", "Akustikbass"},
    {"baritone guitar", "27", "Baritongitarre"},
    {"steel guitar", "26",
     "lap steel guitar, lap steel, pedal steel guitar, pedal steel, hawaiian guitar, "
     "Hawaiigitarre"},
    {"resonator guitar", "25", "dobro, resophonic guitar"},
    {"ukulele", "24", "uke, ukelele"},
    {"banjo", "105", "bjo, tenor banjo, five-string banjo"},
    {"mandolin", "25", "mandoline, mandolino, mandolina, mandolins, mando"},
    {"mandola", "25", "octave mandolin, Mandolen"},
    {"mandocello", "25", "mandoloncello"},
    {"balalaika", "", "балалайка"},
    {"domra", "", ""},
    {"dombra", "", "dombyra"},
    {"bouzouki", "", "buzuki, irish bouzouki"},
    {"charango", "", ""},
    {"cuatro", "", ""},
    {"tres", "", "tres cubano"},
    {"cavaquinho", "", "cavaco"},
    {"bandurria", "", ""},
    {"vihuela", "", ""},
    {"lute", "24", "Laute, Renaissancelaute, liuto, luth, renaissance lute, baroque lute"},
    {"archlute", "24", "arciliuto, archiluth, Erzlaute"},
    {"theorbo", "24", "Theorbe, tiorba, chitarrone"},
    {"cittern", "", "cister, cetra, cistre, english guitar"},
    {"harp", "46",
     "hp, hrp, harps, orchestral harp, concert harp, pedal harp, Harfe, Harfen, arpa, harpe, "
     "harpes"},
    {"celtic harp", "46", "lever harp, irish harp, folk harp, harpe celtique, arpa celta"},
    {"baroque harp", "46", "triple harp, arpa doppia"},
    {"lyre", "", "Leier, kithara"},
    {"psaltery", "", "Psalterium, salterio, psaltérion"},
    {"zither", "", "concert zither, cetra da tavolo, cithare"},
    {"autoharp", "", "chord zither"},
    {"appalachian dulcimer", "", "mountain dulcimer, lap dulcimer"},
    {"kantele", "", "kannel, kokle"},
    {"gusli", "", "гусли"},
    {"sitar", "104", ""},
    {"sarod", "", "sarode"},
    {"veena", "", "vina, saraswati veena, rudra veena"},
    {"tambura", "", "tanpura"},
    {"oud", "", "ud, ʿūd, al-ʿūd"},
    {"saz", "", "bağlama"},
    {"tanbur", "", "tambur, tanbour"},
    {"setar", "", ""},
    {"tar", "", ""},
    {"rubab", "", "robab, rubob"},
    {"dutar", "", "dotar"},
    {"qanun", "", "kanun, kanoun, qanoon"},
    {"koto", "107", "taisho koto"},
    {"shamisen", "106", "samisen, sanshin"},
    {"biwa", "", ""},
    {"guzheng", "", "zheng"},
    {"guqin", "", "qin"},
    {"pipa", "", "chinese lute"},
    {"ruan", "", "zhongruan"},
    {"gayageum", "", "kayagum"},
    {"geomungo", "", "komungo"},
    {"kora", "", ""},
    {"ngoni", "", "kamale ngoni"},
    {"krar", "", ""},
    {"valiha", "", ""},
    {"jew's harp", "",
     "jaw harp, Maultrommel, scacciapensieri, guimbarde, khomus, morsing, trompe"},
};

constexpr InstrumentRow kKeyboards[] = {
    {"piano", "0, 1, 3",
     "pno, pf, pfte, pianos, grand piano, acoustic grand piano, bright acoustic piano, acoustic "
     "piano, concert grand, honky-tonk piano, honky-tonk, tack piano, upright piano, solo piano, "
     "piano solo, piano four hands, disklavier, pianoforte, Klavier, Flügel, Pianino, piano droit, "
     "piano à queue, фортепиано"},
    {"fortepiano", "0", "hammerklavier, Hammerflügel"},
    {"prepared piano", "0", "präpariertes Klavier, pianoforte preparato, piano préparé"},
    {"player piano", "3", "pianola, reproducing piano"},
    {"toy piano", "", "Spielzeugklavier, piano-jouet"},
    {"electric piano", "4, 5, 2",
     "electric piano 1, electric piano 2, electric grand piano, electric grand, wurlitzer piano, "
     "e-piano, el piano, ep, elektrisches Klavier, pianoforte elettrico, piano elettrico, piano "
     "électrique, piano eléctrico"},
    {"rhodes", "4", "fender rhodes, rhodes piano"},
    {"harpsichord", "6", "harpsicord, hpd, hpschd, Cembalo, Kielflügel, clavicembalo, clavecin"},
    {"virginal", "6", "virginals, muselar"},
    {"spinet", "6", "Spinett, spinetta, épinette, espineta"},
    {"clavinet", "7", "clavi, hohner clavinet"},
    {"clavichord", "7", "Klavichord, clavicordo, clavicorde, clavicordio"},
    {"celesta", "8", "celeste, cel"},
    {"organ", "19",
     "org, organs, pipe organ, church organ, chamber organ, positive organ, portative organ, "
     "Orgel, Positiv, Kirchenorgel, organo, orgue"},
    {"electric organ", "16-18",
     "hammond organ, hammond, drawbar organ, percussive organ, rock organ, electronic organ, "
     "hammond b3, e-organ, elektronische Orgel, organo elettrico, orgue électronique"},
    {"harmonium", "20", "reed organ, pump organ, armonium, armonio, physharmonika"},
    {"barrel organ", "", "street organ, Drehorgel, organetto di barberia, orgue de barbarie"},
    {"calliope", "", "steam organ"},
    // Older German and French scores mean any of them by "Clavier".
    {"keyboard", "", "keyboards, keys, kbd, clavier, tastiera, teclado, Tasteninstrument"},
};

constexpr InstrumentRow kFreeReeds[] = {
    {"accordion", "21",
     "accordian, acc, acn, piano accordion, button accordion, Akkordeon, Ziehharmonika, "
     "fisarmonica, accordéon, acordeón"},
    {"bandoneon", "23", "tango accordion, Bandonion"},
    {"concertina", "23", "Konzertina"},
    {"harmonica", "22", "mouth organ, blues harp, Mundharmonika, armonica a bocca, armónica"},
    {"melodica", "22", "Melodika, pianica"},
    {"sheng", "", "chinese mouth organ"},
    {"shō", "", ""},
    {"khene", "", "khaen"},
};

constexpr InstrumentFamily kFamilies[] = {
    {"strings", kStrings},
    {"plucked", kPlucked},
    {"keyboards", kKeyboards},
    {"free reeds", kFreeReeds},
};

void add(std::vector<VocabularyEntry>& entries, std::span<const InstrumentFamily> families) {
  for (const auto& family : families) {
    for (const auto& row : family.rows) entries.push_back(entry_of(row, family.name));
  }
}

Vocabulary all_instruments() {
  std::vector<VocabularyEntry> entries;
  add(entries, kFamilies);
  add(entries, blown_and_sung());
  add(entries, struck_and_electronic());
  return Vocabulary(std::move(entries));
}

}  // namespace

const Vocabulary& instruments() {
  static const Vocabulary known = all_instruments();
  return known;
}

}  // namespace setlist::music
