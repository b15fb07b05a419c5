package io.cairn.server.metrics;

/**
 * A node's place in its cluster, as it sees it.
 *
 * @param ready whether it is a member
 * @param coordinators coordinators that are members, itself included
 * @param unreachable nodes that somebody does not hear of
 */
public record Membership(boolean ready, int coordinators, int unreachable) {}
