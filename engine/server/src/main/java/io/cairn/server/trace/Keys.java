package io.cairn.server.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Locale;

/** Names of what spans say; docs/traces.md explains them. */
final class Keys {

  static final AttributeKey<String> STUDY = AttributeKey.stringKey("cairn.study");
  static final AttributeKey<Long> TRIAL = AttributeKey.longKey("cairn.trial");
  static final AttributeKey<Long> RUNG = AttributeKey.longKey("cairn.rung");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("cairn.attempt");
  static final AttributeKey<Double> FROM = AttributeKey.doubleKey("cairn.from");
  static final AttributeKey<Double> TO = AttributeKey.doubleKey("cairn.to");
  static final AttributeKey<String> WORKER = AttributeKey.stringKey("cairn.worker");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("cairn.outcome");
  static final AttributeKey<String> FAILURE = AttributeKey.stringKey("cairn.failure");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("cairn.reason");
  static final AttributeKey<Boolean> RETRY = AttributeKey.booleanKey("cairn.retry");
  static final AttributeKey<Boolean> RESTORED = AttributeKey.booleanKey("cairn.restored");
  static final AttributeKey<Double> COST = AttributeKey.doubleKey("cairn.cost_seconds");
  static final AttributeKey<Double> UNITS = AttributeKey.doubleKey("cairn.units");
  static final AttributeKey<Double> RESOURCE = AttributeKey.doubleKey("cairn.resource");
  static final AttributeKey<Long> SEQUENCE = AttributeKey.longKey("cairn.sequence");

  private Keys() {}

  /** A constant's name as a word: {@code time-limit}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
