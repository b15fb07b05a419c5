package io.cairn.server.coordinator;

import io.cairn.core.study.Share;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyState;
import io.cairn.proto.cluster.Control;
import io.cairn.proto.cluster.Controlled;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person wants of a study, and what they are told.
 *
 * @param command to decide; empty if there is nothing to do
 */
record Direction(Optional<StudyCommand> command, Controlled answer) {

  static Direction of(Control control, StudyState state) {
    if (state.phase() == StudyPhase.ENDED) {
      return new Direction(Optional.empty(), told("it has ended already: " + state.reason()));
    }
    return switch (control.getKindCase()) {
      case STOP ->
          new Direction(
              Optional.of(new StudyCommand.Stop(control.getStop())),
              told("it is ending; what runs gets its grace period"));
      case PAUSE ->
          new Direction(
              Optional.of(new StudyCommand.Pause(control.getPause())),
              told(
                  state.phase() == StudyPhase.ENDING
                      ? "it is ending already: " + state.reason()
                      : "it is paused; what runs goes on to its end"));
      case RESUME ->
          new Direction(
              Optional.of(new StudyCommand.Resume()),
              told(
                  state.phase() == StudyPhase.PAUSED
                      ? "it goes on"
                      : "it was not paused: it is "
                          + state.phase().name().toLowerCase(Locale.ROOT)));
      case SHARE -> {
        Share share = new Share(control.getShare().getWeight(), control.getShare().getPriority());
        yield new Direction(
            Optional.of(new StudyCommand.ChangeShare(share)),
            told("its weight is " + share.weight() + " and its priority " + share.priority()));
      }
      case KIND_NOT_SET ->
          new Direction(Optional.empty(), told("nothing that this version can do"));
    };
  }

  static Controlled notFound(String study) {
    return Controlled.newBuilder().setSentence("there is no study " + study).build();
  }

  private static Controlled told(String sentence) {
    return Controlled.newBuilder().setFound(true).setSentence(sentence).build();
  }
}
