package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.terminal.FullScreen;
import io.cairn.server.terminal.PlainText;
import io.cairn.server.terminal.StudyFeed;
import io.cairn.server.terminal.WatchPage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Follows a study of a cluster, also while its coordinator moves from one node to another. */
final class RemoteWatch {

  /** As a shell says it of a process that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private static final int EVERY_SECONDS = 1;

  private RemoteWatch() {}

  /**
   * Shows a study until it ends: on the whole screen, in one line that is written over, or in a
   * line whenever it changed.
   *
   * @param terminal whether what is shown may be written over
   * @return the exit code
   */
  static int of(RemoteCluster cluster, String study, PrintStream out, boolean terminal) {
    StudyFeed feed = new StudyFeed(study);
    try {
      feed.status(cluster.study(study));
    } catch (RemoteCluster.AwayException e) {
      throw CommandException.refused(String.valueOf(e.getMessage()));
    }
    Optional<org.jline.terminal.Terminal> screen =
        terminal ? Terminal.fullScreen(TerminalBuilder.SystemOutput.SysErr) : Optional.empty();
    return screen.isPresent()
        ? onScreen(cluster, study, feed, out, screen.get())
        : inLines(cluster, study, feed, out, terminal);
  }

  private static int onScreen(
      RemoteCluster cluster,
      String study,
      StudyFeed feed,
      PrintStream out,
      org.jline.terminal.Terminal screen) {
    FullScreen.Ending ending;
    // What was over before stays to be looked at.
    boolean leavesAtEnd = !feed.isEnded();
    try (screen) {
      WatchPage.Supply supply = RemoteStudy.follow(cluster, study, feed).supply();
      ending = FullScreen.show(screen, new WatchPage(supply, Terminal.look(screen), leavesAtEnd));
    } catch (IOException e) {
      throw CommandException.refused("the terminal cannot be used: " + e.getMessage());
    }
    out.println(line(study, feed.json()));
    if (feed.isEnded()) {
      return ended(feed);
    }
    return ending == FullScreen.Ending.INTERRUPTED ? INTERRUPTED : ExitCode.OK;
  }

  private static int ended(StudyFeed feed) {
    return feed.json().path("best").isObject() ? ExitCode.OK : ExitCode.NO_RESULT;
  }

  // ---- lines -----------------------------------------------------------------------------------

  private static int inLines(
      RemoteCluster cluster, String study, StudyFeed feed, PrintStream out, boolean terminal) {
    String before = feed.isEnded() ? "" : show(out, terminal, "", line(study, feed.json()));
    try (RemoteStudy followed = RemoteStudy.follow(cluster, study, feed)) {
      while (!feed.isEnded() && !followed.over().await(EVERY_SECONDS, TimeUnit.SECONDS)) {
        before = show(out, terminal, before, now(followed, study));
      }
      @Nullable RuntimeException refusal = followed.refusal();
      if (refusal != null && !feed.isEnded()) {
        throw refusal;
      }
      show(out, terminal, before, line(study, feed.json()));
      if (terminal) {
        out.println();
      }
      return ended(feed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.OK;
    }
  }

  /** Where events do not get through, questions may. */
  private static String now(RemoteStudy followed, String study) {
    if (!followed.isHeard()) {
      try {
        followed.ask();
      } catch (RemoteCluster.AwayException e) {
        return study + "  the cluster does not answer just now; tried again";
      }
    }
    return line(study, followed.feed().json());
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
    if (now.has("running") && !now.path("state").asText().equals("ended")) {
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
    return PlainText.of(line.toString());
  }
}
