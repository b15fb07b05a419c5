package io.cairn.server.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the workers of a cluster were told of one study: the promises that were made.
 *
 * @param accepted messages that were accepted
 * @param refused how many were refused
 * @param witnessed reports that evaluators themselves know to be accepted
 */
record Answers(List<Answer> accepted, int refused, List<Level> witnessed) {

  /**
   * A message was accepted.
   *
   * @param sequence of a report; 0 of an end
   */
  record Answer(long token, long sequence) {}

  /** A report of a level under a token. */
  record Level(long token, double level) {}

  /** A line that a killed process left half is none. */
  private static final Pattern ANSWER =
      Pattern.compile("(accepted|refused) (\\S+) (\\d+) (\\d+) (report|end) .*");

  private static final Pattern WITNESSED = Pattern.compile("(\\S+) (\\d+) (\\d+\\.\\d+)");

  Answers {
    accepted = List.copyOf(accepted);
    witnessed = List.copyOf(witnessed);
  }

  static Answers of(ClusterProcesses cluster, String study) {
    List<Answer> accepted = new ArrayList<>();
    int[] refused = {0};
    List<Level> witnessed = new ArrayList<>();
    for (Path file : cluster.answers()) {
      lines(file, ANSWER, study, 2)
          .forEach(
              line -> {
                if (line.group(1).equals("refused")) {
                  refused[0]++;
                } else {
                  accepted.add(
                      new Answer(Long.parseLong(line.group(3)), Long.parseLong(line.group(4))));
                }
              });
    }
    for (Path file : cluster.witnesses()) {
      lines(file, WITNESSED, study, 1)
          .forEach(
              line ->
                  witnessed.add(
                      new Level(Long.parseLong(line.group(2)), Double.parseDouble(line.group(3)))));
    }
    return new Answers(accepted, refused[0], witnessed);
  }

  private static List<Matcher> lines(Path file, Pattern pattern, String study, int group) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(pattern::matcher)
          .filter(Matcher::matches)
          .filter(line -> line.group(group).equals(study))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
