package io.cairn.server.history;

import com.carrotsearch.hppc.ByteArrayList;
import com.carrotsearch.hppc.LongArrayList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps sentences that differ in their numbers: what a study says of a million decisions is a few
 * patterns. Of each sentence it keeps its pattern's number and the digits that fill it, a dozen
 * bytes instead of a hundred.
 *
 * <p>A run of digits is kept as one number with a 1 before it, so that leading zeros survive.
 */
final class Sentences {

  private static final char GAP = '\0';

  /** With the 1 before it, a run of so many digits fits a long. */
  private static final int LONGEST_RUN = 17;

  /** More patterns than that are none: the sentence is kept as it is. */
  private static final int MOST_PATTERNS = 10_000;

  private static final int AS_IT_IS = 0;

  private final Map<String, Integer> patterns = new HashMap<>(); // looked up, never walked
  private final List<String> texts = new ArrayList<>(List.of(""));
  private final ByteArrayList kept = new ByteArrayList();
  private final LongArrayList numbers = new LongArrayList();

  /** Keeps a sentence; where it is. */
  int add(String sentence) {
    int place = kept.size();
    String pattern = pattern(sentence);
    Integer number = patterns.get(pattern);
    if (number == null && texts.size() <= MOST_PATTERNS && sentence.indexOf(GAP) < 0) {
      number = texts.size();
      patterns.put(pattern, number);
      texts.add(pattern);
    }
    if (number == null || sentence.indexOf(GAP) >= 0) {
      byte[] bytes = sentence.getBytes(StandardCharsets.UTF_8);
      write(AS_IT_IS);
      write(bytes.length);
      kept.add(bytes, 0, bytes.length);
    } else {
      write(number);
      for (int i = 0; i < numbers.size(); i++) {
        write(numbers.get(i));
      }
    }
    return place;
  }

  /** The sentence at a place. */
  String get(int place) {
    Reading reading = new Reading(place);
    int number = (int) reading.next();
    if (number == AS_IT_IS) {
      int length = (int) reading.next();
      return new String(kept.buffer, reading.at, length, StandardCharsets.UTF_8);
    }
    String pattern = texts.get(number);
    StringBuilder sentence = new StringBuilder(pattern.length() + 16);
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == GAP) {
        String digits = Long.toString(reading.next());
        sentence.append(digits, 1, digits.length());
      } else {
        sentence.append(pattern.charAt(i));
      }
    }
    return sentence.toString();
  }

  /** Looks for text, in lower case, in sentences whatever their case. */
  Search search(String text) {
    return new Search(text);
  }

  /**
   * Looks for one text in many sentences. What a pattern tells is found out once: only a text with
   * digits in it, and only in a sentence whose pattern holds the rest, is looked for in the
   * sentence itself.
   */
  final class Search {
    private static final byte UNKNOWN = 0;
    private static final byte NEVER = 1;
    private static final byte ALWAYS = 2;
    private static final byte PERHAPS = 3;

    private final String text;
    private final String[] betweenDigits;
    private final boolean digits;
    private final byte[] answers = new byte[texts.size()];

    private Search(String text) {
      this.text = text;
      this.betweenDigits = text.split("[0-9]+");
      this.digits = text.chars().anyMatch(c -> isDigit((char) c));
      answers[AS_IT_IS] = PERHAPS;
    }

    /** Whether the sentence at a place holds it. */
    boolean in(int place) {
      int pattern = (int) new Reading(place).next();
      if (answers[pattern] == UNKNOWN) {
        answers[pattern] = answer(texts.get(pattern).toLowerCase(Locale.ROOT));
      }
      return answers[pattern] == ALWAYS
          || answers[pattern] == PERHAPS && get(place).toLowerCase(Locale.ROOT).contains(text);
    }

    private byte answer(String pattern) {
      if (!digits) {
        return pattern.contains(text) ? ALWAYS : NEVER;
      }
      for (String piece : betweenDigits) {
        if (!pattern.contains(piece)) {
          return NEVER;
        }
      }
      return PERHAPS;
    }
  }

  /** The sentence with a gap for each run of digits, which go to {@link #numbers}. */
  private String pattern(String sentence) {
    numbers.elementsCount = 0;
    StringBuilder pattern = new StringBuilder(sentence.length());
    int i = 0;
    while (i < sentence.length()) {
      int from = i;
      long number = 1;
      while (i < sentence.length() && i - from < LONGEST_RUN && isDigit(sentence.charAt(i))) {
        number = number * 10 + (sentence.charAt(i) - '0');
        i++;
      }
      if (i > from) {
        numbers.add(number);
        pattern.append(GAP);
      } else {
        pattern.append(sentence.charAt(i));
        i++;
      }
    }
    return pattern.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Seven bits a byte, the lowest first, as protobuf writes a varint. */
  private void write(long number) {
    long rest = number;
    while (rest >= 0x80) {
      kept.add((byte) (rest | 0x80));
      rest >>>= 7;
    }
    kept.add((byte) rest);
  }

  private final class Reading {
    private int at;

    Reading(int at) {
      this.at = at;
    }

    long next() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = kept.get(at++);
        number |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return number;
        }
      }
    }
  }
}
