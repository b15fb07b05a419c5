package io.cairn.workers.s3;

import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a study has in the store: the objects of its trials. */
final class StudyObjects {

  /** Before the number of the trial in the keys of its objects. */
  static final String TRIAL = "trial-";

  private static final Pattern TRIALS = Pattern.compile(TRIAL + "(0|[1-9][0-9]{0,8})/");
  private static final int PAGE = 1_000;

  private StudyObjects() {}

  /**
   * Trials of which there is anything.
   *
   * @param home what the keys of the study's objects begin with, with a slash at the end
   */
  static SortedSet<Integer> trials(S3Store store, String home) throws IOException {
    SortedSet<Integer> trials = new TreeSet<>();
    String last = home;
    for (List<String> page = store.list(home, last, PAGE);
        !page.isEmpty();
        page = store.list(home, last, PAGE)) {
      for (String key : page) {
        Matcher trial = TRIALS.matcher(key.substring(home.length()));
        if (trial.lookingAt()) {
          trials.add(Integer.parseInt(trial.group(1)));
        }
      }
      String next = page.get(page.size() - 1);
      if (next.equals(last)) {
        throw new IOException("the store lists " + next + " as what comes after itself");
      }
      last = next;
    }
    return trials;
  }
}
