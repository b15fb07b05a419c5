package io.cairn.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.Member$;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class JoiningTest {

  private static MemberRemoved removed(Role role, MemberStatus... before) {
    Member member =
        Member$.MODULE$.apply(
            new UniqueAddress(new Address("pekko", "cairn", "c2", 7355), 1L),
            CollectionConverters.asScala(Set.of(role.word(), "dc-default")).toSet(),
            Version.Zero());
    for (MemberStatus status : before) {
      member = member.copy(status);
    }
    return new MemberRemoved(member.copy(MemberStatus.removed()), before[before.length - 1]);
  }

  @Test
  void coordinatorThatWasGivenUpOrLeft_isOut() {
    assertThat(Joining.isOut(removed(Role.COORDINATOR, MemberStatus.down()))).isTrue();
    assertThat(
            Joining.isOut(
                removed(
                    Role.COORDINATOR,
                    MemberStatus.up(),
                    MemberStatus.leaving(),
                    MemberStatus.exiting())))
        .isTrue();
    assertThat(Joining.isOut(removed(Role.WORKER, MemberStatus.down()))).isFalse();
  }

  /** A node that gives itself up is told last that everybody is removed; they are all there. */
  @Test
  void coordinatorThatSomebodyElseLosesSightOf_isNotOut() {
    assertThat(Joining.isOut(removed(Role.COORDINATOR, MemberStatus.up()))).isFalse();
  }
}
