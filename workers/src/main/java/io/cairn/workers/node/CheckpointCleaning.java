package io.cairn.workers.node;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes checkpoints that nobody needs. */
final class CheckpointCleaning {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointCleaning.class);

  private CheckpointCleaning() {}

  /** Removes what it can; what stays takes room and does no other harm. */
  static void drop(Checkpoints checkpoints, String study, List<Integer> trials) {
    for (int trial : trials) {
      try {
        checkpoints.drop(study, trial);
      } catch (IOException e) {
        LOG.warn("the checkpoint of trial {} of study {} stays", trial, study, e);
      }
    }
  }
}
