package io.cairn.core.space;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a space that no condition connects, each in depth-first topological order: few rules
 * are open at a time.
 */
final class ActivityComponents {
  private final ActivityResolver activity;

  ActivityComponents(ActivityResolver activity) {
    this.activity = activity;
  }

  List<List<Integer>> ordered() {
    int size = activity.size();
    int[] openParents = new int[size];
    for (int parent = 0; parent < size; parent++) {
      for (int child : activity.children(parent)) {
        openParents[child]++;
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int place = size - 1; place >= 0; place--) {
      if (openParents[activity.at(place)] == 0) {
        ready.push(activity.at(place));
      }
    }
    int[] labels = labels();
    Map<Integer, List<Integer>> byLabel = new HashMap<>();
    List<List<Integer>> components = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.pop();
      byLabel
          .computeIfAbsent(
              labels[next],
              label -> {
                List<Integer> component = new ArrayList<>();
                components.add(component);
                return component;
              })
          .add(next);
      int[] children = activity.children(next);
      for (int i = children.length - 1; i >= 0; i--) {
        if (--openParents[children[i]] == 0) {
          ready.push(children[i]);
        }
      }
    }
    return components;
  }

  /** The same label for parameters that conditions connect (union-find). */
  private int[] labels() {
    int[] labels = new int[activity.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i;
    }
    for (int parent = 0; parent < labels.length; parent++) {
      for (int child : activity.children(parent)) {
        int from = root(labels, child);
        labels[from] = root(labels, parent);
      }
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = root(labels, i);
    }
    return labels;
  }

  private static int root(int[] labels, int label) {
    int at = label;
    while (labels[at] != at) {
      at = labels[at];
    }
    return at;
  }
}
