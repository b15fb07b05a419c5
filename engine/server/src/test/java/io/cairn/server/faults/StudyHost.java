package io.cairn.server.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;

/** Which coordinator runs a study: the last that said so in its log. */
final class StudyHost {

  private StudyHost() {}

  static Optional<String> of(ClusterProcesses cluster, String study) {
    String sentence = "study " + study + " is taken up here";
    String host = "";
    String newest = "";
    for (NodeProcess node : cluster.coordinators()) {
      try (Stream<String> lines = Files.lines(node.log())) {
        // Lines begin with the time, in a form that sorts.
        Optional<String> last =
            lines.filter(line -> line.contains(sentence)).max(String::compareTo);
        if (last.isPresent() && last.get().compareTo(newest) > 0) {
          newest = last.get();
          host = node.name();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return host.isEmpty() ? Optional.empty() : Optional.of(host);
  }
}
