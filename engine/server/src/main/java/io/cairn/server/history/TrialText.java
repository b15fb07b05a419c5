package io.cairn.server.history;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for one text in what trials say: their configuration, origin and newest reason.
 *
 * <p>To write a real number in decimal takes most of the time, so it is done last: first the
 * configuration is written with gaps for its numbers. What cannot stand in a number must be found
 * there.
 */
final class TrialText {

  private static final char GAP = '\0';

  /** What no number is written with. */
  private static final Pattern WORDS = Pattern.compile("[^-+.0-9e]+");

  private final TrialColumns trials;
  private final String text;
  private final BitSet origins;
  private final Sentences.Search reasons;
  private final SearchSpace space;
  private final String[] names;

  /** The longest part of the text that no number holds; may be empty. */
  private final String word;

  private final StringBuilder line = new StringBuilder();

  /**
   * @param text in lower case
   */
  TrialText(TrialColumns trials, String text) {
    this.trials = trials;
    this.text = text;
    this.origins = trials.originsHolding(text);
    this.reasons = trials.decisions.search(text);
    this.space = trials.space();
    this.names = new String[space.dimensions()];
    for (int i = 0; i < names.length; i++) {
      names[i] = space.parameter(i).name().toLowerCase(Locale.ROOT) + "=";
    }
    this.word = longestWord(text);
  }

  private static String longestWord(String text) {
    String longest = "";
    Matcher words = WORDS.matcher(text);
    while (words.find()) {
      longest = words.group().length() > longest.length() ? words.group() : longest;
    }
    return longest;
  }

  /** Whether a trial says it. */
  boolean in(int trial) {
    int decision = trials.decisionsOf.last(trial);
    return origins.get(trials.originNumber(trial))
        || decision != Chain.NONE && reasons.in(trials.decisions.reason(decision))
        || inConfiguration(trial);
  }

  private boolean inConfiguration(int trial) {
    if (!word.isEmpty()) {
      write(trial, false);
      if (line.indexOf(word) < 0) {
        return false;
      }
      if (word.equals(text)) {
        return true;
      }
    }
    write(trial, true);
    return line.indexOf(text) >= 0;
  }

  /** The configuration as {@link Configuration#toString} has it, in lower case. */
  private void write(int trial, boolean withNumbers) {
    line.setLength(0);
    line.append('{');
    for (int i = 0; i < names.length; i++) {
      long code = trials.code(trial, i);
      if (code != Configuration.INACTIVE) {
        line.append(line.length() > 1 ? ", " : "").append(names[i]);
        write(space.parameter(i).value(code), withNumbers);
      }
    }
    line.append('}');
  }

  private void write(Object value, boolean withNumbers) {
    if (withNumbers || !(value instanceof Number)) {
      line.append(Parameter.text(value).toLowerCase(Locale.ROOT));
    } else {
      line.append(GAP);
    }
  }
}
