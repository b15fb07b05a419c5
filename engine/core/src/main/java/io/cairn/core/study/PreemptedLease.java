package io.cairn.core.study;

/**
 * A lease that should be given back for something more urgent.
 *
 * @param token of the lease
 * @param worker who has it
 */
public record PreemptedLease(long token, String worker) {}
