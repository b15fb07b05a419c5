package io.cairn.bench.elastic;

import io.cairn.core.study.StudyReply;

/** An evaluation on a node. */
final class Evaluation {
  final ElasticStudy study;
  final StudyReply.Granted granted;
  final ElasticNode node;

  /** How long it takes. */
  final double seconds;

  /** Whether it does not run any more: done, given back, or its node is gone. */
  boolean over;

  Evaluation(ElasticStudy study, StudyReply.Granted granted, ElasticNode node, double seconds) {
    this.study = study;
    this.granted = granted;
    this.node = node;
    this.seconds = seconds;
  }
}
