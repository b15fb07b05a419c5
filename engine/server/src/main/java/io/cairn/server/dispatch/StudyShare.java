package io.cairn.server.dispatch;

import java.time.Instant;
import java.util.Optional;

/**
 * What a study has and what it is due, for people.
 *
 * @param study the study
 * @param claim what it asked for
 * @param running evaluations in flight
 * @param asked slots for which it is being asked
 * @param entitled slots that would be its own if all were handed out anew, among the studies that
 *     may have work now
 * @param waitingSince since when it has had nothing in flight although it may have work
 */
public record StudyShare(
    String study,
    Claim claim,
    int running,
    int asked,
    double entitled,
    Optional<Instant> waitingSince) {}
