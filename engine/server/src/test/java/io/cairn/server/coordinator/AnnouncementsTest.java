package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.cluster.Claim;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final Terms TERMS =
      Terms.alone("s", CoordinatorRig.spec("asha", 9), Duration.ZERO);

  private int claims;

  private final Announcements announcements =
      new Announcements(
          new StudyListener() {
            @Override
            public void claims(Claim claim) {
              claims++;
            }

            @Override
            public void workAvailable() {}

            @Override
            public void ending() {}

            @Override
            public void ended() {}
          });

  private int claimsAt(Instant now) {
    announcements.claim(TERMS, now);
    return claims;
  }

  @Test
  void claim_isMadeAgainEveryFewSeconds() {
    assertThat(claimsAt(NOON)).isEqualTo(1);
    assertThat(claimsAt(NOON.plusSeconds(1))).isEqualTo(1);
    assertThat(claimsAt(NOON.plusSeconds(3))).isEqualTo(2);
  }

  @Test
  void clockSetBack_holdsUpNoClaim() {
    assertThat(claimsAt(NOON.plus(Duration.ofHours(15)))).isEqualTo(1);
    assertThat(claimsAt(NOON)).as("a new dispatcher knows of a study by its claims").isEqualTo(2);
    assertThat(claimsAt(NOON.plusSeconds(3))).isEqualTo(3);
  }
}
