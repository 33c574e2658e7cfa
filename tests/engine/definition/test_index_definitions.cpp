#include "engine/definition/index_definitions.hpp"

#include <fstream>

#include <doctest/doctest.h>

using namespace setlist;
using testing::expand_part;
using testing::IndexDataset;
using testing::kIndexDefinitions;
using testing::Lines;
using testing::rule_of;
namespace fs = std::filesystem;

TEST_SUITE("definition/index_definitions") {
  TEST_CASE("each of the nine definitions is short and lists no song") {
    std::size_t definitions = 0;
    for (const auto& entry : fs::directory_iterator(kIndexDefinitions)) {
      std::ifstream stream(entry.path());
      std::size_t lines = 0;
      for (std::string line; std::getline(stream, line);) ++lines;
      CAPTURE(entry.path().filename().string());
      CHECK(lines < 60);
      CHECK_FALSE(base::read_json_file(entry.path()).find("songs"));
      ++definitions;
    }
    CHECK(definitions == 9);
  }

  TEST_CASE("MAESTRO: a resource's table, quoted titles, paths with folders") {
    IndexDataset dataset;
    dataset.put_resource(
        "maestro-v3.0.0.csv",
        "canonical_composer,canonical_title,split,year,midi_filename,audio_filename,duration\r\n"
        "Alban Berg,Sonata Op. 1,train,2018,2018/a_wav--1.midi,2018/a_wav--1.wav,698.661160312\r\n"
        "Franz Liszt / Franz Schubert,\"Erlkönig, \"\"after Goethe\"\"\",test,2004,"
        "2004/b.v2.midi,2004/b.v2.wav,250\r\n");
    const auto all = expand_part(dataset, "MAESTRO");
    CHECK(all.said.empty());
    CHECK(all.songs ==
          Lines{R"({"id":"2018/a_wav--1","title":"Sonata Op. 1","composer":"Alban Berg",)"
                R"("year":2018,"duration":698.661160312,"instruments":["piano"],)"
                R"("groups":["train"],"recording":["2018/a_wav--1.wav"]})",
                R"({"id":"2004/b.v2","title":"Erlkönig, \"after Goethe\"",)"
                R"("composer":"Franz Liszt / Franz Schubert","year":2004,"duration":250.0,)"
                R"("instruments":["piano"],"groups":["test"],"recording":["2004/b.v2.wav"]})"});
    CHECK(all.expansion.tables.size() == 1);
    const auto whole = dataset.expand(rule_of("MAESTRO"));
    CHECK(whole.said == Lines{": warning: /index/count: the rule finds 2 songs, expected 1276"});
  }

  TEST_CASE("Groove: a style that is two tags, rows without audio") {
    IndexDataset dataset;
    dataset.put("info.csv",
                "drummer,session,id,style,bpm,beat_type,time_signature,midi_filename,"
                "audio_filename,duration,split\n"
                "drummer1,drummer1/session1,drummer1/session1/1,funk/groove1,138,beat,4-4,"
                "drummer1/session1/1.mid,drummer1/session1/1.wav,27.872308,train\n"
                "drummer9,drummer9/session1,drummer9/session1/24,rock,96,fill,6-8,"
                "drummer9/session1/24.mid,,2.5,validation\n");
    const auto all = expand_part(dataset, "GrooveMIDI");
    CHECK(all.said.empty());
    CHECK(all.songs ==
          Lines{R"({"id":"drummer1/session1/1","performer":"drummer1","duration":27.872308,)"
                R"("instruments":["drums"],"groups":["train"],"tags":["funk","groove1","beat"],)"
                R"("recording":["drummer1/session1/1.wav"],"meta":{"bpm":138,)"
                R"("time_signature":"4/4","midi":"drummer1/session1/1.mid",)"
                R"("session":"drummer1/session1"}})",
                R"({"id":"drummer9/session1/24","performer":"drummer9","duration":2.5,)"
                R"("instruments":["drums"],"groups":["validation"],"tags":["rock","fill"],)"
                R"("meta":{"bpm":96,"time_signature":"6/8","midi":"drummer9/session1/24.mid",)"
                R"("session":"drummer9/session1"}})"});
  }

  TEST_CASE("MTG-Jamendo: tags in a varying number of cells, groups from the tables of splits") {
    const std::string header = "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS\r\n";
    const std::string one = "track_1\tartist_7\talbum_9\t01/1.mp3\t212.7\tmood/theme---calm";
    const std::string two = "track_2\tartist_7\talbum_9\t02/2.mp3\t99.0\tmood/theme---film";
    IndexDataset dataset;
    dataset.put("data/autotagging_moodtheme.tsv",
                header + one + "\tmood/theme---deep\r\n" + two + "\r\n");
    const std::string splits = "data/splits/split-";
    dataset.put(splits + "0/autotagging_moodtheme-train.tsv", header + one + "\r\n");
    dataset.put(splits + "0/autotagging_moodtheme-test.tsv", header);
    dataset.put(splits + "1/autotagging_moodtheme-test.tsv", header + one + "\r\n" + two + "\r\n");
    dataset.put(splits + "1/autotagging_genre-test.tsv", "not a table of ours");
    const auto all = expand_part(dataset, "MTGJamendoMood");
    CHECK(all.said.empty());
    CHECK(all.songs ==
          Lines{R"({"id":"track_1","artist":"artist_7","album":"album_9","duration":212.7,)"
                R"("groups":["split-0-train","split-1-test"],)"
                R"("tags":["mood/theme---calm","mood/theme---deep"],)"
                R"("recording":["audios/01/1.mp3"]})",
                R"({"id":"track_2","artist":"artist_7","album":"album_9","duration":99.0,)"
                R"("groups":["split-1-test"],"tags":["mood/theme---film"],)"
                R"("recording":["audios/02/2.mp3"]})"});
    CHECK(all.expansion.tables.size() == 4);
  }

  TEST_CASE("MagnaTagATune: columns of 0 and 1 become tags, joined with the clips") {
    IndexDataset dataset;
    dataset.put("annotations_final.csv",
                "\"clip_id\"\t\"no voice\"\t\"harp\"\t\"man's voice\"\t\"mp3_path\"\n"
                "\"2\"\t\"1\"\t\"0\"\t\"1\"\t\"f/bach-01-30-59.mp3\"\n"
                "\"6\"\t\"0\"\t\"0\"\t\"0\"\t\"0/berg-02-146-175.mp3\"\n");
    dataset.put("clip_info_final.csv",
                "\"clip_id\"\t\"track_number\"\t\"title\"\t\"artist\"\t\"album\"\t\"url\"\t"
                "\"segmentStart\"\t\"segmentEnd\"\t\"original_url\"\t\"mp3_path\"\n"
                "\"1\"\t\"9\"\t\"Other\"\t\"X\"\t\"Y\"\t\"\"\t\"0\"\t\"29\"\t\"\"\t\"\"\n"
                "\"2\"\t\"1\"\t\"BWV54 - I Aria\"\t\"Soloists\"\t\"Cantatas\"\t\"\"\t\"30\"\t"
                "\"59\"\t\"\"\t\"f/bach-01-30-59.mp3\"\n");
    const auto all = expand_part(dataset, "MagnaTagATune");
    CHECK(all.said.empty());
    CHECK(all.songs ==
          Lines{R"({"id":"2","title":"BWV54 - I Aria","artist":"Soloists","album":"Cantatas",)"
                R"("groups":["f"],"tags":["no voice","man's voice"],)"
                R"("recording":["f/bach-01-30-59.mp3"],)"
                R"("meta":{"track":1,"start":30,"end":59}})",
                R"({"id":"6","groups":["0"],"recording":["0/berg-02-146-175.mp3"]})"});
  }

  TEST_CASE("FMA: three header rows, paths from padded numbers, a subset") {
    IndexDataset dataset;
    dataset.put_resource(
        "fma_metadata/tracks.csv",
        ",album,artist,set,set,track,track,track,track,track,track\n"
        ",title,name,split,subset,composer,date_recorded,duration,genre_top,license,title\n"
        "track_id,,,,,,,,,,\n"
        "2,A Way of Life,AWOL,training,small,,2008-11-26 00:00:00,168,Hip-Hop,BY-NC-SA,Food\n"
        "20,Niris,Nicky Cook,training,large,,,311,,,Spiritual Level\n"
        "137,Live,\"Airway, \",test,medium,Le Forte,,1233,,,\"Side A\nand B\"\n");
    const auto all = expand_part(dataset, "FMA");
    CHECK(all.said.empty());
    CHECK(all.songs ==
          Lines{R"({"id":"000002","title":"Food","artist":"AWOL","album":"A Way of Life",)"
                R"("year":2008,"duration":168.0,"groups":["training"],"tags":["Hip-Hop"],)"
                R"("recording":["fma_medium/000/000002.mp3"],"meta":{"license":"BY-NC-SA"}})",
                R"({"id":"000137","title":"Side A\nand B","composer":"Le Forte",)"
                R"("artist":"Airway, ","album":"Live","duration":1233.0,"groups":["test"],)"
                R"("recording":["fma_medium/000/000137.mp3"]})"});
  }

  TEST_CASE("Orchset: sections from words, a file that is there or not") {
    IndexDataset dataset;
    const std::string table = "Orchset - Predominant Melodic Instruments.csv";
    dataset.put(
        table,
        "excerpt,Predominant melodic instrument(s) description,Alternating,containsstrings\n"
        "Beethoven-S3-I-ex1.wav,strings+winds,TRUE,TRUE\r\n"
        "Musorgski-Ravel-Promenade1-ex2,winds (solo),FALSE,FALSE");
    dataset.put("GT/Beethoven-S3-I-ex1.mel");
    const auto all = expand_part(dataset, "Orchset");
    CHECK(all.said.empty());
    CHECK(
        all.songs ==
        Lines{
            R"({"id":"Beethoven-S3-I-ex1","title":"S3 I","composer":"Beethoven",)"
            R"("instruments":["strings","winds"],"tags":["alternating"],)"
            R"("recording":["audio/stereo/Beethoven-S3-I-ex1.wav"],"meta":)"
            R"({"melody":"GT/Beethoven-S3-I-ex1.mel","mono":"audio/mono/Beethoven-S3-I-ex1.wav"}})",
            R"({"id":"Musorgski-Ravel-Promenade1-ex2","title":"Ravel Promenade1",)"
            R"("composer":"Musorgski","instruments":["winds"],)"
            R"("recording":["audio/stereo/Musorgski-Ravel-Promenade1-ex2.wav"],)"
            R"("meta":{"mono":"audio/mono/Musorgski-Ravel-Promenade1-ex2.wav"}})"});
  }

  TEST_CASE("Beatles: four parallel trees, none of them complete") {
    IndexDataset dataset;
    const std::string first = "01_-_Please_Please_Me/11_-_Do_You_Want_To_Know_A_Secret";
    const std::string second = "10CD1_-_The_Beatles/CD1_-_01_-_Back_In_The_USSR";
    dataset.put("annotations/chordlab/The Beatles/" + first + ".lab");
    dataset.put("annotations/keylab/The Beatles/" + first + ".lab");
    dataset.put("annotations/seglab/The Beatles/" + first + ".lab");
    dataset.put("annotations/beat/The Beatles/" + first + ".txt");
    dataset.put("annotations/beat/The Beatles/" + second + ".txt");
    dataset.put("audio/" + first + ".wav");
    dataset.put("audio/99_-_Other/01_-_Not_Annotated.wav");
    const auto all = expand_part(dataset, "Beatles");
    CHECK(all.said.empty());
    const std::string tail = first + ".lab";
    CHECK(all.songs ==
          Lines{R"({"id":")" + first +
                    R"(","title":"Do You Want To Know A Secret","artist":"The Beatles",)"
                    R"("album":"Please Please Me","recording":["audio/)" +
                    first + R"(.wav"],"meta":{"chords":"annotations/chordlab/The Beatles/)" + tail +
                    R"(","keys":"annotations/keylab/The Beatles/)" + tail +
                    R"(","sections":"annotations/seglab/The Beatles/)" + tail +
                    R"(","beats":"annotations/beat/The Beatles/)" + first + R"(.txt"}})",
                R"({"id":")" + second +
                    R"(","title":"Back In The USSR","artist":"The Beatles",)"
                    R"("album":"The Beatles","meta":{"beats":"annotations/beat/The Beatles/)" +
                    second + R"(.txt"}})"});
    CHECK(all.expansion.tables.empty());
  }

  TEST_CASE("Slakh: a YAML document for each song, sources of the rendered stems only") {
    IndexDataset dataset;
    dataset.put("train/Track00002/mix.flac");
    dataset.put("train/Track00002/metadata.yaml",
                "UUID: 1a81ae092884234f3264e2f45927f00a\naudio_dir: stems\nmidi_dir: MIDI\n"
                "normalized: true\noverall_gain: 0.18\nstems:\n"
                "  S00:\n    audio_rendered: true\n    inst_class: Guitar\n    is_drum: false\n"
                "    program_num: 30\n"
                "  S01:\n    audio_rendered: false\n    inst_class: Bass\n    is_drum: false\n"
                "    program_num: 33\n"
                "  S02:\n    audio_rendered: true\n    inst_class: Drums\n    is_drum: true\n"
                "    program_num: 128\n");
    dataset.put("train/Track00002/stems/S00.flac");
    dataset.put("test/Track00001/mix.flac");
    dataset.put(
        "test/Track00001/metadata.yaml",
        "UUID: 00ff\naudio_dir: stems\nstems:\n"
        "  S00: {audio_rendered: true, inst_class: Piano, is_drum: false, program_num: 0}\n");
    const auto all = expand_part(dataset, "Slakh2100");
    CHECK(all.said.empty());
    CHECK(all.songs ==
          Lines{R"({"id":"Track00001","instruments":["piano"],"groups":["test"],)"
                R"("recording":["test/Track00001/mix.flac"],)"
                R"("sources":["test/Track00001/stems/S00.flac"],)"
                R"("meta":{"uuid":"00ff","programs":[0]}})",
                R"({"id":"Track00002","instruments":["guitar","drums"],"groups":["train"],)"
                R"("recording":["train/Track00002/mix.flac"],)"
                R"("sources":["train/Track00002/stems/S00.flac",)"
                R"("train/Track00002/stems/S02.flac"],"meta":)"
                R"({"uuid":"1a81ae092884234f3264e2f45927f00a","drums":["S02"],)"
                R"("programs":[30,128]}})"});
    CHECK(all.expansion.tables.size() == 2);
  }

  TEST_CASE("GuitarSet: a JAMS file beside each recording") {
    IndexDataset dataset;
    dataset.put("annotation/00_BN1-129-Eb_comp.jams",
                R"({"annotations": [{"namespace": "chord", "data": [[0, 1, "Eb", 1]]}],)"
                R"("file_metadata": {"title": "00_BN1-129-Eb_comp", "duration": 22.32},)"
                R"("sandbox": {}})");
    dataset.put("annotation/05_SS3-98-C_solo.jams",
                R"({"annotations": [], "file_metadata": {"duration": 39}, "sandbox": {}})");
    dataset.put("audio_hex-pickup_debleeded/05_SS3-98-C_solo_hex_cln.wav");
    const auto all = expand_part(dataset, "GuitarSet");
    CHECK(all.said.empty());
    CHECK(all.songs ==
          Lines{R"({"id":"00_BN1-129-Eb_comp","performer":"00","duration":22.32,)"
                R"("instruments":["guitar"],"groups":["comp"],"tags":["bossa nova"],)"
                R"("recording":["audio_mono-mic/00_BN1-129-Eb_comp_mic.wav"],"meta":)"
                R"({"bpm":129,"key":"Eb",)"
                R"("pickup_mix":"audio_mono-pickup_mix/00_BN1-129-Eb_comp_mix.wav"}})",
                R"({"id":"05_SS3-98-C_solo","performer":"05","duration":39.0,)"
                R"("instruments":["guitar"],"groups":["solo"],"tags":["singer-songwriter"],)"
                R"("recording":["audio_mono-mic/05_SS3-98-C_solo_mic.wav"],"meta":)"
                R"({"bpm":98,"key":"C",)"
                R"("strings":"audio_hex-pickup_debleeded/05_SS3-98-C_solo_hex_cln.wav",)"
                R"("pickup_mix":"audio_mono-pickup_mix/05_SS3-98-C_solo_mix.wav"}})"});
  }
}
