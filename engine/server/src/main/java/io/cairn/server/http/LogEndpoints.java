package io.cairn.server.http;

import static io.cairn.server.http.Answers.json;
import static io.cairn.server.http.Answers.now;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.history.EvaluationHistory;
import io.cairn.server.history.FailureHistory;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.monitor.WatchedStudy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * Logs of evaluations: of one that runs from its worker, of one that failed from the journal. Of
 * those that went well none is kept.
 */
final class LogEndpoints {

  private final Lookout lookout;

  LogEndpoints(Lookout lookout) {
    this.lookout = lookout;
  }

  List<Operation> all() {
    return List.of(
        Operation.get("/studies/{study}/trials/{trial}/log", AccessRole.VIEW, this::log));
  }

  /**
   * The newest evaluation of a trial.
   *
   * @param kept what the journal has of its log
   */
  private record Newest(String id, String worker, long token, boolean running, String kept) {}

  private CompletionStage<HttpResponse> log(Call call) {
    return lookout.at(call.of("study"), study -> log(call, study));
  }

  private CompletionStage<HttpResponse> log(Call call, WatchedStudy study) {
    return lookout
        .ask(
            study,
            history -> Lookout.trial(history, call.of("trial")).flatMap(of -> newest(history, of)))
        .thenCompose(
            newest ->
                newest
                    .map(of -> log(study.id(), of))
                    .orElseGet(
                        () ->
                            now(
                                Problem.response(
                                    NOT_FOUND,
                                    "study "
                                        + study.id()
                                        + " has no evaluation of a trial "
                                        + call.of("trial")))));
  }

  private static Optional<Newest> newest(StudyHistory history, TrialHistory trial) {
    List<EvaluationHistory> all = history.evaluations();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).trial() == trial.number()) {
        return Optional.of(newest(trial, all.get(i)));
      }
    }
    return Optional.empty();
  }

  private static Newest newest(TrialHistory trial, EvaluationHistory evaluation) {
    String kept =
        trial.failures().stream()
            .filter(failure -> failure.token() == evaluation.token())
            .map(FailureHistory::logTail)
            .findFirst()
            .orElse("");
    return new Newest(
        evaluation.id(), evaluation.worker(), evaluation.token(), evaluation.end().isEmpty(), kept);
  }

  private CompletionStage<HttpResponse> log(String study, Newest of) {
    return of.running()
        ? lookout
            .studies()
            .log(of.worker(), study, of.token())
            .thenApply(answer -> answer(of, answer.getText()))
        : now(answer(of, of.kept()));
  }

  private static HttpResponse answer(Newest of, String log) {
    ObjectNode answer = StudyListing.JSON.createObjectNode();
    answer.put("evaluation", of.id());
    answer.put("worker", of.worker());
    answer.put("running", of.running());
    answer.put("log", log);
    return json(OK, answer);
  }
}
