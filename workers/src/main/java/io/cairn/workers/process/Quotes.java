package io.cairn.workers.process;

import java.util.Iterator;
import java.util.StringJoiner;

/** Puts what a command printed into sentences, bounded. */
final class Quotes {

  private static final int LONGEST = 200;
  private static final int MOST = 20;

  private Quotes() {}

  static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /** {@code "a", "b", "c" and 3 more}. */
  static String list(Iterator<String> words) {
    StringJoiner list = new StringJoiner(", ");
    int count = 0;
    for (; words.hasNext(); count++) {
      String word = words.next();
      if (count < MOST) {
        list.add('"' + (word.length() <= 60 ? word : word.substring(0, 60) + "...") + '"');
      }
    }
    return list + (count > MOST ? " and " + (count - MOST) + " more" : "");
  }
}
