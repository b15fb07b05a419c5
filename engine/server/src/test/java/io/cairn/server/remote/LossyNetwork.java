package io.cairn.server.remote;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Heartbeat;
import io.cairn.proto.Lease;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.RemoteLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * A study, a remote worker and its place in the cluster, with a network between them that loses,
 * doubles, delays and reorders what it carries, in virtual time. Places and workers are replaced
 * meanwhile. What must hold is checked as it happens.
 */
final class LossyNetwork {

  /**
   * How bad it is.
   *
   * @param loss chance that a message is lost
   * @param twice chance that a request comes twice
   * @param delay longest time on the way
   * @param newPlace chance, each second, that another coordinator takes the worker up
   * @param newWorker chance, each second, that the worker's process dies and is started anew
   */
  record Weather(double loss, double twice, Duration delay, double newPlace, double newWorker) {}

  private static final String STUDY = "s";
  private static final Duration TERM = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration STEP = Duration.ofMillis(100);

  private record Event(Instant at, long order, Runnable what) {}

  private final Random random;
  private final Weather weather;
  private final int slots;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.at().equals(b.at())
                  ? Long.compare(a.order(), b.order())
                  : a.at().compareTo(b.at()));
  private Instant now = Instant.EPOCH;
  private long order;

  // The study.
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Map<Long, Out> out = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private long tokens;

  private record Out(String evaluation, Instant expires) {}

  // The place.
  private Holdings holdings = new Holdings();
  private Sessions sessions = new Sessions();
  private int place;

  // The worker.
  private int process;
  private String session = "process-0";
  private final Map<Long, Hand> hand = new LinkedHashMap<>();
  private final Set<Long> had = new HashSet<>();
  private long request;
  private Instant requestUntil = Instant.EPOCH;

  /** Tokens whose end somebody was told of. */
  private final Set<Long> acknowledged = new HashSet<>();

  /** Most evaluations that the worker computed at once. */
  int most;

  private static final class Hand {
    final String evaluation;
    Instant ready;
    Instant resend = Instant.MAX;

    Hand(String evaluation, Instant ready) {
      this.evaluation = evaluation;
      this.ready = ready;
    }
  }

  LossyNetwork(long seed, Weather weather, int slots, int evaluations) {
    this.random = new Random(seed);
    this.weather = weather;
    this.slots = slots;
    for (int i = 0; i < evaluations; i++) {
      waiting.add("e" + i);
    }
  }

  /**
   * Runs until every evaluation is done.
   *
   * @return evaluations done, when all are or the time is over
   */
  int run(Duration longest) {
    int all = waiting.size();
    Instant end = now.plus(longest);
    while (done.size() < all && now.isBefore(end)) {
      now = now.plus(STEP);
      while (!events.isEmpty() && !events.peek().at().isAfter(now)) {
        events.remove().what().run();
      }
      expire();
      disturb();
      dispatch();
      work();
    }
    return done.size();
  }

  private void later(Duration delay, Runnable what) {
    events.add(new Event(now.plus(delay), order++, what));
  }

  private Duration delay() {
    return Duration.ofMillis((long) (random.nextDouble() * weather.delay().toMillis()));
  }

  private boolean chance(double of) {
    return random.nextDouble() < of;
  }

  /** A message on its way; where it comes is for the time when it comes. */
  private void send(Runnable arrival) {
    if (!chance(weather.loss())) {
      later(delay(), arrival);
    }
    if (chance(weather.twice())) {
      later(delay(), arrival);
    }
  }

  private void disturb() {
    double part = STEP.toMillis() / 1000.0;
    if (chance(weather.newPlace() * part)) {
      holdings = new Holdings();
      sessions = new Sessions();
      place++;
    }
    if (chance(weather.newWorker() * part)) {
      process++;
      session = "process-" + process;
      hand.clear();
      had.clear();
      requestUntil = now;
    }
  }

  // ---- the study -------------------------------------------------------------------------------

  private void expire() {
    for (Map.Entry<Long, Out> lease : List.copyOf(out.entrySet())) {
      if (lease.getValue().expires().isBefore(now)) {
        out.remove(lease.getKey());
        waiting.addLast(lease.getValue().evaluation());
      }
    }
  }

  private void dispatch() {
    if (!waiting.isEmpty() && holdings.occupied() < slots && chance(0.5)) {
      String evaluation = waiting.removeFirst();
      long token = ++tokens;
      out.put(token, new Out(evaluation, now.plus(TERM)));
      holdings.work(STUDY, new RemoteWork("loss", false, "", "{}", Duration.ofSeconds(1)));
      holdings
          .grant(
              Lease.newBuilder()
                  .setStudy(STUDY)
                  .setEvaluation(evaluation)
                  .setToken(token)
                  .setLeaseMillis(TERM.toMillis())
                  .build(),
              slots,
              now)
          .ifPresent(this::failed);
    }
  }

  private void beat(Heartbeat beat) {
    int to = place;
    beat.getLeasesList()
        .forEach(
            lease -> {
              Out of = out.get(lease.getToken());
              if (of != null) {
                out.put(lease.getToken(), new Out(of.evaluation(), now.plus(TERM)));
              } else {
                answer(to, lease.getToken(), lease.getEvaluation(), false, false, () -> {});
              }
            });
  }

  private void failed(Fail fail) {
    Out of = out.remove(fail.getToken());
    if (of != null) {
      waiting.addLast(of.evaluation());
    }
  }

  /** The study's answer goes through the place that asked, if that is still there. */
  private void answer(
      int to, long token, String evaluation, boolean accepted, boolean ends, Runnable told) {
    later(
        Duration.ofMillis(random.nextInt(200)),
        () -> {
          if (to == place) {
            holdings.answered(
                Acknowledgement.newBuilder()
                    .setStudy(STUDY)
                    .setEvaluation(evaluation)
                    .setToken(token)
                    .setAccepted(accepted)
                    .setEnds(ends)
                    .build());
            told.run();
          }
        });
  }

  private void completed(Complete complete) {
    Out of = out.remove(complete.getToken());
    if (of != null && !done.add(of.evaluation())) {
      throw new AssertionError(of.evaluation() + " was done twice");
    }
    int from = process;
    answer(
        place,
        complete.getToken(),
        complete.getEvaluation(),
        of != null,
        true,
        () -> {
          acknowledged.add(complete.getToken());
          send(
              () -> {
                if (from == process) {
                  hand.remove(complete.getToken());
                }
              });
        });
  }

  // ---- the worker ------------------------------------------------------------------------------

  private void work() {
    for (Map.Entry<Long, Hand> of : List.copyOf(hand.entrySet())) {
      Hand in = of.getValue();
      if (!in.ready.isAfter(now) && (in.resend.equals(Instant.MAX) || !in.resend.isAfter(now))) {
        in.resend = now.plus(ANSWER);
        Complete complete =
            Complete.newBuilder()
                .setStudy(STUDY)
                .setEvaluation(in.evaluation)
                .setToken(of.getKey())
                .build();
        send(() -> completed(complete));
      }
    }
    most = Math.max(most, (int) hand.values().stream().filter(in -> in.ready.isAfter(now)).count());
    if (!requestUntil.isAfter(now)) {
      ask();
    }
  }

  private void ask() {
    List<HeldEvaluation> named = new ArrayList<>();
    hand.forEach(
        (token, in) ->
            named.add(
                HeldEvaluation.newBuilder()
                    .setStudy(STUDY)
                    .setEvaluation(in.evaluation)
                    .setToken(token)
                    .build()));
    long number = ++request;
    String by = session;
    requestUntil = now.plus(ANSWER);
    send(() -> asked(by, named, number));
  }

  private void asked(String by, List<HeldEvaluation> named, long number) {
    Sessions.Standing standing = sessions.of(by);
    if (standing == Sessions.Standing.SUPERSEDED) {
      send(() -> refused(by));
      return;
    }
    if (standing == Sessions.Standing.NEW) {
      if (sessions.isTaken()) {
        holdings.giveUp("started anew", named).forEach(this::failed);
      }
      sessions.begin(by);
    }
    Holdings.Heard heard = holdings.hears("w", named, true, now);
    heard.alive().forEach(this::beat);
    heard.back().forEach(this::failed);
    Orders orders = holdings.orders(true, now).build();
    for (RemoteLease lease : orders.getLeasesList()) {
      if (acknowledged.contains(lease.getLease().getToken())) {
        throw new AssertionError(
            lease.getLease().getEvaluation() + " is given although its end was acknowledged");
      }
    }
    send(() -> told(by, number, orders));
  }

  /** A process whose name was taken ends, and is started anew by who looks after it. */
  private void refused(String by) {
    if (by.equals(session)) {
      process++;
      session = "process-" + process;
      hand.clear();
      had.clear();
      requestUntil = now;
    }
  }

  /** Only the answer to the newest request finds somebody who waits for it. */
  private void told(String by, long number, Orders orders) {
    if (!by.equals(session) || number != request || !requestUntil.isAfter(now)) {
      return;
    }
    requestUntil = now.plusMillis(300);
    request++;
    for (RemoteLease lease : orders.getLeasesList()) {
      long token = lease.getLease().getToken();
      if (had.add(token)) {
        hand.put(
            token,
            new Hand(
                lease.getLease().getEvaluation(), now.plusMillis(500 + random.nextInt(4_000))));
      }
    }
    orders.getCancelList().forEach(cancel -> hand.remove(cancel.getToken()));
  }
}
