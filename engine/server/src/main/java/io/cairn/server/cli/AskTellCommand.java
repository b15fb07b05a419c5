package io.cairn.server.cli;

import io.cairn.core.study.StudyCommand;
import io.cairn.server.asktell.AnswerMark;
import io.cairn.server.asktell.AskTell;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Begun;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Session;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.workers.WorkerTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn ask-tell}. */
@Command(
    name = "ask-tell",
    description = {
      "Let a loop of your own drive a study: JSON lines on standard input, answers on standard output.",
      "  {\"op\":\"ask\"}    {\"op\":\"tell\",\"id\":\"e1\",\"metrics\":{..},\"cost\":1.5}",
      "  {\"op\":\"fail\",\"id\":\"e1\",\"error\":\"..\"}    {\"op\":\"best\"}    {\"op\":\"pending\"}"
    },
    mixinStandardHelpOptions = true)
final class AskTellCommand implements Callable<Integer> {

  /** A line longer than this is no message but a mistake. */
  private static final int MAX_LINE = 1 << 20;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Parameters(paramLabel = "SWEEP", description = "The sweep file; a worker section is not needed.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "Id of the study; a study with this id is gone on with. Default: its name and the time.")
  private @Nullable String id;

  @Override
  public Integer call() throws IOException {
    Instant now = Instant.now();
    Sweep sweep = SweepArgument.read(file, Purpose.ASK_TELL);
    Home home = global.home();
    return take(
        Patience.during(
            "fitting priors",
            () ->
                Begun.either(
                    home,
                    id == null ? "" : id,
                    Purpose.ASK_TELL,
                    WorkerTypes.builtIn(),
                    sweep,
                    file.toString(),
                    now)));
  }

  /** Takes a study up and answers lines. */
  static int take(Begun study) throws IOException {
    study.lines().forEach(System.err::println);
    return converse(LocalRun.open(study), System.in, System.out, System.err);
  }

  /** Answers lines until there are no more. */
  private static int converse(Session opened, InputStream in, PrintStream out, PrintStream err)
      throws IOException {
    StudyFolder folder = opened.folder();
    try (Session session = opened;
        AnswerMark mark = AnswerMark.open(folder.path().resolve("ask-tell.mark"))) {
      err.println(
          "study "
              + folder.id()
              + (session.recovered() ? " goes on" : "")
              + "; go on with it later by: cairn resume "
              + folder.id());
      AskTell conversation = new AskTell(session.node(), session.spec(), mark);
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      StringBuilder line = new StringBuilder();
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        if (c == '\n') {
          answer(conversation, line, out);
          line.setLength(0);
        } else if (line.length() <= MAX_LINE) {
          line.append((char) c);
        }
      }
      answer(conversation, line, out);
      // With nothing out and nothing left to do the study is over, also if nobody asks again.
      session.node().decide(new StudyCommand.Tick());
    }
    return ExitCode.OK;
  }

  private static void answer(AskTell conversation, StringBuilder line, PrintStream out)
      throws IOException {
    String text = line.toString().strip();
    if (text.isEmpty()) {
      return;
    }
    String answer =
        line.length() > MAX_LINE
            ? "{\"error\":\"a line of more than " + MAX_LINE + " characters\"}"
            : conversation.answer(text);
    byte[] bytes = (answer + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
    conversation.written();
  }
}
