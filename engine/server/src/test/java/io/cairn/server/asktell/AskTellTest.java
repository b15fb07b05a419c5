package io.cairn.server.asktell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.server.coordinator.StudyView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskTellTest {

  @TempDir Path folder;

  private StudyState state;
  private AskTell conversation;

  /** A study in memory. */
  private final class Memory implements StudyPort {
    @Override
    public StudyReply decide(StudyCommand command) {
      return new StudyDecider().decide(state, command, Instant.EPOCH).reply();
    }

    @Override
    public StudyView view() {
      return StudyView.of(state, Instant.EPOCH, Optional.empty(), 0);
    }

    @Override
    public long lastToken() {
      return state.lastToken();
    }

    @Override
    public Optional<StudyReply.Granted> granted(long token) {
      return state.granted(token);
    }

    @Override
    public long nextSequence(long token) {
      return state.nextSequence(token);
    }

    @Override
    public List<Long> running() {
      return state.runningTokens();
    }
  }

  private static StudySpec spec() {
    return new StudySpec(
        "test",
        new Objective("acc", Objective.Direction.MAXIMIZE),
        new SearchSpace(
            List.of(
                new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
                new IntegerParameter("k", 1, 9, Scale.LINEAR, 1)),
            Map.of(),
            List.of()),
        RungLadder.of(new Fidelity("epoch", Rational.parse("1"), Rational.parse("9"), 3, true)),
        new MethodSettings("asha", 3, Map.of()),
        Budget.ofTrials(9),
        FailureRules.DEFAULT,
        Duration.ofDays(100),
        Duration.ofSeconds(1),
        List.of());
  }

  @BeforeEach
  void open() throws IOException {
    state = new StudyState(spec());
    new Memory().decide(new StudyCommand.OpenSession(StudyDecider.ASK_TELL));
    reconnect();
  }

  private void reconnect() throws IOException {
    conversation =
        new AskTell(new Memory(), spec(), AnswerMark.open(folder.resolve("ask-tell.mark")));
  }

  /** Sends a line whose answer gets out. */
  private String send(String line) throws IOException {
    String answer = conversation.answer(line);
    conversation.written();
    return answer;
  }

  @Test
  void ask_answersAnEvaluationInTheUsersUnits() throws IOException {
    assertThat(send("{\"op\":\"ask\"}"))
        .matches(
            "\\{\"evaluation\":\\{\"id\":\"e1\",\"trial\":0,\"configuration\":\\{\"x\":0\\.[0-9E-]+,"
                + "\"k\":[1-9]\\},\"from\":0,\"to\":1\\}\\}");
  }

  @Test
  void tell_isTakenOnce() throws IOException {
    send("{\"op\":\"ask\"}");
    String tell = "{\"op\":\"tell\",\"id\":\"e1\",\"metrics\":{\"acc\":0.91},\"cost\":12.5}";
    assertThat(send(tell)).isEqualTo("{\"accepted\":true}");
    assertThat(send(tell)).startsWith("{\"accepted\":false,\"reason\":\"evaluation e1 is over");
    assertThat(state.spending().computeSeconds()).isEqualTo(12.5);
  }

  @Test
  void best_isNullThenTheBestFiniteTrial() throws IOException {
    assertThat(send("{\"op\":\"best\"}")).isEqualTo("{\"best\":null}");
    for (String value : List.of("NaN", "0.25", "-Infinity", "Infinity", "null", "\"nan\"")) {
      send("{\"op\":\"ask\"}");
      long token = state.lastToken();
      assertThat(
              send(
                  "{\"op\":\"tell\",\"id\":\"e"
                      + token
                      + "\",\"metrics\":{\"acc\":"
                      + value
                      + "}}"))
          .isEqualTo("{\"accepted\":true}");
    }
    assertThat(send("{\"op\":\"best\"}"))
        .startsWith("{\"best\":{\"trial\":1,")
        .endsWith("\"metrics\":{\"acc\":0.25},\"resource\":1}}");
    assertThat(state.spending().diverged()).isEqualTo(5);
  }

  @Test
  void wholeStudy_endsWithDone() throws IOException {
    String answer = send("{\"op\":\"ask\"}");
    int evaluations = 0;
    while (answer.startsWith("{\"evaluation\"")) {
      evaluations++;
      send(
          "{\"op\":\"tell\",\"id\":\"e"
              + state.lastToken()
              + "\",\"metrics\":{\"acc\":0."
              + (evaluations * 37 % 100)
              + "}}");
      answer = send("{\"op\":\"ask\"}");
    }
    assertThat(answer).startsWith("{\"done\":\"trials budget reached (9)");
    assertThat(evaluations).isGreaterThanOrEqualTo(9 + 3 + 1);
  }

  @Test
  void rubbish_isAnErrorAndChangesNothing() throws IOException {
    for (String line :
        List.of("ask", "[]", "{\"op\":\"sak\"}", "{}", "{\"op\":\"ask\"} {\"op\":\"ask\"}", "3")) {
      assertThat(send(line)).as(line).startsWith("{\"error\":\"");
    }
    for (String line :
        List.of(
            "{\"op\":\"tell\"}",
            "{\"op\":\"tell\",\"id\":\"e1\"}",
            "{\"op\":\"tell\",\"id\":\"x\",\"metrics\":{\"acc\":1}}",
            "{\"op\":\"tell\",\"id\":\"e7\",\"metrics\":{\"acc\":1}}",
            "{\"op\":\"tell\",\"id\":\"e1\",\"metrics\":{\"acc\":\"good\"}}",
            "{\"op\":\"tell\",\"id\":\"e1\",\"metrics\":{\"acc\":1},\"cost\":-1}",
            "{\"op\":\"fail\"}",
            "{\"op\":\"report\",\"id\":\"e1\"}")) {
      assertThat(send(line)).as(line).startsWith("{\"accepted\":false,\"reason\":\"");
    }
    assertThat(state.trials()).isZero();
  }

  @Test
  void missingMetric_namesWhatWasThereAndCanBeToldAgain() throws IOException {
    send("{\"op\":\"ask\"}");
    assertThat(send("{\"op\":\"tell\",\"id\":\"e1\",\"metrics\":{\"accuracy\":0.9}}"))
        .contains("acc is missing")
        .contains("accuracy");
    assertThat(send("{\"op\":\"tell\",\"id\":\"e1\",\"metrics\":{\"acc\":0.9}}"))
        .isEqualTo("{\"accepted\":true}");
  }

  @Test
  void askWhoseAnswerWasLost_getsTheSameEvaluationAgain() throws IOException {
    send("{\"op\":\"ask\"}");
    String lost = conversation.answer("{\"op\":\"ask\"}");
    reconnect();
    assertThat(send("{\"op\":\"pending\"}")).contains("e1").contains("e2");
    assertThat(send("{\"op\":\"ask\"}")).isEqualTo(lost);
    assertThat(send("{\"op\":\"ask\"}")).contains("\"id\":\"e3\"");
  }

  @Test
  void askWhoseAnswerGotOut_isFollowedByANewEvaluation() throws IOException {
    send("{\"op\":\"ask\"}");
    reconnect();
    assertThat(send("{\"op\":\"ask\"}")).contains("\"id\":\"e2\"");
  }

  @Test
  void tellWhoseAnswerWasLost_isAcceptedAgainOnce() throws IOException {
    send("{\"op\":\"ask\"}");
    String tell = "{\"op\":\"tell\",\"id\":\"e1\",\"metrics\":{\"acc\":0.91}}";
    conversation.answer(tell);
    reconnect();
    assertThat(send(tell)).isEqualTo("{\"accepted\":true}");
    assertThat(send(tell)).startsWith("{\"accepted\":false");
    assertThat(state.spending().evaluations()).isEqualTo(1);
  }

  @Test
  void keys_tellARepeatedLineFromANewOneWhateverGotOut() throws IOException {
    String first = send("{\"op\":\"ask\",\"key\":\"1\"}");
    reconnect();
    assertThat(send("{\"op\":\"ask\",\"key\":\"1\"}")).isEqualTo(first);
    String second = conversation.answer("{\"op\":\"ask\",\"key\":\"2\"}");
    reconnect();
    assertThat(send("{\"op\":\"ask\",\"key\":\"3\"}")).isNotEqualTo(second).contains("e3");
  }

  @Test
  void sameLines_getByteEqualAnswers() throws IOException {
    List<List<String>> transcripts = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      state = new StudyState(spec());
      new Memory().decide(new StudyCommand.OpenSession(StudyDecider.ASK_TELL));
      java.nio.file.Files.deleteIfExists(folder.resolve("ask-tell.mark"));
      reconnect();
      List<String> answers = new ArrayList<>();
      for (int i = 1; i <= 12; i++) {
        answers.add(send("{\"op\":\"ask\"}"));
        answers.add(
            send("{\"op\":\"tell\",\"id\":\"e" + i + "\",\"metrics\":{\"acc\":0." + i + "}}"));
        answers.add(send("{\"op\":\"best\"}"));
      }
      transcripts.add(answers);
    }
    assertThat(transcripts.get(0)).isEqualTo(transcripts.get(1));
  }
}
