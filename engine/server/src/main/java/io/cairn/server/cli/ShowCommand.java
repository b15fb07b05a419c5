package io.cairn.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.topology.TopologySettings;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.PriorUse;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.history.FailureHistory;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialDecision;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.history.TrustJson;
import io.cairn.server.journal.StudyFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn show}. */
@Command(
    name = "show",
    description = "Show how a study stands, or one trial with all that was decided about it.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private StudyArgument study;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Show this trial: results, promotions and stops with their reasons, failures.")
  private @Nullable Integer trial;

  @Option(
      names = "--landscape",
      description =
          "Show what the study's landscape is like so far, and which level can be trusted.")
  private boolean landscape;

  @Option(
      names = "--trust",
      description = "Show how far each prior is believed, why, and what it contributed.")
  private boolean trust;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "With --landscape: at this resource level. Default: the highest measured.")
  private @Nullable Double level;

  @Override
  public Integer call() throws IOException {
    StudyFolder folder = study.folder();
    Studies.Stored stored = Studies.load(folder);
    StudyHistory history = stored.history();
    if (trial != null) {
      int number = trial;
      if (number < 0 || number >= history.trials().size()) {
        throw CommandException.refused(
            "study "
                + folder.id()
                + " has no trial "
                + number
                + "; its trials are 0 to "
                + (history.trials().size() - 1));
      }
      if (study.global().json()) {
        System.out.println(json(g -> HistoryJson.trial(g, history, history.trials().get(number))));
      } else {
        trial(history, history.trials().get(number), System.out);
      }
      return ExitCode.OK;
    }
    if (landscape) {
      landscape(stored);
      return ExitCode.OK;
    }
    if (trust) {
      trust(folder, stored);
      return ExitCode.OK;
    }
    if (study.global().json()) {
      System.out.println(
          Studies.locked(folder)
              ? HistoryJson.summaryLine(history)
              : HistoryJson.storedSummaryLine(history));
    } else {
      boolean running = Studies.locked(folder);
      StudyTrust trusted = StudyTrust.of(folder, stored, study.global().home().archive());
      study(stored, trusted, StudyStatus.read(folder, running), running, System.out);
    }
    return ExitCode.OK;
  }

  private void trust(StudyFolder folder, Studies.Stored stored) throws IOException {
    StudyTrust found = StudyTrust.of(folder, stored, study.global().home().archive());
    if (study.global().json()) {
      System.out.println(
          json(
              g -> {
                g.writeStartObject();
                g.writeStringField("study", folder.id());
                g.writeStringField("method", stored.spec().method().name());
                g.writeArrayFieldStart("notes");
                for (String note : found.notes()) {
                  g.writeString(note);
                }
                g.writeEndArray();
                g.writeFieldName("trust");
                if (found.report().isPresent()) {
                  TrustJson.write(g, stored.spec(), found.report().get());
                } else {
                  g.writeNull();
                }
                g.writeEndObject();
              }));
      return;
    }
    if (found.report().isPresent()) {
      System.out.println(stored.spec().name() + "  " + folder.id());
      new TrustText(stored.spec(), System.out).print(found.report().get());
    }
    found.notes().forEach(System.out::println);
  }

  private void landscape(Studies.Stored stored) {
    if (stored.history().best().isEmpty()) {
      throw CommandException.refused(
          "study "
              + stored.history().studyId()
              + " has no finite result yet, so there is no landscape");
    }
    LandscapeOperand operand =
        LandscapeOperand.of(
            stored.history().studyId(),
            "",
            ArchivedLandscape.of(Ending.landscape(stored)),
            level == null ? OptionalDouble.empty() : OptionalDouble.of(level),
            "");
    LandscapeAnalysis analysis = LandscapeAnalysis.of(operand, TopologySettings.DEFAULT);
    FidelityAnalysis fidelity =
        FidelityAnalysis.of(
            operand,
            stored.spec().ladder().fidelity().map(f -> (double) f.reduction()).orElse(3.0),
            FidelityAnalysis.GAMMA);
    if (study.global().json()) {
      ObjectNode root = FigureText.object();
      analysis.put(root);
      fidelity.put(root.putObject("fidelity"));
      System.out.println(root);
      return;
    }
    analysis.print(System.out);
    System.out.println();
    fidelity.print(System.out);
  }

  private static void study(
      Studies.Stored stored,
      StudyTrust trust,
      StudyStatus status,
      boolean running,
      PrintStream out) {
    StudyHistory history = stored.history();
    StudySpec spec = stored.spec();
    out.println(spec.name() + "  " + history.studyId());
    String state =
        history.reason().isEmpty()
            ? running ? "running" : "interrupted; go on with: cairn resume " + history.studyId()
            : "ended: " + history.reason();
    out.println("state       " + state);
    out.println("method      " + spec.method().name() + ", seed " + spec.method().seed());
    out.println(
        "objective   "
            + (spec.objective().loss(1) > 0 ? "minimize " : "maximize ")
            + spec.objective().metric());
    var spent = history.spending();
    out.println(
        "spent       "
            + spent.trials()
            + " trials, "
            + spent.evaluations()
            + " evaluations, "
            + Numbers.brief(spent.units())
            + " "
            + spec.resourceName()
            + " ("
            + Numbers.brief(spent.wastedUnits())
            + " repeated or lost), "
            + Numbers.brief(spent.computeSeconds())
            + " s of workers, "
            + Numbers.brief(history.elapsedSeconds())
            + " s of time");
    out.println(
        "trouble     "
            + spent.failures()
            + " failures, "
            + spent.trialsFailed()
            + " trials given up, "
            + spent.relocations()
            + " relocations, "
            + spent.diverged()
            + " diverged");
    trust.printDecisions(out, 12);
    status.model().ifPresent(model -> out.println("model       " + model));
    for (PriorUse use : stored.created().getPriorsList()) {
      out.println(
          "prior       "
              + use.getName()
              + ": "
              + (use.getLeftOut().isEmpty()
                  ? use.getUsed()
                      + " used, "
                      + use.getProjected()
                      + " projected, "
                      + use.getRejected()
                      + " rejected"
                  : "left out, " + use.getLeftOut()));
    }
    out.println();
    Ending.bestTable(history, 5).forEach(out::println);
  }

  private static void trial(StudyHistory history, TrialHistory trial, PrintStream out) {
    StudySpec spec = history.spec();
    out.println(
        "trial "
            + trial.number()
            + "  "
            + trial.status().name().toLowerCase(java.util.Locale.ROOT));
    out.println("configuration  " + trial.configuration());
    out.println("origin         " + trial.origin());
    for (RungResult result : trial.results()) {
      out.println(
          "result         rung "
              + result.rung()
              + ", "
              + spec.resourceName()
              + " "
              + Numbers.brief(result.resource())
              + ": "
              + result.metrics());
    }
    for (TrialDecision decision : trial.decisions()) {
      out.println(
          "decision       "
              + decision.kind().word()
              + " at "
              + decision.at()
              + ": "
              + decision.reason());
    }
    List<FailureHistory> failures = trial.failures();
    for (FailureHistory failure : failures) {
      out.println("failure        " + failure.message());
      failure.logTail().lines().forEach(line -> out.println("    | " + line));
    }
  }

  /** Something that writes JSON. */
  interface Writes {
    void to(JsonGenerator json) throws IOException;
  }

  /** The JSON that {@code writes} writes, on one line. */
  static String json(Writes writes) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      writes.to(json);
    }
    return text.toString();
  }
}
