package io.cairn.server.remote;

import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.remote.Cancellation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lease that a remote worker has, or is to have. Confined to its {@link Holdings}. */
final class HeldLease {

  private static final int LONGEST_REASON = 200;

  /**
   * Which lease.
   *
   * @param study id of the study
   * @param token of the lease
   */
  record Key(String study, long token) {}

  final Key key;
  final String evaluation;

  /** Absent if this place in the cluster learnt of it from the worker. */
  private final @Nullable Lease lease;

  /** When the dispatcher granted it, or the worker told of it. */
  final Instant since;

  /** Whether the worker has named it, so that it has got it. */
  boolean named;

  /** When it was last put into an answer; absent if it never was. */
  private @Nullable Instant given;

  /** Whether it is to be put into an answer, for the first time or again. */
  boolean due;

  /** What the evaluation has printed last. */
  String log = "";

  /** Why it should end; empty if it need not. */
  private String cancelled = "";

  /** When the worker was told so last. */
  private Instant told = Instant.MIN;

  /** Whether the study has taken it back: nothing more of it is taken. */
  boolean lost;

  private HeldLease(Key key, String evaluation, @Nullable Lease lease, Instant since) {
    this.key = key;
    this.evaluation = evaluation;
    this.lease = lease;
    this.since = since;
  }

  static HeldLease granted(Lease lease, Instant now) {
    HeldLease held =
        new HeldLease(
            new Key(lease.getStudy(), lease.getToken()), lease.getEvaluation(), lease, now);
    held.due = true;
    return held;
  }

  static HeldLease told(Key key, String evaluation, Instant now) {
    return new HeldLease(key, evaluation, null, now);
  }

  Optional<Lease> lease() {
    return Optional.ofNullable(lease);
  }

  boolean wasGiven() {
    return named || given != null;
  }

  /** Whether it was put into an answer at this time or later. */
  boolean givenSince(Instant time) {
    return given != null && !given.isBefore(time);
  }

  void given(Instant now) {
    given = now;
    due = false;
  }

  void cancel(String reason) {
    if (cancelled.isEmpty()) {
      cancelled =
          reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + " ..." : reason;
    }
  }

  boolean isCancelled() {
    return !cancelled.isEmpty();
  }

  boolean toldSince(Instant time) {
    return !told.isBefore(time);
  }

  Instant lastTold() {
    return told;
  }

  void told(Instant now) {
    told = now;
  }

  Cancellation cancellation() {
    return Cancellation.newBuilder()
        .setStudy(key.study())
        .setEvaluation(evaluation)
        .setToken(key.token())
        .setReason(cancelled)
        .build();
  }

  /** What the study is told of one that nobody works on any more. */
  Fail givenBack(String reason) {
    return fail(key.study(), evaluation, key.token(), reason);
  }

  /** What a study is told of a lease that could not be taken. */
  static Fail refused(Lease lease, String reason) {
    return fail(lease.getStudy(), lease.getEvaluation(), lease.getToken(), reason);
  }

  private static Fail fail(String study, String evaluation, long token, String reason) {
    return Fail.newBuilder()
        .setStudy(study)
        .setEvaluation(evaluation)
        .setToken(token)
        .setKind(FailureKind.FAILURE_KIND_CANCELLED)
        .setMessage(reason)
        .build();
  }
}
