package io.cairn.server.store;

import java.time.Duration;

/**
 * How far a store is behind.
 *
 * @param waiting writes that were handed over and have not ended
 * @param oldest how long the oldest of them has waited; zero if none waits
 */
public record StoreLag(int waiting, Duration oldest) {}
