package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShareTest {

  @Test
  void changedShare_holdsUntilItIsChangedAgain() {
    for (boolean snapshot : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
      assertThat(study.state.share()).as("that of the sweep").isEmpty();
      study.decide(new StudyCommand.ChangeShare(new Share(2, 5)));
      study.restart(snapshot);
      assertThat(study.state.share()).contains(new Share(2, 5));
      study.decide(new StudyCommand.ChangeShare(Share.EQUAL));
      assertThat(study.state.share()).contains(Share.EQUAL);
    }
  }

  @Test
  void endedStudy_refusesAnother() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
    study.decide(new StudyCommand.Stop("enough"));
    assertThat(study.decide(new StudyCommand.ChangeShare(new Share(2, 5))))
        .isEqualTo(
            new StudyReply.Refused(
                "the study cannot be given another share of the machines: it has ended (enough)"));
  }

  @Test
  void mistakes_sayTheRule() {
    assertThatThrownBy(() -> new Share(0, 0))
        .hasMessage("weight = 0.0 must be a number above 0 and at most 1000; 1 is usual");
    assertThatThrownBy(() -> new Share(Double.NaN, 0)).hasMessageContaining("weight = NaN");
    assertThatThrownBy(() -> new Share(1, 101))
        .hasMessage("priority = 101 must be from -100 to 100");
  }
}
