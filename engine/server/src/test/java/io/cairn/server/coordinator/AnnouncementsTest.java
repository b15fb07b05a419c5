package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.Share;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyState;
import io.cairn.proto.cluster.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final Terms TERMS =
      Terms.alone("s", CoordinatorRig.spec("asha", 9), Duration.ZERO);

  private final StudyState state = new StudyState(TERMS.spec());

  private int claims;
  private Claim claimed = Claim.getDefaultInstance();

  private final Announcements announcements =
      new Announcements(
          new StudyListener() {
            @Override
            public void claims(Claim claim) {
              claims++;
              claimed = claim;
            }

            @Override
            public void workAvailable() {}

            @Override
            public void ending() {}

            @Override
            public void ended() {}
          });

  private int claimsAt(Instant now) {
    announcements.claim(TERMS, state, now);
    return claims;
  }

  @Test
  void claim_isMadeAgainEveryFewSeconds() {
    assertThat(claimsAt(NOON)).isEqualTo(1);
    assertThat(claimsAt(NOON.plusSeconds(1))).isEqualTo(1);
    assertThat(claimsAt(NOON.plusSeconds(3))).isEqualTo(2);
  }

  @Test
  void anotherShare_isClaimedAtOnceAndFromThenOn() {
    assertThat(claimsAt(NOON)).isEqualTo(1);
    assertThat(claimed.getWeight()).isEqualTo(1);
    state.apply(new StudyEvent.ShareChanged(NOON, new Share(2.5, -7)));
    announcements.of(
        TERMS, state, NOON.plusMillis(1), () -> StudyView.of(state, NOON, Optional.empty(), 0));
    assertThat(claims).isEqualTo(2);
    assertThat(claimed.getWeight()).isEqualTo(2.5);
    assertThat(claimed.getPriority()).isEqualTo(-7);
    assertThat(claimed.getStudy()).isEqualTo("s");
    assertThat(claimsAt(NOON.plusSeconds(9))).isEqualTo(3);
    assertThat(claimed.getPriority()).isEqualTo(-7);
  }

  @Test
  void clockSetBack_holdsUpNoClaim() {
    assertThat(claimsAt(NOON.plus(Duration.ofHours(15)))).isEqualTo(1);
    assertThat(claimsAt(NOON)).as("a new dispatcher knows of a study by its claims").isEqualTo(2);
    assertThat(claimsAt(NOON.plusSeconds(3))).isEqualTo(3);
  }
}
