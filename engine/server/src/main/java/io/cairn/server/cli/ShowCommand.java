package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.topology.TopologySettings;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.history.TrustJson;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Remains;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyStatus;
import io.cairn.server.studies.StudyTrust;
import java.io.IOException;
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
      trial(history, trial);
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
      StudyText.study(stored, trusted, StudyStatus.read(folder, running), running, System.out);
    }
    return ExitCode.OK;
  }

  private void trial(StudyHistory history, int number) throws IOException {
    int trials = history.trials().size();
    if (number < 0 || number >= trials) {
      throw CairnException.refused(
          "study "
              + history.studyId()
              + " has no trial "
              + number
              + (trials == 0 ? "; it has none yet" : "; its trials are 0 to " + (trials - 1)));
    }
    TrialHistory shown = history.trials().get(number);
    if (study.global().json()) {
      System.out.println(JsonLine.of(json -> HistoryJson.trial(json, history, shown)));
    } else {
      StudyText.trial(history, shown, System.out);
    }
  }

  private void trust(StudyFolder folder, Studies.Stored stored) throws IOException {
    StudyTrust found = StudyTrust.of(folder, stored, study.global().home().archive());
    if (study.global().json()) {
      System.out.println(
          JsonLine.of(
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
      throw CairnException.refused(
          "study "
              + stored.history().studyId()
              + " has no finite result yet, so there is no landscape");
    }
    LandscapeOperand operand =
        LandscapeOperand.of(
            stored.history().studyId(),
            "",
            ArchivedLandscape.of(Remains.landscape(stored)),
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
}
