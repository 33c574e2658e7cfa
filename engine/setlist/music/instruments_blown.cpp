#include "setlist/music/vocabulary_table.hpp"

namespace setlist::music {
namespace {

constexpr InstrumentRow kWoodwinds[] = {
    // Bach and his time mean the recorder by a bare "flauto"; everyone since means the flute.
    {"flute", "73",
     "fl, flt, flutes, concert flute, transverse flute, Flöte, Flöten, Querflöte, flauto, flauti, "
     "flûte traversière, flauta, flauta travesera"},
    {"piccolo", "72",
     "picc, piccolo flute, piccolos, Pikkoloflöte, Piccoloflöte, kleine Flöte, ottavino, flauto "
     "piccolo, petite flûte, flautín"},
    {"alto flute", "73", "flute in G, Altflöte, flauto contralto, flûte alto, flûte en sol"},
    {"bass flute", "73", "Bassflöte, flauto basso, flûte basse"},
    {"baroque flute", "73",
     "traverso, flauto traverso, traversiere, Traversflöte, Barockflöte, flauto barocco"},
    {"wooden flute", "73", "irish flute, Holzflöte"},
    {"recorder", "74",
     "recorders, Blockflöte, Blockflöten, flauto dolce, flauti dolci, flauto diritto, flûte à bec, "
     "flauta dulce, flauta de pico"},
    {"soprano recorder", "74", "descant recorder, Sopranblockflöte"},
    {"alto recorder", "74", "treble recorder, Altblockflöte"},
    {"tenor recorder", "74", "Tenorblockflöte"},
    {"bass recorder", "74", "Bassblockflöte"},
    {"pan flute", "75", "pan pipes, Panflöte, flauto di Pan, flûte de Pan, siku, zampoña"},
    {"bottle", "76", "blown bottle, bottle blow"},
    {"shakuhachi", "77", ""},
    {"whistle", "78", "whistling, human whistling, Pfeifen, fischio, sifflet, silbato"},
    {"tin whistle", "78", "penny whistle, low whistle, irish whistle, feadóg"},
    {"ocarina", "79", "Okarina"},
    {"fife", "72", "Querpfeife, piffero, fifre, pífano"},
    {"flageolet", "72", "Flageolett, flagioletto"},
    {"ney", "", "nay, nai"},
    {"kaval", "", ""},
    {"bansuri", "", "indian flute, venu"},
    {"dizi", "", "chinese flute"},
    {"xiao", "", "dongxiao"},
    {"quena", "", "kena"},
    {"suling", "", "seruling"},
    {"native american flute", "", ""},
    {"oboe", "68", "ob, oboes, hautbois, Hoboe, Oboen, oboi"},
    {"oboe d'amore", "68", "hautbois d'amour, Liebesoboe"},
    {"english horn", "69",
     "cor anglais, eh, Englischhorn, corno inglese, corni inglesi, corno inglés"},
    {"oboe da caccia", "69", "hautbois de chasse, Jagdoboe"},
    {"bass oboe", "68", "baritone oboe, hautbois baryton"},
    {"heckelphone", "68", "Heckelphon"},
    {"shawm", "", "Schalmei, ciaramella, chirimía, bombarde, pommer"},
    {"crumhorn", "", "krummhorn, cromorne, cromorno, storto"},
    {"rauschpfeife", "", ""},
    {"bassoon", "70",
     "bn, bsn, fg, fag, bassoons, Fagott, Fagotte, fagotto, fagotti, basson, bassons, fagot"},
    {"contrabassoon", "70",
     "cbn, cfg, double bassoon, Kontrafagott, controfagotto, contrafagotto, contrebasson, "
     "contrafagot"},
    {"dulcian", "70", "Dulzian, dulciana, curtal, bajón"},
    {"sarrusophone", "", "Sarrusophon, sarrusofono"},
    {"clarinet", "71",
     "cl, clar, clarinets, clarinet in A, clarinet in B-flat, clarinet in Bb, b-flat clarinet, bb "
     "clarinet, Klarinette, Klarinetten, clarinetto, clarinetti, clarinette, clarinettes, "
     "clarinete"},
    {"e-flat clarinet", "71",
     "eb clarinet, clarinet in E-flat, clarinet in Eb, piccolo clarinet, Es-Klarinette, clarinetto "
     "piccolo, petite clarinette"},
    {"alto clarinet", "71", "Altklarinette, clarinetto contralto, clarinette alto"},
    {"bass clarinet", "71",
     "bcl, bass clarinets, Bassklarinette, clarinetto basso, clarone, clarinette basse, clarinete "
     "bajo"},
    {"contrabass clarinet", "71",
     "contra-alto clarinet, Kontrabassklarinette, clarinette contrebasse"},
    {"basset horn", "71", "Bassetthorn, corno di bassetto, corni di bassetto, cor de basset"},
    {"basset clarinet", "71", "Bassettklarinette, clarinetto di bassetto"},
    {"chalumeau", "71", "Chalumeaux, salmoè"},
    {"soprano saxophone", "64",
     "soprano sax, ssax, Sopransaxophon, sax soprano, sassofono soprano, saxophone soprano, "
     "saxofón soprano"},
    {"sopranino saxophone", "64", "sopranino sax, Sopraninosaxophon"},
    {"alto saxophone", "65",
     "alto sax, asax, Altsaxophon, sax alto, sax contralto, sassofono contralto, saxophone alto, "
     "saxofón alto"},
    {"tenor saxophone", "66",
     "tenor sax, tsax, Tenorsaxophon, sax tenore, sax tenor, sassofono tenore, saxophone ténor"},
    {"baritone saxophone", "67",
     "baritone sax, bari sax, bsax, Baritonsaxophon, sax baritono, sassofono baritono, saxophone "
     "baryton, saxofón barítono"},
    {"saxophone", "65", "sax, saxes, saxophones, Saxophon, Saxofon, sassofono, saxofone"},
    {"bass saxophone", "67", "bass sax, Basssaxophon, sassofono basso, saxophone basse"},
    {"bagpipes", "109",
     "bagpipe, highland pipes, great highland bagpipe, Dudelsack, Sackpfeife, cornamusa, zampogna, "
     "cornemuse, musette, biniou, gaita"},
    {"uilleann pipes", "109", "irish pipes, union pipes, uillean pipes"},
    {"shehnai", "111", "shanai, shenai, sanai, nadaswaram"},
    {"duduk", "", "balaban, mey"},
    {"zurna", "", "surnay, sorna"},
    {"suona", "", "chinese oboe"},
    {"hichiriki", "", ""},
};

// Brass is what the lips blow, whatever it is made of.
constexpr InstrumentRow kBrass[] = {
    {"trumpet", "56, 59",
     "tpt, tr, trp, trpt, trumpets, muted trumpet, trumpet in C, trumpet in B-flat, trumpet in Bb, "
     "trumpet in D, Trompete, Trompeten, tromba, trombe, trompette, trompettes, trompeta"},
    {"piccolo trumpet", "56", "Piccolotrompete, Bachtrompete, trompette piccolo"},
    {"natural trumpet", "56",
     "baroque trumpet, clarino, clarini, Naturtrompete, Barocktrompete, tromba naturale, trompette "
     "naturelle"},
    {"slide trumpet", "56", "tromba da tirarsi, Zugtrompete"},
    // The cornetto of early music is "cornett" here; one letter less is the brass band's cornet.
    {"cornet", "56", "cnt, crt, cornet à pistons, cornets, Kornett, cornetta, corneta"},
    {"cornett", "56", "cornetto, cornetti, Zink, Zinken, cornet à bouquin, corneta renacentista"},
    {"flugelhorn", "56", "fluegelhorn, flicorno, flicorno soprano, bugle à pistons, fiscorno, flg"},
    {"bugle", "56", "Signalhorn, clairon"},
    // In scores "horn" is this one; that jazz calls every wind instrument a horn is no reason.
    {"french horn", "60",
     "horn, hn, hrn, hr, horns, french horns, horn in F, F horn, double horn, Hörner, Waldhorn, "
     "corno, corni, corno francese, cor, cors, cor d'harmonie, trompa, corno francés"},
    {"natural horn", "60",
     "Naturhorn, corno naturale, cor naturel, hunting horn, corno da caccia, cor de chasse, "
     "Jagdhorn, hand horn"},
    {"wagner tuba", "60", "Wagnertuben, wagner tubas, tuba wagneriana"},
    {"mellophone", "60", "marching horn, Mellophon"},
    // British bands say tenor horn for what Americans call an alto horn. The German Tenorhorn, a
    // fourth lower, cannot be told from it.
    {"tenor horn", "60", "alto horn, Althorn, E-flat horn, flicorno contralto, genis"},
    {"trombone", "57",
     "tbn, trb, trbn, trombones, tenor trombone, Posaune, Posaunen, Tenorposaune, tromboni, "
     "trombón"},
    {"bass trumpet", "57", "Basstrompete, tromba bassa, trompette basse"},
    {"alto trombone", "57", "Altposaune, trombone contralto, trombone alto"},
    {"bass trombone", "57", "btbn, Bassposaune, trombone basso, trombone basse, trombón bajo"},
    {"contrabass trombone", "57", "Kontrabassposaune, trombone contrabbasso"},
    {"valve trombone", "57", "Ventilposaune, trombone a pistoni"},
    {"sackbut", "57", "Barockposaune, sacqueboute, saquebute, sacabuche"},
    {"tuba", "58", "tba, tb, tubas, bass tuba, contrabass tuba, Kontrabasstuba, Tuben"},
    {"cimbasso", "58", ""},
    {"baritone horn", "58", "Baritonhorn, flicorno baritono"},
    {"euphonium", "58", "euph, Euphonion, eufonio, bombardino"},
    {"saxhorn", "58", "saxhorns"},
    {"sousaphone", "58", "Sousaphon, susafono, helicon"},
    {"ophicleide", "58", "Ophikleide, oficleide, figle"},
    {"serpent", "58", "serpentone"},
    {"alphorn", "60", "alpenhorn, alpine horn, corno delle Alpi, cor des Alpes"},
    {"shofar", "", "Schofar"},
    {"conch", "", "conch shell, shankha, Muschelhorn"},
    {"didgeridoo", "", "didjeridu, didgeridu, yidaki"},
    {"vuvuzela", "", ""},
};

// A part named soprano, alto, tenor or baritone alone is sung. French writes "alto" for the viola;
// on its own the word cannot be told from the voice, which is far more often meant.
constexpr InstrumentRow kVoices[] = {
    {"choir", "52",
     "chorus, choir aahs, mixed choir, satb, chorale, children's choir, Chor, gemischter Chor, "
     "coro, chœur, choeur"},
    {"soprano", "52", "sopranos, soprani, soprano voice, Sopran, Soprane, sop"},
    {"mezzo-soprano", "52", "mezzo, mezzosopran, mezzo-sopranos"},
    {"alto", "52", "altos, alti, alto voice, contralto, contralto voice, Alt, Altstimme"},
    {"countertenor", "52", "contratenor, Kontratenor, controtenore, haute-contre, male alto"},
    {"tenor", "52", "tenors, tenor voice, tenore, tenori, Tenorstimme"},
    {"baritone", "52", "baritones, baritone voice, Bariton, baritono"},
    {"bass-baritone", "52", "Bassbariton, basso-baritono, baryton-basse"},
    {"bass voice", "52", "bass singer, basso profondo, Bassstimme, basse chantante"},
    {"boy soprano", "52", "treble, treble voice, Knabensopran, voce bianca"},
    {"voice", "53",
     "voices, voc, vox, vocals, vocal, vocalist, lead vocals, lead vocal, main vocals, singing, "
     "singer, voice oohs, solo voice, Stimme, Singstimme, Gesang, voce, voci, canto, voix, chant, "
     "voz, voces"},
    {"female voice", "53",
     "female singer, female vocals, female vocal, Frauenstimme, voce femminile, voix de femme"},
    {"male voice", "53",
     "male singer, male vocals, male vocal, Männerstimme, voce maschile, voix d'homme"},
    {"backing vocals", "53",
     "backing vocal, background vocals, background vocal, backup vocals, bvox, Hintergrundgesang, "
     "cori, chœurs d'accompagnement, coros"},
    {"male choir", "52", "men's choir, male chorus, Männerchor, coro maschile, chœur d'hommes"},
    {"female choir", "52", "women's choir, female chorus, Frauenchor, coro femminile"},
    {"spoken voice", "",
     "narrator, speaker, speech, spoken word, Sprecher, voce recitante, récitant"},
    {"rap", "", "rapper, male rapper, female rapper"},
    {"beatbox", "", "beatboxing, vocal percussion"},
    {"throat singing", "", "overtone singing, Obertongesang, khoomei"},
};

constexpr InstrumentFamily kFamilies[] = {
    {"woodwinds", kWoodwinds},
    {"brass", kBrass},
    {"voices", kVoices},
};

}  // namespace

std::span<const InstrumentFamily> blown_and_sung() { return kFamilies; }

}  // namespace setlist::music
