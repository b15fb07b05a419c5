package io.cairn.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentencesTest {

  private static final String[] PIECES = {
    "rank ", " of ", "0", "7", "007", "12345678901234567890123", "\0", "é", "漢", "٣", "-", ".5", ""
  };

  @Test
  void anySentences_comeBackAsTheyWere() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Sentences sentences = new Sentences();
      List<String> said = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        StringBuilder sentence = new StringBuilder();
        for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
          sentence.append(PIECES[random.nextInt(PIECES.length)]);
        }
        said.add(sentence.toString());
        places.add(sentences.add(sentence.toString()));
      }
      for (int i = 0; i < said.size(); i++) {
        assertThat(sentences.get(places.get(i))).as("seed %s", seed).isEqualTo(said.get(i));
      }
    }
  }

  @Test
  void sentencesThatAreAllDifferent_areKeptToo() {
    Sentences sentences = new Sentences();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      places.add(sentences.add(word(i) + " 5"));
    }
    for (int i = 0; i < places.size(); i++) {
      assertThat(sentences.get(places.get(i))).isEqualTo(word(i) + " 5");
    }
  }

  /** Another word for every number, without a digit. */
  private static String word(int i) {
    return Integer.toString(i, 26)
        .chars()
        .collect(StringBuilder::new, SentencesTest::letter, StringBuilder::append)
        .toString();
  }

  private static void letter(StringBuilder word, int digit) {
    word.append(Character.isDigit(digit) ? (char) ('A' + digit - '0') : (char) digit);
  }

  @Test
  void sentencesThatDifferInNumbers_takeAFewBytesEach() {
    Sentences sentences = new Sentences();
    int first = sentences.add("rank 1 of 3, the best 1 goes on");
    int second = sentences.add("rank 250 of 812, the best 270 go on to 9 epochs");
    int third = sentences.add("rank 3 of 9, the best 3 go on to 3 epochs");
    assertThat(second - first).isLessThanOrEqualTo(8);
    assertThat(third - second).isLessThanOrEqualTo(12);
  }
}
