package io.cairn.server.dispatch;

/**
 * A study that is being asked for work for a free slot of a node.
 *
 * @param number tells this question from every other
 * @param study who is asked
 * @param node whose slot it is
 */
public record Match(long number, String study, String node) {}
