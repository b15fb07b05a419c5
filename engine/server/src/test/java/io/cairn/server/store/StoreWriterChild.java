package io.cairn.server.store;

import io.cairn.proto.Commit;
import io.cairn.server.journal.Commits;
import io.cairn.server.journal.Probe;
import java.util.List;
import java.util.Random;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A process that runs some entities on a store and says what was acknowledged: first "started",
 * then "ENTITY NUMBER" for each commit, once a worker could have been told. Arguments: address,
 * entities, seed.
 */
final class StoreWriterChild {

  private StoreWriterChild() {}

  public static void main(String[] arguments) {
    int entities = Integer.parseInt(arguments[1]);
    Random random = new Random(Long.parseLong(arguments[2]));
    StoreNode node = new StoreNode(StoreKind.settingsOf(arguments[0]));
    for (int entity = 0; entity < entities; entity++) {
      String study = "s" + entity;
      ActorRef<Probe.Command> probe = node.spawn(study);
      keep(node, probe, study, node.state(probe).commits() + 1, new Random(random.nextLong()));
    }
    System.out.println("started");
  }

  private static void keep(
      StoreNode node, ActorRef<Probe.Command> probe, String study, long number, Random random) {
    List<Commit> commits = Commits.list(number, 1 + random.nextInt(3), 2, random);
    node.keep(probe, commits)
        .thenAccept(
            state -> {
              synchronized (StoreWriterChild.class) {
                System.out.println(study + " " + state.commits());
              }
              keep(node, probe, study, state.commits() + 1, random);
            });
  }
}
