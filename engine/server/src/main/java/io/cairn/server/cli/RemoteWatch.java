package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Follows a study of a cluster, also while its coordinator moves from one node to another. */
final class RemoteWatch {

  private static final Duration EVERY = Duration.ofSeconds(1);

  private RemoteWatch() {}

  /**
   * Shows a line until the study ends.
   *
   * @param terminal whether the line may be written over
   * @return the exit code
   */
  static int of(RemoteCluster cluster, String study, PrintStream out, boolean terminal) {
    boolean seen = false;
    String before = "";
    while (true) {
      String line;
      try {
        JsonNode now = cluster.study(study);
        seen = true;
        if (now.path("state").asText().equals("ended")) {
          show(out, terminal, before, line(study, now));
          out.println();
          return now.path("best").isNull() ? ExitCode.NO_RESULT : ExitCode.OK;
        }
        line = line(study, now);
      } catch (RemoteCluster.AwayException e) {
        if (!seen) {
          throw CommandException.refused(String.valueOf(e.getMessage()));
        }
        line = study + "  the cluster does not answer just now; tried again";
      }
      before = show(out, terminal, before, line);
      try {
        TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCode.OK;
      }
    }
  }

  private static String show(PrintStream out, boolean terminal, String before, String line) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, before.length() - line.length())));
      out.flush();
    } else if (!line.equals(before)) {
      out.println(line);
    }
    return line;
  }

  private static String line(String study, JsonNode now) {
    StringBuilder line = new StringBuilder(study);
    line.append("  ").append(now.path("state").asText());
    line.append("  trials ").append(now.path("trials").asText());
    line.append("  evaluations ").append(now.path("evaluations").asText());
    if (now.has("running")) {
      line.append("  running ").append(now.path("running").asText());
    }
    JsonNode best = now.path("best");
    if (best.isObject()) {
      String metric = now.path("metric").asText("");
      JsonNode value =
          metric.isEmpty()
              ? best.path("metrics").elements().hasNext()
                  ? best.path("metrics").elements().next()
                  : best.path("metrics")
              : best.path("metrics").path(metric);
      line.append("  best ").append(Numbers.brief(value.asDouble(Double.NaN)));
    }
    JsonNode ended = now.path("ended");
    if (ended.isTextual()) {
      line.append("  ").append(ended.asText());
    }
    return line.toString();
  }
}
