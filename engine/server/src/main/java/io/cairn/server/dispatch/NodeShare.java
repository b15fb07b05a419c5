package io.cairn.server.dispatch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who uses a node, for people.
 *
 * @param node the node
 * @param offer what it has; its free slots are those of now
 * @param asked slots for which a study is being asked
 * @param running evaluations of each study
 */
public record NodeShare(String node, Offer offer, int asked, SortedMap<String, Integer> running) {
  public NodeShare {
    running = Collections.unmodifiableSortedMap(new TreeMap<>(running));
  }
}
