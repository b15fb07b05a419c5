package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.CairnException;
import io.cairn.server.terminal.FullScreen;
import io.cairn.server.terminal.PlainText;
import io.cairn.server.terminal.StudyFeed;
import io.cairn.server.terminal.WatchPage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.terminal.TerminalBuilder;

/** Shows a study until it ends: on the whole screen, in one line, or in lines. */
final class StudyWatch {

  /** As a shell says it of a process that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private static final int EVERY_SECONDS = 1;

  private final String study;
  private final PrintStream out;
  private final boolean terminal;

  private StudyWatch(String study, PrintStream out, boolean terminal) {
    this.study = study;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Follows a study of a cluster, also while its coordinator moves from one node to another.
   *
   * @param terminal whether what is shown may be written over
   * @return the exit code
   */
  static int ofCluster(RemoteCluster cluster, String study, PrintStream out, boolean terminal) {
    StudyFeed feed = new StudyFeed(study);
    try {
      feed.status(cluster.study(study));
    } catch (RemoteCluster.AwayException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    }
    return new StudyWatch(study, out, terminal)
        .show(() -> RemoteStudy.follow(cluster, study, feed), feed.isEnded());
  }

  /**
   * Follows a study of this machine.
   *
   * @param terminal whether what is shown may be written over
   * @return the exit code
   */
  static int ofHome(StudyFolder folder, PrintStream out, boolean terminal) {
    LocalStudy followed = LocalStudy.follow(folder);
    return new StudyWatch(folder.id(), out, terminal)
        .show(() -> followed, followed.feed().isEnded());
  }

  private int show(Supplier<Followed> follow, boolean over) {
    Optional<org.jline.terminal.Terminal> screen =
        terminal ? Terminal.fullScreen(TerminalBuilder.SystemOutput.SysErr) : Optional.empty();
    // What was over before stays on a screen to be looked at.
    return screen.isPresent() ? onScreen(screen.get(), follow.get(), !over) : inLines(follow.get());
  }

  private int onScreen(org.jline.terminal.Terminal screen, Followed followed, boolean leavesAtEnd) {
    FullScreen.Ending ending;
    try (screen) {
      ending =
          FullScreen.show(
              screen, new WatchPage(followed.supply(), Terminal.look(screen), leavesAtEnd));
    } catch (IOException e) {
      throw CairnException.refused("the terminal cannot be used: " + e.getMessage());
    }
    StudyFeed feed = followed.feed();
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

  private int inLines(Followed followed) {
    StudyFeed feed = followed.feed();
    String before = feed.isEnded() ? "" : shown("", line(study, feed.json()));
    try (followed) {
      while (!feed.isEnded() && !followed.over().await(EVERY_SECONDS, TimeUnit.SECONDS)) {
        before = shown(before, now(followed));
      }
      RuntimeException refusal = followed.refusal();
      if (refusal != null && !feed.isEnded()) {
        if (terminal) {
          out.println();
        }
        throw refusal;
      }
      shown(before, line(study, feed.json()));
      if (terminal) {
        out.println();
      }
      return ended(feed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.OK;
    }
  }

  private String now(Followed followed) {
    try {
      followed.refresh();
    } catch (RemoteCluster.AwayException e) {
      return study + "  the cluster does not answer just now; tried again";
    }
    return line(study, followed.feed().json());
  }

  private String shown(String before, String line) {
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
