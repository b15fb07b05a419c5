package io.cairn.server.export;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import java.util.List;

/** Types of columns. */
enum ColumnType {
  INTEGER,
  REAL,
  TEXT,
  FLAG,
  /** A moment, in milliseconds, UTC. */
  TIME;

  /** The narrowest type that holds every value of a parameter exactly. */
  static ColumnType of(Parameter parameter) {
    if (parameter instanceof RealParameter) {
      return REAL;
    }
    if (parameter instanceof IntegerParameter) {
      return INTEGER;
    }
    if (parameter instanceof BooleanParameter) {
      return FLAG;
    }
    if (parameter instanceof ConstantParameter constant) {
      return of(List.of(constant.value()));
    }
    return parameter instanceof OrdinalParameter ordinal ? of(ordinal.values()) : TEXT;
  }

  private static ColumnType of(List<Object> values) {
    if (values.stream().allMatch(Long.class::isInstance)) {
      return INTEGER;
    }
    if (values.stream().allMatch(Number.class::isInstance)) {
      return REAL;
    }
    return values.stream().allMatch(Boolean.class::isInstance) ? FLAG : TEXT;
  }
}
