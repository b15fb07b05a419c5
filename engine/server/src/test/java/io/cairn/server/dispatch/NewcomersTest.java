package io.cairn.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Offer;
import io.cairn.workers.node.ToDispatcher.Offered;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/** Who waits until it is admitted, and how long. */
class NewcomersTest {

  private static final Instant NOW = Instant.EPOCH;

  private final TestInbox<WorkerNode.Command> inbox = TestInbox.create();
  private final Set<String> admitted = new HashSet<>();
  private final Newcomers newcomers =
      new Newcomers(address -> admitted.contains(address.toString()));

  private Offered offer(int free) {
    ActorRef<WorkerNode.Command> ref = inbox.getRef();
    return new Offered(Offer.newBuilder().setNode("n").setFree(free).build(), ref);
  }

  private void admit() {
    admitted.add(inbox.getRef().path().address().toString());
  }

  @Test
  void whoTakesPart_needNotWait() {
    admit();
    assertThat(newcomers.mustWait(offer(1), NOW)).isFalse();
    assertThat(newcomers.admitted(NOW)).isEmpty();
  }

  @Test
  void whoIsAdmitted_isToldOnceWithItsNewestOffer() {
    assertThat(newcomers.mustWait(offer(1), NOW)).isTrue();
    assertThat(newcomers.mustWait(offer(2), NOW)).isTrue();
    assertThat(newcomers.admitted(NOW)).isEmpty();
    admit();
    assertThat(newcomers.admitted(NOW))
        .singleElement()
        .satisfies(offered -> assertThat(offered.offer().getFree()).isEqualTo(2));
    assertThat(newcomers.admitted(NOW)).isEmpty();
  }

  @Test
  void whoOffersAgainOnceAdmitted_isNotToldOfAgain() {
    newcomers.mustWait(offer(1), NOW);
    admit();
    assertThat(newcomers.mustWait(offer(2), NOW)).isFalse();
    assertThat(newcomers.admitted(NOW)).isEmpty();
  }

  @Test
  void whoIsNotHeardOfAnyMore_isForgotten() {
    newcomers.mustWait(offer(1), NOW);
    assertThat(newcomers.admitted(NOW.plus(Duration.ofSeconds(30)))).isEmpty();
    assertThat(newcomers.admitted(NOW.plus(Duration.ofSeconds(31)))).isEmpty();
    admit();
    assertThat(newcomers.admitted(NOW.plus(Duration.ofSeconds(32)))).isEmpty();
  }
}
