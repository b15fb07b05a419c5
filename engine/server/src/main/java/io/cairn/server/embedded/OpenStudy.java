package io.cairn.server.embedded;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyReply;
import io.cairn.server.cluster.LocalNode;
import io.cairn.server.studies.Begun;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A study that a loop of the program's own drives: it asks for evaluations and tells what came of
 * them. Every answer is given once what was said is durable. Safe for use from several threads.
 *
 * <p>Evaluations that are out when a program ends stay out: {@link #pending} has them when the
 * study is opened again by its id.
 */
public final class OpenStudy implements AutoCloseable {

  private static final String CLIENT = "embedded loop";

  /** Time ends things too: a budget of wall clock time, for one. */
  private static final long ASKED_AGAIN_MILLIS = 1_000;

  private final Session session;
  private final HookTeller teller;
  private final Home home;

  /** Held while waiting for what others tell. */
  private final Object told = new Object();

  private long tellings;
  private boolean closed;

  private OpenStudy(Session session, HookTeller teller, Home home) {
    this.session = session;
    this.teller = teller;
    this.home = home;
  }

  static OpenStudy open(Begun study, StudyHooks hooks, Home home) {
    HookTeller teller = new HookTeller(hooks);
    Session session = Session.open(study.opening(study.sweep().worker().longest(), teller::accept));
    teller.start(() -> BestTrial.of(session.node().view(), session.spec()));
    return new OpenStudy(session, teller, home);
  }

  private LocalNode node() {
    synchronized (told) {
      if (closed) {
        throw CairnException.refused("study " + id() + " was closed here; open it again by its id");
      }
    }
    return session.node();
  }

  /** Id of the study. */
  public String id() {
    return session.folder().id();
  }

  /**
   * Asks for an evaluation; empty when the study is over.
   *
   * <p>Waits while there is none until something that is out was told, by other threads: a loop
   * that asks for several before it tells uses {@link #askNow}.
   *
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public Optional<Asked> ask() throws InterruptedException {
    while (true) {
      long before;
      synchronized (told) {
        before = tellings;
      }
      StudyReply reply = request();
      if (reply instanceof StudyReply.Wait) {
        synchronized (told) {
          if (tellings == before) {
            told.wait(ASKED_AGAIN_MILLIS);
          }
        }
      } else {
        return granted(reply);
      }
    }
  }

  /**
   * Asks for an evaluation, and does not wait; empty if there is none now or the study is over, of
   * which {@link #isEnded} tells.
   */
  public Optional<Asked> askNow() throws InterruptedException {
    return granted(request());
  }

  private StudyReply request() throws InterruptedException {
    teller.awaitRoom();
    StudyReply reply = node().decide(new StudyCommand.RequestLease(CLIENT, false));
    if (reply instanceof StudyReply.Refused refused) {
      throw CairnException.refused(refused.reason());
    }
    return reply;
  }

  private static Optional<Asked> granted(StudyReply reply) {
    return reply instanceof StudyReply.Granted granted
        ? Optional.of(Asked.of(granted))
        : Optional.empty();
  }

  /**
   * Tells the value of the objective's metric at {@link Asked#to}.
   *
   * @param value NaN and infinities count as diverged
   * @throws CairnException if it is not taken: told before, or given up in between
   */
  public void tell(Asked asked, double value) {
    tell(asked, Map.of(session.spec().objective().metric(), value));
  }

  /**
   * Tells all metrics at {@link Asked#to}; the objective's must be among them.
   *
   * @throws CairnException if it is not taken: told before, given up in between, or without the
   *     objective's metric
   */
  public void tell(Asked asked, Map<String, Double> metrics) {
    tell(asked, metrics, OptionalDouble.empty());
  }

  /**
   * As {@link #tell(Asked, Map)}, with what it cost.
   *
   * @param costSeconds 0 or more; the usual is the time since it was asked for
   */
  public void tell(Asked asked, Map<String, Double> metrics, double costSeconds) {
    if (!(costSeconds >= 0 && Double.isFinite(costSeconds))) {
      throw CairnException.invalid(
          "costSeconds = " + costSeconds + " must be a number of seconds, 0 or more");
    }
    tell(asked, metrics, OptionalDouble.of(costSeconds));
  }

  private void tell(Asked asked, Map<String, Double> metrics, OptionalDouble cost) {
    taken(new StudyCommand.Complete(asked.token(), asked.to(), metrics, cost));
  }

  /**
   * Reports metrics at a level on the way.
   *
   * @param resource level in the user's own unit, above 0
   * @return whether to go on; if not, the evaluation is told of as it stands, or left
   * @throws CairnException if it is not taken
   */
  public boolean report(Asked asked, double resource, Map<String, Double> metrics) {
    StudyReply reply =
        node()
            .decide(
                new StudyCommand.Report(
                    asked.token(), node().nextSequence(asked.token()), resource, metrics, 0));
    somethingTold();
    if (reply instanceof StudyReply.Accepted accepted) {
      return accepted.goOn();
    }
    throw notTaken(reply);
  }

  /**
   * Tells that an evaluation failed; by the rules of the sweep it is tried again.
   *
   * @param message one sentence for a person
   * @throws CairnException if it is not taken
   */
  public void fail(Asked asked, String message) {
    taken(
        new StudyCommand.Fail(
            asked.token(), StudyEvent.FailureKind.ERROR, message, "", OptionalDouble.empty()));
  }

  private void taken(StudyCommand command) {
    StudyReply reply = node().decide(command);
    somethingTold();
    if (!(reply instanceof StudyReply.Accepted)) {
      throw notTaken(reply);
    }
  }

  private void somethingTold() {
    synchronized (told) {
      tellings++;
      told.notifyAll();
    }
  }

  private static CairnException notTaken(StudyReply reply) {
    return CairnException.refused(
        reply instanceof StudyReply.Refused refused ? refused.reason() : "not taken");
  }

  /** Evaluations that are out, oldest first; those of an earlier process too. */
  public List<Asked> pending() {
    return node().running().stream()
        .flatMap(token -> node().granted(token).stream())
        .map(Asked::of)
        .toList();
  }

  /** The best trial; empty before the first result. */
  public Optional<BestTrial> best() {
    return BestTrial.of(node().view(), session.spec());
  }

  /** Whether the study is over. */
  public boolean isEnded() {
    return node().view().phase() == StudyPhase.ENDED;
  }

  /**
   * Leaves the study and says what came of it. If it is over, its report is written and its
   * landscape goes into the archive.
   *
   * @return empty if it is not over: it can be gone on with by its id
   * @throws CairnException if it was closed before
   */
  public Optional<StudyResult> finish() {
    boolean over;
    try {
      // With nothing out and nothing left to do the study is over, also if nobody asks again.
      node().decide(new StudyCommand.Tick());
      over = isEnded();
    } finally {
      leave();
    }
    return over ? Optional.of(Results.of(session.folder(), home)) : Optional.empty();
  }

  private void leave() {
    synchronized (told) {
      if (closed) {
        return;
      }
      closed = true;
    }
    teller.close();
    session.close();
  }

  /**
   * As {@link #finish}, unless that was called; can be gone on with by its id if it is not over.
   */
  @Override
  public void close() {
    boolean open;
    synchronized (told) {
      open = !closed;
    }
    if (open) {
      finish();
    }
  }
}
