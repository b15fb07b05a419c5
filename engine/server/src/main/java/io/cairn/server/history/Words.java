package io.cairn.server.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Words that come again and again, each kept once: names of workers, origins of trials. */
final class Words {

  private final Map<String, Integer> numbers = new HashMap<>(); // looked up, never walked
  private final List<String> words = new ArrayList<>();

  int number(String word) {
    Integer known = numbers.get(word);
    if (known == null) {
      known = words.size();
      numbers.put(word, known);
      words.add(word);
    }
    return known;
  }

  String word(int number) {
    return words.get(number);
  }

  /** Numbers of the words that hold a text, which is in lower case, whatever their case. */
  BitSet holding(String text) {
    BitSet found = new BitSet(words.size());
    for (int number = 0; number < words.size(); number++) {
      found.set(number, words.get(number).toLowerCase(Locale.ROOT).contains(text));
    }
    return found;
  }
}
