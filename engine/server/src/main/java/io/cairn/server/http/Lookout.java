package io.cairn.server.http;

import static io.cairn.server.http.Answers.noStudy;
import static io.cairn.server.http.Answers.now;

import io.cairn.server.cluster.StudyService;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.monitor.WatchedStudy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * Studies as their journals tell of them.
 *
 * @param threads read histories, so that those that serve others do not
 */
record Lookout(StudyService studies, Executor threads) {

  /** The answer from a study; 404 without one. */
  CompletionStage<HttpResponse> at(
      String study, Function<WatchedStudy, CompletionStage<HttpResponse>> answer) {
    return studies
        .watch(study)
        .thenCompose(found -> found.map(answer).orElseGet(() -> now(noStudy(study))));
  }

  /** What a question finds in a study's history. */
  <T> CompletionStage<T> ask(WatchedStudy study, Function<StudyHistory, T> question) {
    return CompletableFuture.supplyAsync(() -> study.read(question), threads);
  }

  /** The trial with this number in an address; empty if there is none. */
  static Optional<TrialHistory> trial(StudyHistory history, String number) {
    return number.matches("\\d{1,9}") && Integer.parseInt(number) < history.trials().size()
        ? Optional.of(history.trials().get(Integer.parseInt(number)))
        : Optional.empty();
  }
}
