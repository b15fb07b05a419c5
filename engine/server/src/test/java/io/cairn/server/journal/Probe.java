package io.cairn.server.journal;

import com.google.protobuf.ByteString;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.SnapshotCompleted;
import org.apache.pekko.persistence.typed.SnapshotFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * Stands in for the coordinator: keeps commits, and as its state what tells two histories apart.
 */
public final class Probe extends EventSourcedBehavior<Probe.Command, Commit, Probe.State> {

  public sealed interface Command {}

  /** Keep these, in one transaction; answered when they are durable. */
  public record Keep(List<Commit> commits, ActorRef<State> replyTo) implements Command {}

  public record Ask(ActorRef<State> replyTo) implements Command {}

  /** What the probe tells about its snapshots. */
  public sealed interface SnapshotNews {}

  public record Saved(long sequence) implements SnapshotNews {}

  public record NotSaved(Throwable cause) implements SnapshotNews {}

  /**
   * @param commits number of commits kept
   * @param hash chained over all of them
   */
  public record State(long commits, int hash) {

    static final State EMPTY = new State(0, 0);

    State plus(Commit commit) {
      CRC32C crc = new CRC32C();
      crc.update(ByteBuffer.allocate(4).putInt(hash).flip());
      crc.update(commit.toByteArray());
      return new State(commits + 1, (int) crc.getValue());
    }
  }

  /**
   * @param every commits from one snapshot to the next
   * @param bytes what a snapshot weighs
   * @param news told of each
   */
  public record Snapshots(int every, int bytes, ActorRef<SnapshotNews> news) {}

  private final Snapshots snapshots;

  public static Behavior<Command> create(String study) {
    return create(study, new Snapshots(Integer.MAX_VALUE, 0, null));
  }

  public static Behavior<Command> create(String study, Snapshots snapshots) {
    return Behaviors.setup(context -> new Probe(study, snapshots));
  }

  private Probe(String study, Snapshots snapshots) {
    super(
        PersistenceId.of("study", study),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(50), Duration.ofSeconds(1), 0.1));
    this.snapshots = snapshots;
  }

  @Override
  public State emptyState() {
    return State.EMPTY;
  }

  @Override
  public CommandHandler<Command, Commit, State> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(
            Keep.class, keep -> Effect().persist(keep.commits()).thenReply(keep.replyTo(), s -> s))
        .onCommand(Ask.class, ask -> Effect().none().thenReply(ask.replyTo(), s -> s))
        .build();
  }

  @Override
  public EventHandler<State, Commit> eventHandler() {
    return newEventHandlerBuilder().forAnyState().onAnyEvent(State::plus);
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(snapshots.every(), 2);
  }

  @Override
  public SignalHandler<State> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            SnapshotCompleted.class, (state, done) -> tell(new Saved(done.metadata().sequenceNr())))
        .onSignal(SnapshotFailed.class, (state, failed) -> tell(new NotSaved(failed.getFailure())))
        .build();
  }

  private void tell(SnapshotNews news) {
    if (snapshots.news() != null) {
      snapshots.news().tell(news);
    }
  }

  /** Two notes and padding: any message of ours will do. */
  @Override
  public SnapshotAdapter<State> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(State state) {
        return Commit.newBuilder()
            .setSchemaVersion(1)
            .addEvents(Event.newBuilder().setAtEpochMicros(state.commits()))
            .addEvents(Event.newBuilder().setAtEpochMicros(state.hash()))
            .addEvents(
                Event.newBuilder().setNoteBytes(ByteString.copyFrom(new byte[snapshots.bytes()])))
            .build();
      }

      @Override
      public State fromJournal(Object from) {
        Commit commit = (Commit) from;
        return new State(
            commit.getEvents(0).getAtEpochMicros(), (int) commit.getEvents(1).getAtEpochMicros());
      }
    };
  }

  /** The state that these commits lead to. */
  public static State after(Iterable<Commit> commits) {
    State state = State.EMPTY;
    for (Commit commit : commits) {
      state = state.plus(commit);
    }
    return state;
  }
}
